import CallModel
import EventCoding
import RandomLogs
import Testing

/// Bytes that are no UTF-8, and characters that no id may have.
@Suite struct UTF8Texts {
  @Test func `every sequence of up to three bytes is taken exactly where it is UTF-8`() {
    var parser = EventParser()
    for lead in UInt8(0x80)...0xFF {
      check([lead], &parser)
      for second in stride(from: UInt8(0x70), through: 0xFF, by: 1) {
        check([lead, second], &parser)
        for third in [UInt8(0x22), 0x41, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF] {
          check([lead, second, third], &parser)
        }
      }
    }
  }

  @Test func `every four-byte sequence at an edge is taken exactly where it is UTF-8`() {
    var parser = EventParser()
    let edges: [UInt8] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
    for lead in UInt8(0xEF)...0xFF {
      for second in edges {
        for third in edges {
          for fourth in edges { check([lead, second, third, fourth], &parser) }
        }
      }
    }
  }

  @Test func `random bytes and random characters are judged like UTF-8`() {
    var parser = EventParser()
    for seed in Seeds.some {
      var random = SplitMix64(seed: seed)
      for _ in 0..<50 {
        let bytes = (0..<random.within(1...12)).map { _ in UInt8(random.within(0x80...0xFF)) }
        check(bytes, &parser)
        let text = (0..<random.within(1...6)).compactMap { _ in
          Unicode.Scalar(UInt32(random.within(0x80...0x1_0FFF)))
        }
        check(text.flatMap { Array(String($0).utf8) }, &parser)
      }
    }
  }

  @Test func `a raw surrogate is invalid UTF-8`() {
    for raw in [[0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]] {
      let error = refusal(of: note(raw.map { UInt8($0) }))
      #expect(error?.problem == .invalidUTF8)
    }
  }

  @Test func `invalid bytes are refused in keys, ids and after escapes too`() {
    let bad: [UInt8] = [0xC0, 0xAF]
    let places = [#""type":"call.ended","#, #""type":"call.ended","note":"\n"#, #""type":"x"#]
    for place in places {
      let head = Array((#"{"at":"2026-11-22T10:15:04Z","call":"c","# + place).utf8)
      let error = refusal(of: head + bad + Array(#"":1}"#.utf8))
      let isKey = place.hasSuffix(",")
      if !isKey { #expect(error?.problem == .invalidUTF8) } else { #expect(error != nil) }
    }
  }

  @Test func `an escaped pair of surrogates is one character`() throws {
    let line = Array(line(#""type":"queue.entered","queue":"\uD83D\uDE00""#).utf8)
    var parser = EventParser()
    let event = try parser.parse(line.span)
    guard case .call(_, .queueEntered(let queue)) = event.body else { throw NoQueue() }
    #expect(Array(parser.decoded[queue.range]) == [0xF0, 0x9F, 0x98, 0x80])
  }

  @Test func `no id has a control character, escaped or not`() {
    for code in UInt32(0)...0x2FF {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let isControl = code < 0x20 || (0x7F...0x9F).contains(code)
      let digits = String(code, radix: 16)
      let escaped = #"\u"# + String(repeating: "0", count: 4 - digits.count) + digits
      for id in [escaped, "x" + escaped + "y"] { expectControl(id, isControl, code) }
      if code >= 0x20, code != 0x22, code != 0x5C {
        expectControl(String(scalar), isControl, code)
      }
    }
  }

  @Test func `other strings may have control characters, escaped`() {
    #expect(refusal(of: line(#""type":"call.ended","reason":"\u0000\u001f\u007f\u0085""#)) == nil)
    #expect(refusal(of: line("\"type\":\"call.ended\",\"reason\":\"\u{7F}\u{85}\"")) == nil)
    #expect(refusal(of: line(#""type":"odd\u0000type""#)) == nil)
  }

  private struct NoQueue: Error {}

  private func expectControl(_ id: String, _ isControl: Bool, _ code: UInt32) {
    let error = refusal(of: line(#""type":"queue.entered","queue":"\#(id)""#))
    #expect(
      error?.problem == (isControl ? .controlInID("queue") : nil),
      "U+\(String(code, radix: 16)): \(error?.description ?? "taken")")
  }

  private func note(_ bytes: [UInt8]) -> [UInt8] {
    Array(#"{"at":"2026-11-22T10:15:04Z","call":"c","type":"call.ended","note":""#.utf8) + bytes
      + Array(#""}"#.utf8)
  }

  /// The standard library decides what is UTF-8; quotes and backslashes would end the string.
  private func check(_ bytes: [UInt8], _ parser: inout EventParser) {
    if bytes.contains(where: { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 }) { return }
    let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
    let error = refusal(of: note(bytes), &parser)
    if (error == nil) != isUTF8 { Issue.record("\(bytes): \(error?.description ?? "taken")") }
    if let error, error.problem != .invalidUTF8 { Issue.record("\(bytes): \(error)") }
  }
}
