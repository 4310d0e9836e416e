import CallModel
import EventCoding
import RandomLogs
import Testing

/// Plain lines are read from quote to quote, all others with more care: the two must agree.
@Suite struct PlainLines {
  /// What a parser says of a line, with the event's texts in place of where they lie.
  private func answer(_ line: String, _ parser: inout EventParser) -> String {
    let bytes = Array(line.utf8)
    do throws(EventError) {
      let event = try parser.parse(bytes.span)
      let texts = event.isDecoded ? parser.decoded : bytes
      return "\(event)".replacing(/Text\(start: (\d+), count: (\d+)\)/) {
        let start = Int($0.1) ?? 0
        return "'\(String(decoding: texts[start..<start + (Int($0.2) ?? 0)], as: UTF8.self))'"
      }
    } catch {
      return "\(error)"
    }
  }

  /// No line that begins with a tab is plain.
  private func expectAgreement(_ line: String, _ comment: Comment? = nil) {
    var parser = EventParser()
    let plain = answer(line, &parser)
    #expect(answer("\t" + line, &parser) == plain, comment)
    #expect(answer(line, &parser) == plain, comment)
  }

  @Test func `a random log's lines mean the same with a tab before them`() {
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
      for text in [
        " ", "é", "\u{85}", #"\n"#, #"\u00e9"#, #"\""#, #"\x"#, "null", "true", "-0.5e3",
      ] {
        expectAgreement(
          String(decoding: bytes[..<place] + Array(text.utf8) + bytes[place...], as: UTF8.self))
      }
    }
  }

  @Test func `a line as json.dumps writes it means the same as one without spaces`() {
    for seed in Seeds.some(10) {
      var log = RandomLog(seed: seed)
      for line in log.lines(100) where !line.contains(" ") && !line.contains(#"\u"#) {
        let spaced = line.replacing("\":", with: "\": ").replacing(",\"", with: ", \"")
        var parser = EventParser()
        #expect(answer(spaced, &parser) == answer(line, &parser), "\(line); \(Seeds.again(seed))")
      }
    }
  }

  @Test func `many unknown keys, and two that are the same, mean the same`() {
    for count in 0...40 {
      let keys = (0..<count).map { #""key\#($0)":\#($0)"# }.joined(separator: ",")
      let rest = count == 0 ? "" : "," + keys
      expectAgreement(line(#""type":"call.ended""# + rest))
      for other in [0, 7, 20] {
        expectAgreement(line(#""type":"call.ended","key\#(other)":1"# + rest))
      }
    }
  }
}
