import EventLog
import LogSupport
import Platform
import Testing

@Suite struct AppendTests {
  let disk = FakeDisk()
  let host = FakeHost()

  private func append(_ writer: LogWriter, _ text: String) throws -> [String] {
    try writer.append(Array(text.utf8)).map(\.line)
  }

  @Test func `an event is stored as it was received, but for its number`() throws {
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "example.org/site-1", options: host.options())
    let event = #" { "at":"2026-11-22T10:15:04.123Z","seq":9, "type":"info.x" , "a":1.0}  "#
    let receipts = try writer.append(Array(event.utf8))
    #expect(receipts.count == 1)
    let lines = try LogReader(disk.mount()).lines()
    #expect(
      lines.dropFirst() == [
        #"{"seq":2,"at":"2026-11-22T10:15:04.123Z","type":"log.tick"}"#,
        #"{"seq":3, "at":"2026-11-22T10:15:04.123Z","type":"info.x" , "a":1.0}"#,
      ])
  }

  @Test func `a number at the end of the object is taken out with its comma`() throws {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try append(writer, #"{"at":"2026-11-22T10:15:04.123Z","type":"info.x" , "seq" : 7 }"#)
    let last = try LogReader(disk.mount()).lines().last
    #expect(last == #"{"seq":3,"at":"2026-11-22T10:15:04.123Z","type":"info.x" }"#)
  }

  @Test func `each second in which something is accepted begins with a tick`() throws {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.batch(1...2))
    _ = try writer.append(Events.batch(3...3))
    host.time += 1000
    _ = try writer.append(Events.batch(1...1))
    _ = try writer.append(Events.batch(4...4))
    host.time -= 5000
    _ = try writer.append(Events.batch(5...5))
    let ticks = try LogReader(disk.mount()).lines().filter { $0.contains("log.tick") }
    #expect(
      ticks == [
        #"{"seq":2,"at":"2026-11-22T10:15:04.123Z","type":"log.tick"}"#,
        #"{"seq":6,"at":"2026-11-22T10:15:05.123Z","type":"log.tick"}"#,
        #"{"seq":8,"at":"2026-11-22T10:15:00.123Z","type":"log.tick"}"#,
      ])
  }

  @Test func `good events are taken whatever the bad ones beside them`() throws {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    let text = """
      {"at":"2026-11-22T10:15:04.123Z","type":"info.a"}
      nonsense

      {"at":"2026-11-22T10:15:04.123Z","type":"log.tick"}
      {"at":"2026-11-22T10:21:04.123Z","type":"info.b"}
      {"at":"2026-11-22T10:20:04.123Z","type":"info.c"}
      """
    let receipts = try writer.append(Array(text.utf8))
    let codes = receipts.map { receipt in
      guard case .refused(let line, let code, _) = receipt else { return "stored" }
      return "\(line) \(code)"
    }
    #expect(codes == ["stored", "2 malformed", "4 reserved", "5 future", "stored"])
    #expect(writer.size == 4)
  }

  @Test func `a line may have 16384 bytes and no more`() throws {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    // A string may have 4,096 bytes, so the line needs several.
    let full = String(repeating: "x", count: 4_000)
    let frame =
      #"{"at":"2026-11-22T10:15:04.123Z","type":"info.a","a":"\#(full)","b":"\#(full)","#
      + #""c":"\#(full)","e":"\#(full)","d":""}"#
    for (count, code) in [(16_384, nil), (16_385, "lineTooLong")] {
      let text = String(repeating: "x", count: count - frame.utf8.count)
      let line = frame.replacing(#""d":"""#, with: #""d":"\#(text)""#)
      #expect(line.utf8.count == count)
      let receipt = try writer.append(Array(line.utf8))[0]
      guard case .refused(_, let found, _) = receipt else {
        #expect(code == nil)
        continue
      }
      #expect(found == code)
    }
  }

  @Test func `files are begun anew at their limit and read as one log`() throws {
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: host.options(fileLimit: 1500))
    for number in 1...30 { _ = try writer.append(Events.batch(number...number)) }
    try writer.close()
    let logs = disk.files.filter { $0.key.hasSuffix(".ndjson") }
    #expect(logs.count > 3)
    #expect(logs.values.allSatisfy { $0.count <= 1500 })
    #expect(try LogReader(disk.mount()).numbers() == Array(1...30))
    #expect(try LogWriter.open(disk.mount(), options: host.options()).size == 32)
  }

  @Test func `a clean stop leaves nothing behind the last frame, and the log goes on there`() throws
  {
    let options = host.options()
    var mount = disk.mount()
    let writer = try LogWriter.create(in: mount, origin: "o", options: options)
    _ = try writer.append(Events.batch(1...3))
    try writer.close()
    disk.killHolder()
    mount = disk.mount()
    let again = try LogWriter.open(mount, options: options)
    #expect(again.report == RecoveryReport())
    _ = try again.append(Events.batch(4...4))
    #expect(disk.files.keys.filter { $0.hasSuffix(".ndjson") }.count == 1)
    #expect(try LogReader(disk.mount()).numbers() == [1, 2, 3, 4])
  }
}
