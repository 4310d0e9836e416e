import EventLog
import LogSupport
import Testing

/// Rows 3, 5 and 28 of the table of faults: what a recovery leaves, exactly.
@Suite struct RecoveryTests {
  private static let first = "00000000000000000001.ndjson"
  let host = FakeHost()

  /// A log of two frames that nobody closed.
  private func openLog() throws -> [String: [UInt8]] {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.batch(1...1))
    _ = try writer.append(Events.batch(2...2))
    return disk.files
  }

  @Test func `row 3: what is cut off goes to quarantine, and the log says so`() throws {
    let files = try openLog()
    let bytes = try #require(files[RecoveryTests.first])
    let end = try #require(bytes.lastIndex(of: UInt8(ascii: "}"))) + 2
    let text = String(decoding: bytes, as: UTF8.self)
    let frame = try #require(text.ranges(of: #"{"frame""#).last?.lowerBound)
    let start = text[..<frame].utf8.count
    for length in [start + 1, start + 50, start + 87, start + 120, end - 2, end - 1] {
      var broken = files
      broken[RecoveryTests.first] = Array(bytes.prefix(length))
      let disk = FakeDisk(broken)
      let writer = try LogWriter.open(disk.mount(), options: host.options())
      #expect(
        writer.report.recovery
          == RecoveryReport.Recovery(
            file: RecoveryTests.first, offset: start, bytes: length - start))
      let cut = disk.files.filter { $0.key.hasSuffix(".cut") }
      #expect(Array(cut.values) == [Array(bytes[start..<length])])
      #expect(disk.files[RecoveryTests.first] == Array(bytes.prefix(start)))
      let lines = try LogReader(disk.mount()).lines()
      #expect(
        lines.last
          == #"{"seq":4,"at":"2026-11-22T10:15:04.123Z","type":"log.recovered","#
          + #""file":"\#(RecoveryTests.first)","offset":\#(start),"bytes":\#(length - start)}"#)
      // The second opening finds nothing to do.
      let before = disk.files
      disk.killHolder()
      let again = try LogWriter.open(disk.mount(), options: host.options())
      #expect(again.report.recovery == nil && disk.files == before)
      #expect(try LogVerifier(disk.mount()).verify().verdict == .consistentInItself)
    }
  }

  @Test func `row 4: what looks like a crash is damage where a good frame stands behind it`() throws
  {
    let files = try openLog()
    let bytes = try #require(files[RecoveryTests.first])
    let text = String(decoding: bytes, as: UTF8.self)
    let frames = text.ranges(of: #"{"frame""#).map { text[..<$0.lowerBound].utf8.count }
    try #require(frames.count == 2)
    for unwritten in [UInt8(0), 10] {
      var broken = files
      for index in frames[0]..<frames[0] + 87 {
        broken[RecoveryTests.first]?[index] = unwritten
      }
      let disk = FakeDisk(broken)
      let error = #expect(throws: LogError.self) {
        _ = try LogWriter.open(disk.mount(), options: host.options())
      }
      #expect(error?.problem == .damage(.frameBehind(offset: frames[1])))
      #expect(disk.files == broken)
      // Without the good frame behind it, it is a crash.
      broken[RecoveryTests.first] = Array(broken[RecoveryTests.first]?.prefix(frames[1]) ?? [])
      let writer = try LogWriter.open(FakeDisk(broken).mount(), options: host.options())
      #expect(writer.report.recovery != nil)
    }
  }

  @Test func `row 1: a kill without a torn frame is told too, and leaves no quarantine`() throws {
    let disk = FakeDisk(try openLog())
    let writer = try LogWriter.open(disk.mount(), options: host.options())
    #expect(writer.report.recovery?.bytes == 0)
    #expect(disk.files.keys.filter { $0.hasSuffix(".cut") }.isEmpty)
    #expect(disk.files.keys.filter { $0.hasSuffix(".ndjson") }.count == 2)
    #expect(try LogReader(disk.mount()).lines().count == 5)
  }

  @Test func `row 3: a reader without the lock reports an unfinished tail and changes nothing`()
    throws
  {
    var files = try openLog()
    let bytes = try #require(files[RecoveryTests.first])
    let end = try #require(bytes.lastIndex(of: UInt8(ascii: "}"))) + 2
    files[RecoveryTests.first] = Array(bytes.prefix(end - 20))
    let disk = FakeDisk(files)
    var seen: [UInt64] = []
    let ending = try LogReader(disk.mount()).forEach { (sequence, _, _) throws(LogError) in
      seen.append(sequence)
      return true
    }
    #expect(seen == [1, 2, 3])
    guard case .unfinished = ending else {
      Issue.record("\(String(describing: ending))")
      return
    }
    #expect(disk.files == files)
  }

  @Test func `row 4: every flipped bit of personal data that events refer to is refused`() throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.personal(1...3))
    try writer.close()
    let name = "00000000000000000001.people"
    for index in try #require(disk.files[name]).indices {
      for bit in Effort.isThorough ? Array(0..<8) : [index * 5 % 8] {
        var files = disk.files
        files[name]?[index] ^= 1 << UInt8(bit)
        let error = #expect(throws: LogError.self, "byte \(index) bit \(bit)") {
          _ = try LogWriter.open(FakeDisk(files).mount(), options: host.options())
        }
        #expect(error?.problem == .damage(.personalData))
        let verified = try LogVerifier(FakeDisk(files).mount()).verify()
        #expect(error.map { verified.verdict == .damaged($0) } ?? false)
        #expect(verified.root != nil && verified.personalData == [error].compactMap(\.self))
      }
    }
    var files = disk.files
    files[name] = nil
    let without = try LogWriter.open(FakeDisk(files).mount(), options: host.options())
    #expect(without.report.missingPersonalData == 3)
  }
}
