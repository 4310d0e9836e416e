public import Digest
public import MerkleTree

/// An event and what proves that it is in the log (RFC 6962, section 2.1.1).
public struct ProvenEvent: Hashable, Sendable {
  /// The event's number in the log, from 1.
  public var sequence: UInt64
  /// The exact bytes of its line, without LF.
  public var line: [UInt8]
  /// The inclusion proof for the leaf with index `sequence` - 1.
  public var hashes: [SHA256.Digest]

  /// An event with its proof; nothing is checked.
  public init(sequence: UInt64, line: [UInt8], hashes: [SHA256.Digest]) {
    self.sequence = sequence
    self.line = line
    self.hashes = hashes
  }

  func verify(in checkpoint: Checkpoint) throws(ProofError) {
    guard sequence > 0 else {
      throw .indexOutsideTree(index: sequence, size: checkpoint.size)
    }
    try InclusionProof(index: sequence - 1, size: checkpoint.size, hashes: hashes)
      .verify(leaf: TreeHash.leaf(line), root: checkpoint.root)
  }
}

/// A file that proves that some events, of one call for instance, are in a log, without showing any
/// other.
public struct EventProof: Hashable, Sendable {
  /// The events, at least one, by rising sequence.
  public let events: [ProvenEvent]
  /// The tree that they are proved to be in.
  public let checkpoint: Checkpoint

  /// The first line of the file.
  public static let title =
    "callfold proof of events, form 1: each line after 'event' is a leaf of the RFC 6962 tree "
    + "(SHA-256) whose origin, size and root stand at the end"

  /// A proof that holds in itself; everything is checked.
  ///
  /// An error's place is that in the written file.
  public init(events: [ProvenEvent], checkpoint: Checkpoint) throws(ProofFileError) {
    self.events = events
    self.checkpoint = checkpoint
    // Reading back what is written is the one check that there is.
    _ = try EventProof(parsing: bytes)
  }

  /// Reads a proof strictly and checks every event in it.
  public init(parsing bytes: [UInt8]) throws(ProofFileError) {
    var cursor = ProofLines(bytes)
    try cursor.expect(EventProof.title, else: .title)
    var read: [(event: ProvenEvent, start: ProofLines)] = []
    repeat {
      let start = cursor
      let event = try EventProof.event(&cursor, after: read.last?.event.sequence ?? 0)
      read.append((event, start))
    } while !cursor.isNext("\n")
    cursor.sequence = nil
    try cursor.expect("", else: .separator)
    checkpoint = try cursor.checkpoint(lineCount: nil)
    events = read.map(\.event)
    for (event, start) in read {
      do {
        try event.verify(in: checkpoint)
      } catch {
        var place = start
        place.sequence = event.sequence
        throw place.error(.proof(error))
      }
    }
  }

  /// The file's bytes.
  public var bytes: [UInt8] {
    var text = Array("\(EventProof.title)\n".utf8)
    for event in events {
      text += Array("event \(event.sequence)\n".utf8) + event.line
      text += Array("\n".utf8)
      for hash in event.hashes { text += Array("\(hash.base64)\n".utf8) }
    }
    return text + Array("\n\(checkpoint.note)".utf8)
  }

  private static func event(
    _ cursor: inout ProofLines, after last: UInt64
  ) throws(ProofFileError) -> ProvenEvent {
    let start = cursor
    let words = String(decoding: try cursor.next(), as: UTF8.self)
    guard let sequence = UInt64(words.dropFirst(6)), words == "event \(sequence)", sequence > last
    else { throw start.error(.sequence) }
    cursor.sequence = sequence
    let beforeLine = cursor
    let line = try cursor.next()
    guard line.starts(with: "{\"seq\":\(sequence),".utf8) else {
      throw beforeLine.error(.eventLine)
    }
    let hashes = try cursor.hashes { $0.isNext("event ") || $0.isNext("\n") }
    cursor.sequence = nil
    return ProvenEvent(sequence: sequence, line: line, hashes: hashes)
  }
}
