public import Digest
public import MerkleTree

/// A file that proves that a log at a newer checkpoint begins with all of the log at an older one
/// (RFC 6962, section 2.1.2).
public struct ConsistencyProofFile: Hashable, Sendable {
  /// The older checkpoint, of size 1 or more.
  public let old: Checkpoint
  /// The newer one, of the same log.
  public let new: Checkpoint
  /// The consistency proof between them.
  public let hashes: [SHA256.Digest]

  /// The first line of the file.
  public static let title =
    "callfold proof of growth, form 1: the RFC 6962 tree (SHA-256) whose origin, size and root "
    + "stand first has grown into the one that stands last"

  /// A proof that holds in itself; everything is checked. Signatures are left out.
  public init(
    old: Checkpoint, new: Checkpoint, hashes: [SHA256.Digest]
  ) throws(ProofFileError) {
    let bytes = ConsistencyProofFile.bytes(old: old, new: new, hashes: hashes)
    self = try ConsistencyProofFile(parsing: bytes)
  }

  /// Reads a proof strictly and checks it.
  public init(parsing bytes: [UInt8]) throws(ProofFileError) {
    var cursor = ProofLines(bytes)
    try cursor.expect(ConsistencyProofFile.title, else: .title)
    try cursor.expect("", else: .separator)
    let old = try cursor.checkpoint(lineCount: 3)
    try cursor.expect("", else: .separator)
    let beforeHashes = cursor
    let hashes = try cursor.hashes { $0.isNext("\n") }
    try cursor.expect("", else: .separator)
    let beforeNew = cursor
    let new = try cursor.checkpoint(lineCount: 3)
    try cursor.expectEnd()
    guard old.isOfSameLog(as: new) else { throw beforeNew.error(.origins) }
    do {
      try ConsistencyProof(oldSize: old.size, newSize: new.size, hashes: hashes)
        .verify(oldRoot: old.root, newRoot: new.root)
    } catch {
      throw beforeHashes.error(.proof(error))
    }
    self.old = old
    self.new = new
    self.hashes = hashes
  }

  /// The file's bytes.
  public var bytes: [UInt8] {
    ConsistencyProofFile.bytes(old: old, new: new, hashes: hashes)
  }

  private static func bytes(
    old: Checkpoint, new: Checkpoint, hashes: [SHA256.Digest]
  ) -> [UInt8] {
    let middle = hashes.map { "\($0.base64)\n" }.joined()
    return Array("\(title)\n\n\(old.text)\n\(middle)\n\(new.text)".utf8)
  }
}
