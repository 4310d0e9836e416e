import EventLog
@testable import LogForger
import LogSupport
import RandomLogs
import Testing

/// Rows 19 and 20 of the table of faults.
@Suite struct ForgedLogTests {
  private static func originals() throws -> [ForgedLog] {
    try GoodLogs.all().map { try #require(ForgedLog($0.contents)) }
  }

  @Test func `a log that is taken apart and put together is the same`() throws {
    for made in try GoodLogs.all() {
      let log = try #require(ForgedLog(made.contents))
      #expect(log.contents == made.contents)
      #expect(made.checkpoints.count == 3)
      #expect(log.expectation(against: nil) == .consistent)
      #expect(
        try Answer(verifying: ReadOnlyDisk(made.contents), against: nil) == .consistent)
      for checkpoint in made.checkpoints {
        #expect(
          try Answer(verifying: ReadOnlyDisk(made.contents), against: Array(checkpoint.utf8))
            == .anchored)
      }
    }
  }

  @Test func `every forged log gets the verdict that was known beforehand`() throws {
    let forger = Forger(try ForgedLogTests.originals())
    let count = Effort.count(400, thorough: 10_000)
    var seen: [Answer: Int] = [:]
    for seed in Effort.seed..<Effort.seed + UInt64(count) {
      let forged = forger.forge(seed: seed)
      let disk = ReadOnlyDisk(forged.log.contents)
      for (given, expected) in forged.trials {
        let found = try Answer(verifying: disk, against: given?.note)
        let size = given.map { "checkpoint of \($0.size)" } ?? "no checkpoint"
        #expect(found == expected, "seed \(seed), \(size): \(forged.story)")
        seen[found, default: 0] += 1
      }
    }
    print("\(count) forged logs from seed \(Effort.seed) on: \(seen)")
    // Every verdict has to come up, or nothing was tried.
    for verdict in [Answer.anchored, .consistent, .damaged, .contradicts, .none] {
      #expect(seen[verdict] ?? 0 > count / 100, "\(verdict) \(seen)")
    }
  }

  @Test func `a frame line that was cut is torn while what is left begins as the next one would`()
    throws
  {
    var log = try #require(ForgedLogTests.originals().first)
    let last = log.files.count - 1
    log.files[last].tail = []
    var frame = try #require(log.files[last].frames.last)
    // Its sequence is that of the frame before it, and the last digit alone says so.
    frame.body = Seal(log: log.files[last].header.log, bytes: frame.bodyBytes)
    frame.check = Seal(log: log.files[last].header.log, bytes: frame.covered)
    log.files[last].frames.append(frame)
    var seen: [Answer: Int] = [:]
    for left in 1..<frame.bytes.count {
      log.files[last].cut = frame.bytes.count - left
      let found = try Answer(verifying: ReadOnlyDisk(log.contents), against: nil)
      #expect(found == log.expectation(against: nil), "\(left) bytes are left")
      seen[found, default: 0] += 1
    }
    #expect(seen[.consistent] ?? 0 >= 28 && seen[.damaged] ?? 0 > 50, "\(seen)")
  }

  @Test func `any forgery may follow one that took all frames of the first file away`() throws {
    var random = SplitMix64(seed: Effort.seed)
    for original in try ForgedLogTests.originals() {
      for forgery in Forgery.allCases {
        // What is changed is drawn: a file with frames has to be among it.
        for _ in 0..<8 {
          var log = original
          log.files[0].frames = []
          guard log.apply(forgery, &random), Set(log.files.map(\.name)).count == log.files.count
          else { continue }
          let found = try Answer(verifying: ReadOnlyDisk(log.contents), against: nil)
          #expect(found == log.expectation(against: nil), "\(forgery)")
        }
      }
    }
  }
}
