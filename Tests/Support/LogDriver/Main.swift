import EventLog
import Platform

/// A small program on the log's library, for tests that need a process of its own: one that can be
/// killed, refused the disk, or started many times.
///
///     log-driver append LOG [--batch N] [--file-limit N] [--reserve N] [--checkpoint-each N]
///                           [--clock MS] [--no-close] [--memory]
///     log-driver cat LOG
///     log-driver hold LOG
///     log-driver calls LOG COUNT
///     log-driver erase LOG CALL
///
/// `append` makes the log where there is none, and answers each batch of lines with its receipts.
/// With `--clock` the clock stands still and what is random is counted, so that each run is the
/// same.
@main struct Main {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    guard words.count >= 2 else { fail("log-driver append|cat|hold|calls LOG …", 2) }
    let settings = Settings(words.dropFirst(2))
    let path = words[words.startIndex + 1]
    do throws(LogError) {
      switch words.first {
      case "append": try Appending(path, settings).run()
      case "cat": try cat(path)
      case "hold": try hold(path, settings)
      case "calls": try manyCalls(path, settings)
      case "erase":
        let writer = try settings.open(path)
        let call = Erasure.call("\(settings.count)")
        write(Array("\(try writer.erase(call, user: "driver", reason: "asked"))\n".utf8))
        try writer.close()
      case _: fail("what is to be done? append, cat, hold, calls or erase", 2)
      }
    } catch {
      fail("\(error)", 3)
    }
  }

  /// Writes every stored line.
  private static func cat(_ path: String) throws(LogError) {
    var output: [UInt8] = []
    _ = try LogReader(path: path).forEach { (_, bytes, line) throws(LogError) in
      output += bytes[line]
      output.append(10)
      return true
    }
    write(output)
  }

  /// Holds the lock until standard input ends.
  private static func hold(_ path: String, _ settings: Settings) throws(LogError) {
    let writer = try settings.open(path)
    write(Array("held\n".utf8))
    var bytes = [UInt8](repeating: 0, count: 1)
    while let count = try? Descriptor.input.read(into: &bytes), count > 0 {}
    try writer.close()
  }

  /// Begins and ends calls, and says how much memory was used after a tenth of them and at the end.
  private static func manyCalls(_ path: String, _ settings: Settings) throws(LogError) {
    let writer = try settings.open(path)
    for round in 1...10 {
      var call = 0
      while call < settings.count / 10 {
        var lines: [UInt8] = []
        for _ in 0..<500 {
          call += 1
          let id = "\(round)-\(call)"
          lines += Array(
            (#"{"at":"2026-01-01T00:00:00Z","call":"\#(id)","type":"call.started","#
              + #""direction":"inbound","caller":"+47\#(call)"}"# + "\n"
              + #"{"at":"2026-01-01T00:00:01Z","call":"\#(id)","type":"call.ended"}"# + "\n").utf8)
        }
        _ = try writer.append(lines)
        try writer.checkpoint()
      }
      if round == 1 || round == 10 { write(Array("\(Settings.memory)\n".utf8)) }
    }
    try writer.close()
  }

  static func write(_ bytes: [UInt8]) {
    do { try Descriptor.output.write(bytes) } catch { fail("\(error)", 3) }
  }

  static func fail(_ text: String, _ status: Int32) -> Never {
    try? Descriptor.error.write(Array("log-driver: \(text)\n".utf8))
    endProcess(status)
  }
}
