import EventLog
import LogSupport
import Testing

/// Row 12 of the table of faults.
@Suite struct DuplicateTests {
  let disk = FakeDisk()
  let host = FakeHost()

  private func receipts(_ writer: LogWriter, _ numbers: ClosedRange<Int>) throws -> [String] {
    try writer.append(Events.batch(numbers)).map(\.line)
  }

  @Test
  func
    `row 12: what is sent again gets the first one's receipt, also in the same batch and after reopening`()
    throws
  {
    var writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: host.options(fileLimit: 900))
    let first = try receipts(writer, 1...5)
    let doubled = first.map { $0.replacing("false", with: "true") }
    #expect(first[0].hasPrefix(#"{"seq":3,"leaf":""#) && first[0].hasSuffix(#""duplicate":false}"#))
    #expect(try receipts(writer, 1...5) == doubled)
    let both = try writer.append(Events.batch(6...6) + Events.batch(6...6)).map(\.line)
    #expect(both[1] == both[0].replacing("false", with: "true"))
    #expect(writer.size == 8)
    disk.killHolder()
    writer = try LogWriter.open(disk.mount(), options: host.options(fileLimit: 900))
    #expect(try receipts(writer, 1...5) == doubled)
    try writer.close()
    writer = try LogWriter.open(disk.mount(), options: host.options(fileLimit: 900))
    #expect(try receipts(writer, 1...5) == doubled)
  }

  @Test func `row 12: the same numbers with other content are a conflict`() throws {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.batch(1...3))
    let receipt = try writer.append(Events.batch(2...2, padding: 41))[0]
    guard case .refused(1, "conflict", _) = receipt else {
      Issue.record("\(receipt)")
      return
    }
    _ = try writer.append(Events.personal(4...4))
    let text = String(decoding: Events.personal(4...4), as: UTF8.self)
    #expect(try writer.append(Array(text.utf8))[0].isStored)
    let other = text.replacing("+470", with: "+471")
    #expect(try !writer.append(Array(other.utf8))[0].isStored)
    #expect(try writer.erase(.value("+470"), user: "a", reason: "r") == 1)
    // Once a value is erased, it can no longer be told from another.
    #expect(try writer.append(Array(other.utf8))[0].isStored)
  }

  @Test func `row 12: a missing number that comes late is taken once`() throws {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    #expect(try receipts(writer, 1...1)[0].contains("false"))
    #expect(try receipts(writer, 5...5)[0].contains("false"))
    #expect(try receipts(writer, 3...3)[0].contains("false"))
    #expect(try receipts(writer, 3...3)[0].contains("true"))
    #expect(try receipts(writer, 5...5)[0].contains("true"))
    #expect(try receipts(writer, 2...2)[0].contains("false"))
    #expect(try LogReader(disk.mount()).numbers() == [1, 5, 3, 2])
  }

  @Test func `rows 8 and 12: on a full disk nothing of the batch counts as seen`() throws {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.batch(1...1))
    disk.capacity = 0
    #expect(try receipts(writer, 2...9).allSatisfy { $0.contains("diskFull") })
    disk.capacity = .max
    #expect(try receipts(writer, 2...9).allSatisfy { $0.contains("false") })
    #expect(try LogReader(disk.mount()).numbers() == Array(1...9))
  }
}
