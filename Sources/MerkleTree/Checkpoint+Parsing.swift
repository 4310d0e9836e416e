private import Digest

extension Checkpoint {
  /// The longest text that is read: room for dozens of signatures of any known kind.
  public static let maximumByteCount = 256 * 1024

  /// Reads a checkpoint strictly: the three lines alone, or the whole note with its empty line.
  ///
  /// Every accepted text is exactly the `text` or the `note` of the result.
  public init(parsing bytes: [UInt8]) throws(CheckpointError) {
    guard bytes.count <= Checkpoint.maximumByteCount else {
      throw CheckpointError(line: 1, problem: .tooLong)
    }
    let lines = try Checkpoint.lines(of: bytes)
    guard lines.count >= 3 else {
      throw CheckpointError(line: lines.count + 1, problem: .lineMissing)
    }
    guard let size = Checkpoint.size(lines[1]) else {
      throw CheckpointError(line: 2, problem: .size)
    }
    let root: SHA256.Digest
    do {
      root = try SHA256.Digest(base64: lines[2])
    } catch {
      throw CheckpointError(line: 3, problem: .root(error.description))
    }
    guard lines.count == 3 || lines[3].isEmpty else {
      throw CheckpointError(line: 4, problem: .extensionLine)
    }
    try self.init(
      origin: lines[0], size: size, root: root, signatures: Array(lines.dropFirst(4)))
  }

  /// Reads a checkpoint strictly.
  public init(parsing text: String) throws(CheckpointError) {
    try self.init(parsing: Array(text.utf8))
  }

  private static func lines(of bytes: [UInt8]) throws(CheckpointError) -> [String] {
    guard !bytes.isEmpty else { throw CheckpointError(line: 1, problem: .lineMissing) }
    guard bytes.last == UInt8(ascii: "\n") else {
      let line = bytes.count { $0 == UInt8(ascii: "\n") } + 1
      throw CheckpointError(line: line, problem: .notEnded)
    }
    var lines: [String] = []
    let parts = bytes.dropLast().split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for part in parts {
      guard let line = String(validating: part, as: UTF8.self) else {
        throw CheckpointError(line: lines.count + 1, problem: .notUTF8)
      }
      lines.append(line)
    }
    return lines
  }

  /// A decimal number without leading zeros, 0 to 2^63 - 1.
  private static func size(_ line: String) -> UInt64? {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard line.utf8.allSatisfy(digits.contains), line == "0" || !line.hasPrefix("0"),
      let size = UInt64(line), size <= maximumSize
    else { return nil }
    return size
  }
}
