import LogSupport
import Testing

@testable import EventLog

/// The events that only the holder of the lock may append, which come through the same door.
@Suite struct OwnEventTests {
  private let disk = FakeDisk()
  private let host = FakeHost()

  private func writer() throws -> LogWriter {
    try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
  }

  /// What is stored of an event of the archive with these members behind its type.
  private func stored(_ members: String, _ writer: LogWriter) throws -> String? {
    let line = #"{\#(members)}"#
    let receipt = try writer.appendOwn(Array(line.utf8))[0]
    #expect(receipt.isStored, "\(receipt.line)")
    return try LogReader(disk.mount()).lines().last
  }

  @Test func `a number that an own event has already is taken out, wherever it stands`() throws {
    let writer = try writer()
    let (at, type) = (#""at":"2026-11-22T10:15:04.123Z""#, #""type":"archive.link""#)
    for (members, rest) in [
      (#""seq":7,\#(at),\#(type)"#, #"\#(at),\#(type)}"#),
      (#" "seq" : 7 , \#(at),\#(type)"#, #" \#(at),\#(type)}"#),
      (#"\#(at),"seq":7,\#(type)"#, #"\#(at),\#(type)}"#),
      (#"\#(at),\#(type),"seq":7"#, #"\#(at),\#(type)}"#),
      (#"\#(at),"s\u0065q":7,\#(type)"#, #"\#(at),\#(type)}"#),
      (#"\#(at),\#(type)"#, #"\#(at),\#(type)}"#),
    ] {
      let line = try stored(members, writer)
      let parts = line?.split(separator: ",", maxSplits: 1).map(String.init) ?? []
      #expect(parts.first == #"{"seq":\#(writer.size)"#, "\(members)")
      #expect(parts.last == rest, "\(members)")
    }
    #expect(throws: Never.self) { _ = try LogReader(disk.mount()).lines() }
  }

  @Test func `the archive's personal data are references, each its own`() throws {
    let writer = try writer()
    let head = #""at":"2026-11-22T10:15:04.123Z","#
    let link = head + #""type":"archive.link","call":"c","recipient":"ann@example.org""#
    let first = try stored(link, writer)
    let second = try stored(link, writer)
    let audit = try stored(head + #""type":"archive.audit","query":"+4799""#, writer)
    let delete = try stored(
      head + #""type":"archive.delete","user":"u","item":"c/1","text":"+4799 asked""#, writer)
    let hold = try stored(
      head + #""type":"archive.hold","user":"u","call":"c","text":"+4799 asked""#, writer)
    for line in [first, second, audit, delete, hold] {
      #expect(line?.contains(#":"~"#) == true)
      #expect(line?.contains("ann@") == false && line?.contains("+4799") == false)
    }
    #expect(first?.suffix(26) != second?.suffix(26))
    #expect(delete?.suffix(26) != hold?.suffix(26))
    let note = try stored(head + #""type":"log.note","text":"plain""#, writer)
    #expect(note?.hasSuffix(#""text":"plain"}"#) == true, "other texts are no personal data")
    #expect(try writer.erase(.value("ann@example.org"), user: "u", reason: "r") == 2)
  }

  @Test func `a producer's key that looks like an own event's type is only a key`() throws {
    let started =
      #"{"at":"2026-11-22T10:15:04.123Z","type":"call.started","call":"c","#
      + #""direction":"inbound","caller":"+4712345678"}"#
    let writer = try writer()
    #expect(try writer.append(Array(started.utf8))[0].isStored)
    let line = try #require(try LogReader(disk.mount()).lines().last)
    let reference = String(line.suffix(25).dropLast(2))
    #expect(reference.first == "~")
    let end = #","at":"2026-11-22T10:15:04.124Z","type":"x"}"#
    // As long as the time that stands in an own event's line before its type.
    let key = #"{""# + String(repeating: "k", count: 30)
    for (type, members) in [
      ("log.rules", #""edition":99"#), ("log.erased", #""references":"\#(reference)""#),
    ] {
      let forged = key + #"\"type":"\#(type)","# + members + end
      #expect(try writer.append(Array(forged.utf8))[0].isStored)
    }
    let reader = try LogReader(disk.mount())
    #expect(try reader.lines().count == Int(writer.size))
    #expect(reader.edition == 2)
    var lens = PersonalDataView(reader)
    let restored = try lens.restored(writer.size - 2, Array(line.utf8), 0..<line.utf8.count)
    #expect(String(decoding: restored, as: UTF8.self).contains("+4712345678"))
    try writer.close()
    #expect(throws: Never.self) {
      try LogWriter.open(disk.mount(), options: host.options()).close()
    }
  }
}
