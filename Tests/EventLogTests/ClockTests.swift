import EventLog
import LogSupport
import Testing

/// Row 11 of the table of faults: the clock is the host's word and never an order.
@Suite struct ClockTests {
  private static let second: Int64 = 1_000
  private static let hour: Int64 = 3_600_000
  private static let year: Int64 = 365 * 24 * 3_600_000

  /// Milliseconds that the clock jumps between two appends: back, on, around a leap second, over
  /// the ends of 32-bit seconds, and over the change to winter time.
  private static let jumps: [Int64] = [
    -1, 0, 1, -second, second, -hour, hour, -10 * year, 10 * year, 20 * year, 60 * year, -20 * year,
  ]

  private static let moments: [(Int64, String)] = [
    (0, "1970-01-01T00:00:00.000Z"), (-1, "1970-01-01T00:00:00.000Z"),
    (1_483_228_799_999, "2016-12-31T23:59:59.999Z"),
    (1_483_228_800_000, "2017-01-01T00:00:00.000Z"),
    (1_792_893_600_000, "2026-10-25T02:00:00.000Z"),
    (2_147_483_647_999, "2038-01-19T03:14:07.999Z"),
    (2_147_483_648_000, "2038-01-19T03:14:08.000Z"),
    (4_294_967_296_000, "2106-02-07T06:28:16.000Z"),
    (951_782_400_000, "2000-02-29T00:00:00.000Z"),
    (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    (253_402_300_800_000, "9999-12-31T23:59:59.999Z"),
  ]

  /// An event of the first year there is, so that no clock takes it for one of the future.
  private func old(_ number: Int) -> [UInt8] {
    Array(
      #"{"at":"1970-01-01T00:00:00Z","type":"info.x","source":"core","n":\#(number)}"#.utf8)
  }

  @Test func `row 11: whatever the clock does, the order is that of the sequence`() throws {
    for first in ClockTests.jumps {
      for second in ClockTests.jumps {
        let disk = FakeDisk()
        let host = FakeHost()
        var writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
        for (index, jump) in [0, first, second, -first].enumerated() {
          host.time += jump
          #expect(try writer.append(old(index + 1))[0].isStored, "\(first), \(second)")
          _ = try writer.checkpointIfDue()
        }
        let lines = try LogReader(disk.mount()).lines()
        for (index, line) in lines.enumerated() {
          #expect(line.hasPrefix(#"{"seq":\#(index + 1),"#), "\(first), \(second)")
        }
        disk.killHolder()
        host.time += second
        writer = try LogWriter.open(disk.mount(), options: host.options())
        #expect(try writer.append(old(2))[0].line.contains(#""duplicate":true"#))
        #expect(try LogReader(disk.mount()).numbers() == [1, 2, 3, 4], "\(first), \(second)")
        let verdict = try LogVerifier(disk.mount()).verify().verdict
        #expect(verdict == .consistentInItself, "\(first), \(second)")
      }
    }
  }

  @Test func `row 11: each moment of the clock stands in the log as it is`() throws {
    for (time, text) in ClockTests.moments {
      let disk = FakeDisk()
      let host = FakeHost()
      host.time = time
      var writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
      _ = try writer.append(old(1))
      #expect(
        try LogReader(disk.mount()).lines()[1] == #"{"seq":2,"at":"\#(text)","type":"log.tick"}"#)
      disk.killHolder()
      writer = try LogWriter.open(disk.mount(), options: host.options())
      #expect(writer.report.recovery != nil, "\(text)")
      try writer.close()
      #expect(try LogVerifier(disk.mount()).verify().verdict == .consistentInItself, "\(text)")
    }
  }

  @Test func `row 11: a clock that was set back makes events of the future, and says so`() throws {
    let disk = FakeDisk()
    let host = FakeHost()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    #expect(try writer.append(Events.batch(1...1))[0].isStored)
    host.time -= ClockTests.hour
    // What was taken before is known all the same.
    #expect(try writer.append(Events.batch(1...1))[0].line.contains(#""duplicate":true"#))
    guard case .refused(1, "future", _) = try writer.append(Events.batch(2...2))[0] else {
      Issue.record("it was taken")
      return
    }
    host.time += ClockTests.hour
    #expect(try writer.append(Events.batch(2...2))[0].isStored)
    #expect(try LogReader(disk.mount()).numbers() == [1, 2])
  }

  @Test func `row 11: the limit of the future is the host's clock and five minutes`() throws {
    let disk = FakeDisk()
    let host = FakeHost()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    for (at, isStored) in [("10:20:04.123Z", true), ("10:20:04.124Z", false)] {
      let line = #"{"at":"2026-11-22T\#(at)","type":"info.x"}"#
      #expect(try writer.append(Array(line.utf8))[0].isStored == isStored)
    }
  }
}
