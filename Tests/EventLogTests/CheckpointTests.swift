import LogSupport
import MerkleTree
import Testing

@testable import EventLog

/// When checkpoints are made, and what a crash leaves of one.
@Suite struct CheckpointTests {
  private let disk = FakeDisk()
  private let host = FakeHost()

  @Test
  func `a checkpoint is due once a new file is begun, a second after the last, and is no event`()
    throws
  {
    let options = host.options(fileLimit: 700)
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    _ = try writer.append(Events.batch(1...1))
    host.time += 1_000
    #expect(!writer.checkpointIsDue)
    _ = try writer.append(Events.batch(2...2))
    _ = try writer.append(Events.batch(3...3))
    #expect(disk.files.keys.filter { $0.hasSuffix(".ndjson") }.count > 1)
    #expect(writer.checkpointIsDue)
    let lines = try LogReader(disk.mount()).lines()
    #expect(try writer.checkpointIfDue()?.size == writer.size)
    #expect(try LogReader(disk.mount()).lines() == lines)
    // The next file is begun within the second.
    for number in 4...7 { _ = try writer.append(Events.batch(number...number)) }
    #expect(!writer.checkpointIsDue)
    host.time += 999
    #expect(!writer.checkpointIsDue)
    host.time += 1
    #expect(writer.checkpointIsDue)
  }

  @Test
  func `row 3: a checkpoint that was cut short is cut off and told, and the next stands whole`()
    throws
  {
    let options = host.options()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    for number in 1...2 {
      _ = try writer.append(Events.batch(number...number))
      _ = try writer.checkpoint()
    }
    try writer.close()
    let whole = try #require(disk.files["checkpoints"])
    let first = whole.count / 2
    let zeros = [UInt8](repeating: 0, count: first + 15)
    for length in first...first + zeros.count where length != whole.count {
      var files = disk.files
      // The longest one is longer than what is written in its place.
      files["checkpoints"] =
        length < whole.count
        ? Array(whole.prefix(length)) : Array(whole.prefix(first) + zeros.prefix(length - first))
      let cut = FakeDisk(files)
      let again = try LogWriter.open(cut.mount(), options: options)
      #expect(again.report.tornCheckpoint == length - first, "\(length)")
      let made = try #require(try again.checkpoint())
      #expect(made.size == 4)
      #expect(cut.files["checkpoints"] == whole, "\(length)")
      let verification = try LogVerifier(cut.mount()).verify()
      #expect(verification.verdict == .consistentInItself && verification.checkpoints == 2)
    }
  }
}
