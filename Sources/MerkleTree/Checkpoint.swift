public import Digest

/// What a log says of itself at one size, in the form of C2SP tlog-checkpoint: three lines that
/// can be printed, mailed, signed and read aloud, then an empty line and any signatures.
public struct Checkpoint: Hashable, Sendable {
  /// The name of the log: not empty, without white space, `+` and control characters.
  public let origin: String
  /// Leaves in the tree, at most 2^63 - 1.
  public let size: UInt64
  /// The root of the RFC 6962 tree over the first `size` leaves.
  public let root: SHA256.Digest
  /// The signature lines of the note, verbatim without their LF. They are kept, not verified.
  public let signatures: [String]

  /// The largest size: sequences are at most 2^63 - 1.
  public static let maximumSize = UInt64(Int64.max)

  /// A checkpoint of a log's tree.
  public init(
    origin: String, size: UInt64, root: SHA256.Digest, signatures: [String] = []
  ) throws(CheckpointError) {
    if let problem = Checkpoint.problem(inOrigin: origin) {
      throw CheckpointError(line: 1, problem: problem)
    }
    guard size <= Checkpoint.maximumSize else { throw CheckpointError(line: 2, problem: .size) }
    guard size > 0 || root == TreeHash.empty else {
      throw CheckpointError(line: 3, problem: .rootOfEmptyTree)
    }
    for (index, line) in signatures.enumerated() where !Checkpoint.isSignature(line) {
      throw CheckpointError(line: 5 + index, problem: .signature)
    }
    self.origin = origin
    self.size = size
    self.root = root
    self.signatures = signatures
  }

  /// Whether both are of the same log: their origins are the same bytes. Swift calls some different
  /// texts equal, and another origin is another log.
  public func isOfSameLog(as other: Checkpoint) -> Bool {
    origin.utf8.elementsEqual(other.origin.utf8)
  }

  /// A checkpoint of the tree with this right edge.
  public init(origin: String, edge: RightEdge) throws(CheckpointError) {
    try self.init(origin: origin, size: edge.size, root: edge.root)
  }

  /// The three lines, each ended by LF: exactly what a signature covers.
  public var text: String { "\(origin)\n\(size)\n\(root.base64)\n" }

  /// The whole note: the three lines, an empty one, the signature lines.
  public var note: String {
    text + "\n" + signatures.map { $0 + "\n" }.joined()
  }

  static func problem(inOrigin origin: String) -> CheckpointError.Problem? {
    origin.isEmpty || !origin.unicodeScalars.allSatisfy(isNameScalar) ? .origin : nil
  }

  /// Whether a line has the form `— name base64` (C2SP signed-note).
  static func isSignature(_ line: String) -> Bool {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == "\u{2014}", !words[1].isEmpty else { return false }
    guard words[1].unicodeScalars.allSatisfy(isNameScalar) else { return false }
    // Four bytes name the key; the signature itself follows.
    guard let bytes = try? Base64.decode(String(words[2])) else { return false }
    return bytes.count > 4
  }

  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return !properties.isWhitespace && scalar != "+" && properties.generalCategory != .control
  }
}
