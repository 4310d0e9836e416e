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
}
