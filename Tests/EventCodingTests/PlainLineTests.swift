import CallModel
import EventCoding
import RandomLogs
import Testing

/// Plain lines are read from quote to quote, all others with more care: the two must agree.
@Suite struct PlainLines {
  /// What a parser says of a line.
  private func answer(_ line: String, _ parser: inout EventParser) -> String {
    do throws(EventError) {
      return "\(try parser.parse(Array(line.utf8).span))"
    } catch {
      return "\(error)"
    }
  }

  /// No line that ends with a space is plain; nor is one with an escape, whose texts then lie
  /// elsewhere.
  private func expectAgreement(_ line: String, _ comment: Comment? = nil) {
    if line.utf8.contains(UInt8(ascii: "\\")) { return }
    var parser = EventParser()
    let plain = answer(line, &parser)
    #expect(answer(line + " ", &parser) == plain, comment)
    #expect(answer(line, &parser) == plain, comment)
  }

  @Test func `a random log's lines mean the same with a space behind them`() {
    for seed in Seeds.some(30) {
      var log = RandomLog(seed: seed)
      for line in log.lines(200) { expectAgreement(line, "\(line); \(Seeds.again(seed))") }
    }
  }

  @Test func `lines of any length mean the same`() {
    for length in 0...600 {
      let agent = String(repeating: "a", count: length)
      expectAgreement(
        line("\"type\":\"agent.left\",\"agent\":\"\(agent)\",\"source\":\"s\",\"n\":7"))
      expectAgreement(line("\"type\":\"call.ended\",\"reason\":\"\(agent)\""))
    }
  }

  @Test func `a line with any one byte replaced, or cut there, means the same`() {
    let good = line(#""type":"agent.joined","agent":"anna","role":"agent","source":"s","n":12"#)
    let bytes = Array(good.utf8)
    for place in bytes.indices {
      expectAgreement(String(decoding: bytes[..<place], as: UTF8.self))
      for byte in "\"\\{}:,0a \u{7F}\t".utf8 {
        var other = bytes
        other[place] = byte
        expectAgreement(String(decoding: other, as: UTF8.self))
      }
    }
  }
}
