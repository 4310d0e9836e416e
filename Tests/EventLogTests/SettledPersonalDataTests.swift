import EventLog
import LogSupport
import Testing

/// Opening takes the newest file's events from the writer's own state only as long as the personal
/// data beside it are as they were.
@Suite struct SettledPersonalDataTests {
  let host = FakeHost()
  let personalData = "00000000000000000001.people"

  /// A log that was closed cleanly, with the state that its writer kept.
  private func closed(_ numbers: ClosedRange<Int>) throws -> FakeDisk {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.personal(numbers))
    try writer.close()
    return disk
  }

  private func opened(_ files: [String: [UInt8]]) throws -> (LogWriter, FakeDisk) {
    let disk = FakeDisk(files)
    return (try LogWriter.open(disk.mount(), options: host.options()), disk)
  }

  @Test func `personal data that are as they were are left alone`() throws {
    let disk = try closed(1...6)
    let (writer, again) = try opened(disk.files)
    #expect(writer.report.missingPersonalData == 0 && writer.report.droppedPeople == 0)
    #expect(again.files[personalData] == disk.files[personalData])
    // The same value in the same call has the reference that it had.
    _ = try writer.append(Events.personal(7...12))
    #expect(again.files[personalData] == disk.files[personalData])
  }

  @Test func `values that are gone since are missed, with the writer's state and without`() throws {
    let disk = try closed(1...6)
    let lines = try #require(disk.files[personalData]).split(separator: 10)
    for hasState in [true, false] {
      var files = disk.files
      files[personalData] = lines.dropFirst(2).flatMap { Array($0) + [10] }
      if !hasState { files["door"] = nil }
      let (writer, again) = try opened(files)
      #expect(writer.report.missingPersonalData == 2)
      // What is missing stays missed at the next opening.
      try writer.close()
      let (next, _) = try opened(again.files)
      #expect(next.report.missingPersonalData == 2)
    }
  }

  @Test func `what no event refers to is dropped, with the writer's state and without`() throws {
    // A longer log of the same id has more values than the shorter one's events refer to.
    let disk = try closed(1...3)
    let (writer, longer) = try opened(disk.files)
    _ = try writer.append(Events.personal(4...6))
    try writer.close()
    for hasState in [true, false] {
      var files = disk.files
      files[personalData] = (longer.files[personalData] ?? []) + Array(#"{"reference":"~AAAA"#.utf8)
      if !hasState { files["door"] = nil }
      let (writer, again) = try opened(files)
      #expect(writer.report.droppedPeople == 4)
      #expect(again.files[personalData] == disk.files[personalData])
    }
  }

  @Test func `values of a batch that found no space are dropped by the next opening`() throws {
    let disk = try closed(1...2)
    let (writer, again) = try opened(disk.files)
    // Room for the values, and not for the frame.
    again.capacity = again.files.values.reduce(500) { $0 + $1.count }
    let refused = try writer.append(Events.personal(3...6))
    again.capacity = .max
    #expect(refused.allSatisfy { !$0.isStored })
    try writer.close()
    let (_, next) = try opened(again.files)
    #expect(next.files[personalData] == disk.files[personalData])
  }

  @Test func `frames of any length are read back`() throws {
    let disk = FakeDisk()
    let options = host.options(fileLimit: 8 << 20)
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    // Shorter and longer in turns than what is read at once.
    var number = 0
    for count in [1, 3_000, 2, 9_000, 700, 1, 4_000] {
      let lines = Events.batch(number + 1...number + count)
      #expect(try writer.append(lines).allSatisfy(\.isStored))
      number += count
    }
    try writer.close()
    var seen = 0
    _ = try LogReader(disk.mount()).forEach { (sequence, bytes, line) throws(LogError) in
      seen += 1
      return sequence == UInt64(seen) && bytes[line].last == UInt8(ascii: "}")
    }
    // The edition of the rules and one tick, for the host's clock stands still.
    #expect(seen == number + 2)
    #expect(try LogVerifier(disk.mount()).verify().verdict == .consistentInItself)
  }
}
