import LogSupport
import Testing

@testable import EventLog

/// Row 12 of the table of faults, at its edges: what was sent before is known as what it was,
/// wherever the first one is by now.
@Suite struct DuplicateEdgeTests {
  private let disk = FakeDisk()
  private let host = FakeHost()

  private func writer(_ fileLimit: Int = 1 << 20) throws -> LogWriter {
    try LogWriter.create(
      in: disk.mount(), origin: "o", options: host.options(fileLimit: fileLimit))
  }

  private func event(_ number: Int, _ members: String) -> String {
    #"{"at":"2026-11-22T10:15:04Z",\#(members),"source":"s","n":\#(number)}"# + "\n"
  }

  private func answers(_ writer: LogWriter, _ text: String) throws -> [String] {
    try writer.append(Array(text.utf8)).map { receipt in
      switch receipt {
      case .stored(_, _, let duplicate): duplicate ? "duplicate" : "stored"
      case .storedLongAgo: "long ago"
      case .refused(_, let code, _): code
      }
    }
  }

  /// Events with a value of a person, in a call, in one that ends in the same batch, and in none.
  private static let forms = [
    #""call":"c","type":"number.joined","number":"N""#,
    #""call":"c","type":"info.x","toNumber":"N""#,
    #""type":"info.x","number":"N""#,
  ]

  @Test(arguments: forms, [false, true])
  func `row 12: another value of a person is a conflict, in the same batch and in any later one`(
    form: String, endsCall: Bool
  ) throws {
    let writer = try writer()
    let first = event(1, form.replacing("N", with: "+471"))
    let other = event(1, form.replacing("N", with: "+472"))
    let end =
      endsCall ? event(2, #""call":"c","type":"call.ended""#) : event(2, #""type":"info.y""#)
    #expect(
      try answers(writer, first + end + first + other) == [
        "stored", "stored", "duplicate", "conflict",
      ])
    #expect(try answers(writer, first + other) == ["duplicate", "conflict"])
    try writer.close()
    let again = try LogWriter.open(disk.mount(), options: host.options())
    #expect(try answers(again, first + other) == ["duplicate", "conflict"])
    #expect(try LogReader(disk.mount()).lines().count == 4)
  }

  @Test func `row 12: other members, another order and other spaces are other content`() throws {
    let writer = try writer()
    let first = event(1, #""type":"info.x","a":1"#)
    #expect(try answers(writer, first) == ["stored"])
    for other in [
      event(1, #""type":"info.x","a":2"#), event(1, #""type":"info.x""#),
      event(1, #""a":1,"type":"info.x""#), event(1, #""type":"info.x", "a":1"#),
      event(1, #""type":"info.x","a":1,"number":"+47""#),
    ] {
      #expect(try answers(writer, other) == ["conflict"], "\(other)")
    }
    // A number in the log, and spaces outside the object, are no content.
    let numbered = first.replacing(#""a":1"#, with: #""seq":99,"a":1"#)
    #expect(try answers(writer, numbered + "  " + first) == ["duplicate", "duplicate"])
  }

  @Test func `row 12: after salvage what was sent before is known`() throws {
    let writer = try writer(900)
    for number in 1...8 { _ = try writer.append(Events.personal(number...number)) }
    try writer.close()
    let target = FakeDisk()
    _ = try Salvage(from: disk.mount(), to: target.mount()).run()
    let copy = try LogWriter.open(target.mount(), options: host.options())
    let receipts = try copy.append(Events.personal(1...9)).map(\.line)
    #expect(receipts.prefix(8).allSatisfy { $0.hasSuffix(#""duplicate":true}"#) })
    #expect(receipts[8].hasSuffix(#""duplicate":false}"#))
  }

  @Test func `row 12: beyond 100,000 numbers the receipt is null, also after reopening`() throws {
    guard Effort.isThorough else { return Effort.announce("no log of 250,001 events") }
    let count = 250_001
    let options = host.options(fileLimit: 1 << 26, reserve: 1 << 20)
    var writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    for start in stride(from: 1, through: count, by: 25_000) {
      let numbers = start...min(count, start + 24_999)
      let lines = numbers.map {
        #"{"at":"2026-11-22T10:15:04Z","type":"info.x","source":"s","n":\#($0)}"#
      }
      _ = try writer.append(Array(lines.joined(separator: "\n").utf8))
    }
    for round in 1...3 {
      let known = event(count - 99_999, #""type":"info.x""#)
      let receipts = try writer.append(Array((event(1, #""type":"info.x""#) + known).utf8))
      #expect(receipts[0].line == #"{"seq":null,"leaf":null,"duplicate":true}"#, "round \(round)")
      #expect(receipts[1].line.hasPrefix(#"{"seq":\#(count - 99_999 + 1),"#), "round \(round)")
      if round == 1 { try writer.close() } else { disk.killHolder() }
      writer = try LogWriter.open(disk.mount(), options: options)
    }
    #expect(writer.size == UInt64(count) + 1)
  }
}
