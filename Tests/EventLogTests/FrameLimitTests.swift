import Bytes
import LogSupport
import Testing

@testable import EventLog

/// Frames at the limits of the format.
@Suite struct FrameLimitTests {
  private let disk = FakeDisk()
  private let host = FakeHost()

  /// An event of 16,384 bytes, all of it personal data and text.
  private func largest(_ number: Int) -> [UInt8] {
    let text = String(repeating: "x", count: 4_000)
    let head =
      #"{"caller":"a","number":"b","toNumber":"c","at":"2026-11-22T10:15:04.123Z","call":"c","#
      + #""type":"info.x","source":"core","n":\#(number),"1":"\#(text)","2":"\#(text)","#
      + #""3":"\#(text)","4":"\#(text)","5":""#
    let rest = String(repeating: "y", count: Limits.line - head.utf8.count - 2)
    return Array((head + rest + "\"}").utf8)
  }

  @Test func `a line of the most bytes is stored, though references make it longer`() throws {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    let line = largest(1)
    #expect(line.count == Limits.line)
    #expect(try writer.append(line)[0].isStored)
    let stored = try #require(try LogReader(disk.mount()).lines().last)
    #expect(stored.utf8.count > Limits.line)
    #expect(stored.utf8.count <= Format.storedLineLimit)
    #expect(try !writer.append(line + [0x20])[0].isStored)
  }

  @Test func `what is more than a frame can hold becomes several, none too large`() throws {
    let options = host.options(fileLimit: 1 << 26)
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    var lines: [UInt8] = []
    for number in 1...600 { lines += largest(number) + [10] }
    let receipts = try writer.append(lines)
    #expect(receipts.count == 600 && receipts.allSatisfy(\.isStored))
    let bytes = try #require(disk.files["00000000000000000001.ndjson"])
    let marks = String(decoding: bytes, as: UTF8.self).ranges(of: #""bytes":""#)
    #expect(marks.count == 3)
    #expect(try LogReader(disk.mount()).numbers() == Array(1...600))
    disk.killHolder()
    #expect(try LogWriter.open(disk.mount(), options: options).size == 603)
  }

  @Test func `a frame line may promise 4,194,304 bytes and no more, and one at least`() {
    let log = LogID(bytes: [UInt8](repeating: 1, count: 16))
    for (length, isGood) in [(0, false), (1, true), (4_194_304, true), (4_194_305, false)] {
      var frame = [UInt8](repeating: 0, count: Format.frameLineLength)
      guard let log else { continue }
      FrameLine(first: 1, bodyLength: length, bodyChecksum: 0).write(over: &frame, log: log)
      #expect((FrameLine(frame, at: 0, log: log) != nil) == isGood, "\(length)")
    }
  }

  @Test func `a batch of nothing but refused lines and blanks writes nothing`() throws {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    let (files, calls) = (disk.files, disk.faults.calls)
    let lines = "nonsense\n\n \t\r\n{}\n" + #"{"at":"2099-01-01T00:00:00Z","type":"info.x"}"#
    #expect(try writer.append(Array(lines.utf8)).count == 3)
    #expect(try writer.append([]).isEmpty)
    #expect(disk.files == files && disk.faults.calls == calls && writer.size == 0)
  }

  @Test func `a follower sees a file that a recovery put in the place of one without an event`()
    throws
  {
    let options = host.options()
    var writer: LogWriter? = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    var follower = try LogFollower(LogReader(disk.mount()), from: 1)
    var seen: [UInt64] = []
    func follow() throws {
      _ = try follower.forEach { (sequence, _, _) throws(LogError) in
        seen.append(sequence)
        return true
      }
    }
    try follow()
    // The first frame is torn, and its writer gone.
    disk.faults.hit = disk.faults.calls.count
    #expect(throws: LogError.self) { try writer?.append(Events.batch(1...1)) }
    disk.faults.hit = nil
    try disk.mount().file("00000000000000000001.ndjson", .update).truncate(to: 200)
    try follow()
    disk.killHolder()
    writer = try LogWriter.open(disk.mount(), options: options)
    _ = try writer?.append(Events.batch(1...1))
    try follow()
    #expect(try seen == (1...UInt64(LogReader(disk.mount()).lines().count)).map { $0 })
    #expect(writer?.report.recovery != nil && seen.count == 4, "\(seen)")
  }
}
