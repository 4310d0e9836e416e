package import EventLog
internal import LogSupport

/// Small logs as the writer makes them, with every kind of record.
package enum GoodLogs {
  /// A log and the checkpoints that were handed out while it grew.
  package struct Made {
    /// The files in its folder.
    package var contents: [String: [UInt8]]
    /// The texts, oldest first.
    package var checkpoints: [String]
  }

  /// Calls, personal data, an erasure, a crash and its recovery, over several files.
  ///
  /// - Parameters:
  ///   - fileLimit: how long its files may be.
  ///   - isClosed: whether the writer ended cleanly.
  ///   - origin: what the log is called.
  package static func make(
    fileLimit: Int, isClosed: Bool, origin: String = "example.org/site-1"
  ) throws(LogError) -> Made {
    let disk = FakeDisk()
    let host = FakeHost()
    let options = host.options(fileLimit: fileLimit)
    var handedOut: [String] = []
    let writer = try LogWriter.create(
      in: disk.mount(), origin: origin, options: options)
    _ = try writer.append(call(1))
    handedOut += [try writer.checkpoint()?.note].compactMap(\.self)
    host.time += 1000
    _ = try writer.append(Events.batch(1...4) + Events.personal(5...6))
    _ = try writer.append(call(2))
    handedOut += [try writer.checkpoint()?.note].compactMap(\.self)
    _ = try writer.append(Events.batch(7...7, padding: 300))
    disk.killHolder()
    let again = try LogWriter.open(disk.mount(), options: options)
    host.time += 1000
    _ = try again.append(call(3))
    _ = try again.erase(.call("c-2"), user: "dpo", reason: "asked for")
    handedOut += [try again.checkpoint()?.note].compactMap(\.self)
    _ = try again.append(Events.batch(8...9))
    if isClosed { try again.close() }
    return Made(contents: disk.files, checkpoints: handedOut)
  }

  /// The logs that forgeries are made from.
  package static func all() throws(LogError) -> [Made] {
    [
      try make(fileLimit: 900, isClosed: true), try make(fileLimit: 1600, isClosed: true),
      try make(fileLimit: 1 << 20, isClosed: true), try make(fileLimit: 900, isClosed: false),
    ]
  }

  private static func call(_ number: Int) -> [UInt8] {
    let start =
      #"{"at":"2026-11-22T10:15:04.1Z","call":"c-\#(number)","type":"call.started","#
      + #""direction":"inbound","caller":"+471234567\#(number)","source":"core-1","n":\#(number * 2)}"#
    let end =
      #"{"at":"2026-11-22T10:15:05Z","call":"c-\#(number)","type":"call.ended","#
      + #""source":"core-1","n":\#(number * 2 + 1)}"#
    return Array("\(start)\n\(end)\n".utf8)
  }
}
