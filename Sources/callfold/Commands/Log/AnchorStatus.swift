import Bytes
import CallModel
import EventCoding
import EventLog

/// What is known of a log's anchor, for people and for machines.
struct AnchorStatus {
  private let record: AnchorRecord?
  /// Whether what was handed over is not what the log has there.
  private let isOther: Bool

  init(_ reader: LogReader) throws(LogError) {
    let record = try reader.anchorRecord()
    isOther =
      try record.map { (record) throws(LogError) in
        try reader.root(at: record.size) != record.root
      } ?? false
    self.record = record
  }

  /// The first events, so many, were handed over as they are.
  var size: UInt64 { isOther ? 0 : record?.size ?? 0 }

  /// In words.
  var text: String {
    guard let record else {
      return "nothing was sent yet; use --anchor with append, or keep checkpoints elsewhere"
    }
    let done =
      if isOther {
        "A DIFFERENT HISTORY of \(record.size) events was sent; verify with the copy kept elsewhere"
      } else if record.size == 0 {
        "nothing was sent yet"
      } else {
        "1 to \(record.size) sent at \(Self.instant(record.at).text) by '\(record.command)'"
      }
    guard let failing = record.failing else { return done }
    let times = failing.count == 1 ? "once, at" : "\(failing.count) times since"
    return done + "; FAILED \(times) \(Self.instant(failing.since).text): '\(failing.command)': "
      + failing.why
  }

  /// As a JSON value.
  func write(to writer: inout ByteWriter) {
    guard let record else {
      writer.append("null")
      return
    }
    writer.append("{\"size\":")
    writer.append(Int64(clamping: record.size))
    writer.append(",\"at\":")
    if record.size > 0 { writer.append(Self.instant(record.at)) } else { writer.append("null") }
    writer.append(",\"isOther\":")
    writer.append(isOther ? "true" : "false")
    writer.append(",\"command\":")
    writer.append(quoted: Array((record.failing?.command ?? record.command).utf8).span)
    writer.append(",\"failures\":")
    writer.append(Int64(clamping: record.failing?.count ?? 0))
    if let failing = record.failing {
      writer.append(",\"failingSince\":")
      writer.append(Self.instant(failing.since))
      writer.append(",\"why\":")
      writer.append(quoted: Array(failing.why.utf8).span)
    }
    writer.append("}")
  }

  private static func instant(_ milliseconds: Int64) -> Instant {
    Instant(milliseconds: milliseconds)
  }
}
