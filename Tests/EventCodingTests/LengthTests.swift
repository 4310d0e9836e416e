import CallModel
import Bytes
import Outcomes
import Testing

/// The limits of lines, strings, keys and ids, to the byte.
@Suite struct Lengths {
  @Test(arguments: [1, 127, 128])
  func `an id has up to 128 bytes`(count: Int) {
    #expect(refusal(of: queueEntered(String(repeating: "x", count: count))) == nil)
  }

  @Test(arguments: [0, 129, 4_096])
  func `an id of no byte or of more than 128 is refused`(count: Int) {
    let error = refusal(of: queueEntered(String(repeating: "x", count: count)))
    #expect(error?.problem == .badLength("queue", limit: 128))
  }

  @Test func `an id's length is that of its decoded UTF-8`() {
    let two = String(repeating: "é", count: 64)
    let escaped = String(repeating: #"\u00e9"#, count: 64)
    let four = String(repeating: #"\ud83d\ude00"#, count: 32)
    for fits in [two, escaped, four] {
      #expect(refusal(of: queueEntered(fits)) == nil)
      #expect(refusal(of: queueEntered(fits + "x"))?.problem == .badLength("queue", limit: 128))
    }
  }

  @Test(arguments: [
    "call", "parent", "agent", "party", "user", "by", "group", "subject", "queue", "source",
    "toAgent", "toQueue", "toNumber", "number",
  ])
  func `every id has the same limit`(field: String) {
    let long = String(repeating: "x", count: 129)
    #expect(refusal(of: Self.lines(field, "x")) == nil)
    let error = refusal(of: Self.lines(field, long))
    #expect(error?.problem == .badLength(field, limit: 128))
  }

  @Test(arguments: [
    (#""type":"call.ended","reason":"#, "reason"), (#""type":"call.ended","note":"#, "note"),
    (#""type":"call.ended","agent":"#, "agent"),
    (#""type":"call.started","direction":"inbound","caller":"#, "caller"),
    (#""type":"ivr.consent","answer":"granted","prompt":"#, "prompt"),
    (#""type":"call.variable","value":"","name":"#, "name"),
    (#""type":"call.variable","name":"","value":"#, "value"),
    (#""type":"#, "type"),
  ])
  func `any other string has up to 4,096 bytes`(beginning: String, field: String) {
    let fits = String(repeating: "y", count: 4_096)
    #expect(refusal(of: line(beginning + "\"\(fits)\"")) == nil)
    let error = refusal(of: line(beginning + "\"\(fits)y\""))
    #expect(error?.problem == .badLength(field, limit: 4_096))
    #expect(error?.column == line(beginning).utf8.count)
  }

  @Test func `a string's length is that of its decoded UTF-8`() {
    let long = String(repeating: #"\n"#, count: 4_096)
    #expect(refusal(of: line(#""type":"call.ended","note":"\#(long)""#)) == nil)
    let error = refusal(of: line(#""type":"call.ended","note":"\#(long)x""#))
    #expect(error?.problem == .badLength("note", limit: 4_096))
  }

  @Test func `a key has up to 4,096 bytes`() {
    let key = String(repeating: "k", count: 4_096)
    #expect(refusal(of: line(#""type":"call.ended","\#(key)":1"#)) == nil)
    #expect(
      refusal(of: line(#""type":"call.ended","\#(key)k":1"#))?.problem
        == .badLength("a key", limit: 4_096))
  }

  @Test func `a number has no limit of its own but that of strings`() {
    #expect(
      refusal(of: line(#""type":"call.ended","x":1\#(String(repeating: "0", count: 4_095))"#))
        == nil)
  }

  @Test func `a line has up to 16,384 bytes`() {
    let short = line(#""type":"call.ended""#)
    let padded = short + String(repeating: " ", count: 16_384 - short.utf8.count)
    #expect(refusal(of: padded) == nil)
    #expect(refusal(of: padded + " ")?.problem == .lineTooLong(limit: 16_384))
    #expect(refusal(of: padded + " ")?.column == nil)
  }

  @Test func `an overlong line is refused by its number, however it arrives`() {
    let long = [UInt8](repeating: UInt8(ascii: " "), count: 16_385)
    for size in [1, 7, 4_096, 20_000] {
      var stream = FoldStream(.outcomes)
      #expect(throws: FoldStream.Refused.self) {
        var rest = (Array("\n \n".utf8) + long + [0x0A])[...]
        while !rest.isEmpty {
          try stream.read(Array(rest.prefix(size)).span)
          rest = rest.dropFirst(size)
        }
      }
    }
  }

  private func queueEntered(_ queue: String) -> String {
    line(#""type":"queue.entered","queue":"\#(queue)""#)
  }

  /// A line in which only `field` is `id`.
  private static func lines(_ field: String, _ id: String) -> String {
    switch field {
    case "call": #"{"at":"2026-11-22T10:15:04Z","type":"call.ended","call":"\#(id)"}"#
    case "parent": line(#""type":"call.started","direction":"inbound","parent":"\#(id)""#)
    case "agent": line(#""type":"agent.left","agent":"\#(id)""#)
    case "party": line(#""type":"consult.answered","agent":"a","party":"\#(id)""#)
    case "user": line(#""type":"user.grouped","user":"\#(id)""#)
    case "by": line(#""type":"user.grouped","user":"u","by":"\#(id)""#)
    case "group": line(#""type":"user.grouped","user":"u","group":"\#(id)""#)
    case "subject":
      line(#""type":"setting.changed","scope":"user","property":"p","value":1,"subject":"\#(id)""#)
    case "source": line(#""type":"info.x","n":1,"source":"\#(id)""#)
    case "queue": line(#""type":"queue.entered","queue":"\#(id)""#)
    case "number": line(#""type":"number.left","number":"\#(id)""#)
    default: line(#""type":"call.transferred","agent":"a","\#(field)":"\#(id)""#)
    }
  }
}
