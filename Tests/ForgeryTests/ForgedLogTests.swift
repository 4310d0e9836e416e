import EventLog
import LogForger
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
}
