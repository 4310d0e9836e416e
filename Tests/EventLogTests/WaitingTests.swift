import LogSupport
import Platform
import Testing

@testable import EventLog

/// Row 8 of the table of faults: what waits for space, waits; it changes nothing, is reported as what
/// it is, and is done when there is space.
@Suite struct WaitingTests {
  private static let first = "00000000000000000001.ndjson"
  private let host = FakeHost()

  /// A log whose last frame is torn, and whose personal data have a line that no event refers to.
  private func torn() throws -> [String: [UInt8]] {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.personal(1...3))
    _ = try writer.append(Events.personal(4...4))
    var files = disk.files
    let bytes = try #require(files[Self.first])
    let end = try #require(bytes.lastIndex(of: UInt8(ascii: "}")))
    files[Self.first] = Array(bytes[..<(end - 20)])
    return files
  }

  /// From one of the next calls that may need space on, so many find none.
  private func fill(_ disk: FakeDisk, from call: Int, calls: Int, half: Bool = false) {
    disk.faults = Faults()
    disk.faults.kind = .full(calls: calls, half: half)
    disk.faults.hit = call
  }

  private func isFull(_ error: LogError?) -> Bool { error?.system?.isOutOfSpace == true }

  @Test
  func `row 8: a recovery may find no space at any of its calls, and again, and is done once`()
    throws
  {
    let files = try torn()
    var tried = 0
    for calls in 1...4 {
      var call = 0
      while true {
        let disk = FakeDisk(files)
        fill(disk, from: call, calls: calls, half: call % 2 == 1)
        let writer = try LogWriter.open(disk.mount(), options: host.options())
        guard disk.faults.wasHit else { break }
        let place = "\(calls) calls from \(call) on"
        var attempts = 0
        while try !writer.append(Events.batch(5...5))[0].isStored {
          attempts += 1
          try #require(attempts <= calls, "\(place)")
        }
        let numbers = try LogReader(disk.mount()).numbers()
        #expect(numbers == [1, 2, 3, 5], "\(place): \(numbers)")
        #expect(writer.report.droppedPeople == 1 && writer.report.recovery != nil, "\(place)")
        let lines = try LogReader(disk.mount()).lines()
        #expect(lines.count { $0.contains("log.recovered") } == 1, "\(place)")
        try writer.checkpoint()
        try writer.close()
        let again = try LogWriter.open(disk.mount(), options: host.options())
        #expect(again.root == writer.root && again.report == RecoveryReport(), "\(place)")
        #expect(try LogVerifier(disk.mount()).verify().verdict == .consistentInItself, "\(place)")
        call += 1
        tried += 1
      }
    }
    #expect(tried > 20)
  }

  @Test
  func `row 8: while a recovery waits, a checkpoint and an erasure say that the disk is full`()
    throws
  {
    let disk = FakeDisk(try torn())
    fill(disk, from: 0, calls: .max / 2)
    let writer = try LogWriter.open(disk.mount(), options: host.options())
    #expect(writer.isWaitingForSpace)
    #expect(writer.report.recovery == nil && writer.report.droppedPeople == 0)
    host.time += 100_000
    #expect(writer.checkpointIsDue)
    #expect(isFull(#expect(throws: LogError.self) { _ = try writer.checkpoint() }))
    #expect(isFull(#expect(throws: LogError.self) { _ = try writer.checkpointIfDue() }))
    #expect(
      isFull(
        #expect(throws: LogError.self) {
          _ = try writer.erase(.value("+470"), user: "u", reason: "r")
        }))
    #expect(try !writer.append(Events.batch(5...5))[0].isStored)
    disk.faults.hit = nil
    #expect(try writer.checkpoint()?.size == writer.size)
    #expect(writer.report.recovery?.bytes ?? 0 > 0)
    #expect(try writer.append(Events.batch(5...5))[0].isStored)
  }

  @Test func `row 8: an erasure without space is finished before a new file, and before anything`()
    throws
  {
    let disk = FakeDisk()
    let options = host.options(fileLimit: 1_400)
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    _ = try writer.append(Events.personal(1...2))
    // log.erased finds space; what is written anew without the value does not.
    fill(disk, from: 1, calls: 4)
    let error = #expect(throws: LogError.self) {
      _ = try writer.erase(.value("+470"), user: "u", reason: "r")
    }
    #expect(isFull(error) && writer.isWaitingForSpace)
    #expect(try !writer.append(Events.batch(3...3, padding: 900))[0].isStored)
    while try !writer.append(Events.batch(3...3, padding: 900))[0].isStored {}
    #expect(writer.tail.files.count == 2 && !writer.isWaitingForSpace)
    let personalData = disk.files.filter { $0.key.hasSuffix(".people") }.values.flatMap { $0 }
    #expect(!String(decoding: personalData, as: UTF8.self).contains("+470"))
    // The same value comes again, and is another's: it has a reference of its own.
    _ = try writer.append(Events.personal(8...8))
    disk.killHolder()
    _ = try LogWriter.open(disk.mount(), options: options)
    let later = disk.files.filter { $0.key.hasSuffix(".people") }.values.flatMap { $0 }
    #expect(String(decoding: later, as: UTF8.self).contains("+470"))
  }

  @Test func `row 8: an erasure cut short after a clean stop is finished by the next opening`()
    throws
  {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.personal(1...2))
    // The personal data are known now, and are not read by an opening while they stay the same.
    try writer.close()
    let second = try LogWriter.open(disk.mount(), options: host.options())
    fill(disk, from: 1, calls: .max / 2)
    let error = #expect(throws: LogError.self) {
      _ = try second.erase(.value("+470"), user: "u", reason: "r")
    }
    #expect(isFull(error))
    disk.killHolder()
    disk.faults = Faults()
    let third = try LogWriter.open(disk.mount(), options: host.options())
    #expect(third.report.erasedPersonalData == 1)
    let personalData = disk.files.filter { $0.key.hasSuffix(".people") }.values.flatMap { $0 }
    #expect(!String(decoding: personalData, as: UTF8.self).contains("+470"))
    try third.checkpoint()
    #expect(try LogVerifier(disk.mount()).verify().verdict == .consistentInItself)
  }

  @Test func `row 8: pieces of personal data that had no space are gone before the next ones come`()
    throws
  {
    for calls in 2...5 {
      let disk = FakeDisk()
      let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
      _ = try writer.append(Events.personal(1...1))
      // Half of ten lines is written, then there is no space, not even to cut them off.
      fill(disk, from: 0, calls: calls, half: true)
      #expect(try !writer.append(Events.personal(2...11))[0].isStored)
      while try !writer.append(Events.personal(12...12))[0].isStored {}
      let text = String(
        decoding: disk.files["00000000000000000001.people"] ?? [], as: UTF8.self)
      #expect(text.split(separator: "\n").count == 2 && text.hasSuffix("}\n"), "\(calls)")
      disk.killHolder()
      let again = try LogWriter.open(disk.mount(), options: host.options())
      #expect(again.report.droppedPeople == 0 && again.report.missingPersonalData == 0)
    }
  }

  /// A log whose newest file has a piece of a value that had no space.
  private func withPieceOfValue(_ disk: FakeDisk) throws -> LogWriter {
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: host.options(fileLimit: 1_600))
    _ = try writer.append(Events.personal(1...1))
    _ = try writer.append(Events.batch(2...2, padding: 1_000))
    _ = try writer.append(Events.personal(3...3))
    try #require(writer.tail.files == [1, 4, 5])
    // Half of a line is written; then there is no space, not even to cut it off.
    fill(disk, from: 0, calls: 3, half: true)
    #expect(try !writer.append(Events.personal(4...4))[0].isStored)
    let personalData = try #require(disk.files["00000000000000000005.people"])
    try #require(personalData.last != 10, "the piece is there")
    return writer
  }

  @Test func `row 8: a piece of a value is gone before another value is erased`() throws {
    let disk = FakeDisk()
    let writer = try withPieceOfValue(disk)
    // In the first file alone, so that the second one's values are not written anew.
    let call = Erasure.call("c-1")
    #expect(try writer.erase(call, user: "u", reason: "r") == 1)
    #expect(try writer.append(Events.personal(4...4))[0].isStored)
    try #require(writer.tail.files == [1, 4, 5])
    #expect(try LogVerifier(disk.mount()).verify().verdict == .consistentInItself)
    disk.killHolder()
    let again = try LogWriter.open(disk.mount(), options: host.options(fileLimit: 1_600))
    #expect(again.report.missingPersonalData == 0)
  }

  @Test func `row 8: a piece of a value is gone before a new file is begun`() throws {
    let disk = FakeDisk()
    let writer = try withPieceOfValue(disk)
    #expect(try writer.append(Events.batch(5...5, padding: 1_000))[0].isStored)
    try #require(writer.tail.files.count == 4)
    #expect(disk.files["00000000000000000005.people"]?.last == 10)
    #expect(try LogVerifier(disk.mount()).verify().verdict == .consistentInItself)
  }

  @Test func `row 8: reserved space leaves room for an erasure on a disk that is nearly full`()
    throws
  {
    let disk = FakeDisk()
    let options = host.options(reserve: 1 << 20)
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    disk.capacity = disk.files.values.reduce(0) { $0 + $1.count } + 8_000
    #expect(try writer.append(Events.personal(1...4)).allSatisfy(\.isStored))
    #expect(try writer.erase(.value("+470"), user: "u", reason: "r") == 2)
    #expect(try writer.append(Events.personal(5...6)).allSatisfy(\.isStored))
    #expect(try writer.checkpoint() != nil)
  }

  @Test func `row 8: a frame is whole whose last byte stands there already as reserved space`()
    throws
  {
    let disk = FakeDisk()
    let options = host.options(reserve: 16_000)
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    _ = try writer.append(Events.batch(1...1))
    fill(disk, from: 0, calls: 8, half: true)
    disk.faults.shortBy = 1
    let isStored = try writer.append(Events.batch(2...2))[0].isStored
    #expect(disk.faults.wasHit)
    disk.killHolder()
    disk.faults = Faults()
    _ = try LogWriter.open(disk.mount(), options: options)
    #expect(try LogReader(disk.mount()).numbers() == (isStored ? [1, 2] : [1]))
  }

  @Test
  func
    `row 8: a checkpoint that had no space, not even to be cut off, is made by the next attempt`()
    throws
  {
    for calls in 2...4 {
      let disk = FakeDisk()
      let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
      _ = try writer.append(Events.batch(1...1))
      fill(disk, from: 0, calls: calls, half: true)
      var attempts = 1
      while (try? writer.checkpoint()) == nil {
        attempts += 1
        try #require(attempts < 6)
      }
      #expect(attempts > 1)
      #expect(disk.files["checkpoints"]?.count == (try writer.checkpoint())?.note.utf8.count)
      try writer.close()
      #expect(try LogWriter.open(disk.mount(), options: host.options()).report == RecoveryReport())
    }
  }

  @Test func `row 8: a frame that is whole is kept, though space ran out behind it`() throws {
    for length in [150, 700] {
      for calls in 2...5 {
        let disk = FakeDisk()
        // Half of frame and reserved space is more than the frame.
        let options = host.options(reserve: 16_000)
        let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
        fill(disk, from: 0, calls: calls, half: true)
        #expect(try writer.append(Events.batch(1...1, padding: length))[0].isStored)
        var number = 2
        while number * (length + 200) < 12_000 {
          _ = try writer.append(Events.batch(number...number, padding: length))
          #expect(!writer.isPoisoned)
          number += 1
        }
        let numbers = try LogReader(disk.mount()).numbers()
        #expect(numbers.first == 1 && numbers.count > 3)
        disk.killHolder()
        let again = try LogWriter.open(disk.mount(), options: options)
        #expect(again.report.recovery?.bytes == 0 && again.size >= writer.size)
        #expect(try LogReader(disk.mount()).numbers() == numbers)
      }
    }
  }

  @Test func `row 8: what was read of personal data is forgotten when they are written anew`()
    throws
  {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.personal(1...2))
    // Its personal data are written; its frame, the second write, finds no space.
    fill(disk, from: 1, calls: 2)
    #expect(try !writer.append(Events.personal(3...9))[0].isStored)
    disk.faults = Faults()
    try writer.close()
    fill(disk, from: 0, calls: 1)
    let again = try LogWriter.open(disk.mount(), options: host.options())
    #expect(again.isWaitingForSpace)
    // A number that came before: its value is compared with what stands in the file.
    #expect(try again.append(Events.personal(1...1))[0].isStored)
    disk.faults = Faults()
    #expect(try again.append(Events.personal(10...11)).allSatisfy(\.isStored))
    #expect(again.report.droppedPeople > 0)
    #expect(try again.append(Events.personal(10...11)).allSatisfy(\.isStored))
    let lines = try LogReader(disk.mount()).numbers()
    #expect(lines == [1, 2, 10, 11])
  }

  @Test func `row 8: what comes behind personal data that are shorter now is compared with`() throws
  {
    let first = FakeDisk()
    let writer = try LogWriter.create(in: first.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.personal(1...3))
    let old = first.files
    #expect(try writer.erase(.call("c-1"), user: "u", reason: "r") > 0)
    try writer.close()
    // A value that was erased comes back; there is no space to take it out again.
    let name = Self.first.replacing(".ndjson", with: ".people")
    let disk = FakeDisk(first.files.merging([name: old[name] ?? []]) { $1 })
    fill(disk, from: 0, calls: 100)
    let again = try LogWriter.open(disk.mount(), options: host.options())
    #expect(again.isWaitingForSpace)
    let other = { (number: Int) in
      let text = String(decoding: Events.personal(number...number), as: UTF8.self)
      return Array(text.replacing("+47", with: "+99").utf8)
    }
    // To see that it is another value, all of the file is read.
    #expect(try !again.append(other(2))[0].isStored && again.isWaitingForSpace)
    disk.faults = Faults()
    #expect(try again.append(Events.personal(4...6)).allSatisfy(\.isStored))
    #expect(again.report.erasedPersonalData == 1 && again.tail.files.count == 1)
    for number in 2...6 { #expect(try !again.append(other(number))[0].isStored, "\(number)") }
    #expect(try again.append(Events.personal(1...6)).allSatisfy(\.isStored))
  }

  @Test func `row 8: a batch without space leaves no trace, not even the name of a new source`()
    throws
  {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    let before = writer.admission.state.bytes
    disk.capacity = 0
    #expect(try !writer.append(Events.batch(1...1))[0].isStored)
    #expect(writer.admission.state.bytes == before)
    disk.capacity = .max
    #expect(try writer.append(Events.batch(1...1))[0].isStored)
    #expect(try writer.append(Events.batch(1...2)).allSatisfy(\.isStored))
    #expect(try LogReader(disk.mount()).numbers() == [1, 2])
  }

  @Test func `row 8: no file is cut to the length that it has`() throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.personal(1...1))
    disk.capacity = 0
    #expect(try !writer.append(Events.personal(2...2))[0].isStored)
    #expect(isFull(#expect(throws: LogError.self) { _ = try writer.checkpoint() }))
    #expect(!disk.faults.calls.contains { $0.hasPrefix("ftruncate") })
    disk.capacity = .max
    try writer.close()
    #expect(disk.faults.calls.count { $0.hasPrefix("ftruncate") } == 1)
    try LogWriter.open(disk.mount(), options: host.options()).close()
    #expect(disk.faults.calls.count { $0.hasPrefix("ftruncate") } == 1)
  }
}
