internal import Bytes
public import Digest

/// The answer to one line that a producer sent.
public enum Receipt: Hashable, Sendable {
  /// The event is on the disk, now or, if `duplicate`, since before.
  case stored(sequence: UInt64, leaf: SHA256.Digest, duplicate: Bool)
  /// The event was stored so long ago that its sequence is no longer known.
  case storedLongAgo
  /// The line was not taken; `line` counts what this producer sent, from 1.
  case refused(line: Int, code: String, reason: String)

  /// The refusal of a line whose batch found no space.
  static func diskFull(line: Int) -> Receipt {
    .refused(
      line: line, code: "diskFull",
      reason: "the disk is full: nothing of this batch was stored; send it again")
  }

  /// Whether the event is in the log.
  public var isStored: Bool {
    switch self {
    case .stored, .storedLongAgo: true
    case .refused: false
    }
  }

  /// Puts the receipt's NDJSON line behind the bytes.
  public func append(to bytes: inout [UInt8]) {
    switch self {
    case .stored(let sequence, let leaf, let duplicate):
      bytes.append(#"{"seq":"#)
      bytes.append(decimal: sequence)
      bytes.append(#","leaf":""#)
      leaf.appendHex(to: &bytes)
      bytes.append(duplicate ? "\",\"duplicate\":true}\n" : "\",\"duplicate\":false}\n")
    case .storedLongAgo:
      bytes.append("{\"seq\":null,\"leaf\":null,\"duplicate\":true}\n")
    case .refused(let line, let code, let reason):
      bytes.append(#"{"line":"#)
      bytes.append(decimal: UInt64(line))
      bytes.append(#","refused":"#)
      bytes.append(json: code)
      bytes.append(#","reason":"#)
      bytes.append(json: reason)
      bytes.append("}\n")
    }
  }

  /// The NDJSON line without its LF.
  public var line: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }
}
