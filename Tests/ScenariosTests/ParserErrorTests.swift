import Scenarios
import Testing

/// A story with one thing wrong, where it shows, and a piece of what is said.
struct Mistake: Sendable, CustomTestStringConvertible {
  let text: String
  let place: String
  let message: String

  init(_ text: String, _ place: String, _ message: String) {
    (self.text, self.place, self.message) = (text, place, message)
  }

  var testDescription: String { text }

  static let events = [
    Mistake("0:1 call.started inbound", "1:1", "'0:1' is not a time; write 04:05"),
    Mistake("00:60 call.ended", "1:1", "is not a time"),
    Mistake("00:00", "1:1", "an event type is needed"),
    Mistake("00:00  agent=anna", "1:8", "an event type is needed"),
    Mistake("00:41  agent.joind anna", "1:8", "did you mean 'agent.joined'?"),
    Mistake("00:41  agent.jonied anna", "1:8", "did you mean 'agent.joined'?"),
    Mistake("00:41  frobnicate", "1:8", "no event type 'frobnicate' (in quotes"),
    Mistake("00:00  call.started", "1:8", "direction is missing; write call.started DIRECTION"),
    Mistake("00:00  call.started inbond", "1:21", "must be one of: inbound, outbound, internal"),
    Mistake("00:00  call.started internal", "1:8", "\"agent\" is missing"),
    Mistake("00:41  agent.joined", "1:8", "agent is missing; write agent.joined AGENT [role]"),
    Mistake("00:41  agent.joined anna agent bo", "1:32", "'bo' is an unexpected word; write"),
    Mistake("00:41  call.ended done # good", "1:24", "a comment needs a line of its own"),
    Mistake("00:41  agent.joined anna rol=helper", "1:26", "did you mean 'role'?"),
    Mistake("00:41  agent.joined anna agent=bo", "1:26", "'agent' is given twice"),
    Mistake("00:41  agent.joined anna role=", "1:26", "a value is needed after '='"),
    Mistake("00:41  agent.joined anna role=boss", "1:26", "must be one of: agent, helper"),
    Mistake("00:41  agent.joined anna n=4", "1:8", "\"source\" and \"n\" belong together"),
    Mistake("00:41  agent.joined anna source=s n=0", "1:35", "a whole number from 1"),
    Mistake("00:41  agent.joined anna source=s n=2,\"x\":3", "1:35", "a whole number from 1"),
    Mistake("00:41  agent.joined \"a\\u{7}\"", "1:21", "must not contain control characters"),
    Mistake("00:41  agent.joined \"\"", "1:21", "must have 1 to 128 bytes"),
    Mistake("00:41  consult.started anna", "1:8", "missing"),
    Mistake("00:41  caller.rejoind", "1:8", "did you mean 'caller.rejoined'?"),
    Mistake("00:41  caller.rejoined anna", "1:24", "'anna' is an unexpected word"),
    Mistake("00:41  party.hold agent=bo", "1:8", "did you mean 'party.held'?"),
    Mistake("00:41  party.held bo", "1:19", "write party.held [agent=…] [number=…]"),
    Mistake("00:41  party.held agnt=bo", "1:19", "did you mean 'agent'?"),
    Mistake("00:41  party.held agent=bo number=1", "1:8", "only one of"),
    Mistake("00:41  party.resumed caller=1", "1:22", "party.resumed has no field 'caller'"),
    Mistake("00:41  log.tikc", "1:8", "did you mean 'log.tick'?"),
    Mistake("00:41  log.tick 5", "1:17", "'5' is an unexpected word"),
    Mistake("00:00  call.started inbound parents=c0", "1:29", "did you mean 'parent'?"),
    Mistake("00:41  consult.started anna toAgent=bo toQueue=q", "1:8", "only one of"),
  ]

  static let settings = [
    Mistake("agent.joined anna", "1:1", "an event begins with its time"),
    Mistake("hello there", "1:1", "a line is an event with its time"),
    Mistake(":", "1:1", "a line is an event with its time"),
    Mistake("anna is on sales", "1:6", "write 'USER is in GROUP'"),
    Mistake("anna is in sales today", "1:18", "write 'USER is in GROUP'"),
    Mistake("grup sales: recordingForced on", "1:1", "did you mean 'group'?"),
    Mistake("group: recordingForced on", "1:1", "name one group"),
    Mistake("group big sales: recordingForced on", "1:1", "in quotes if there are blanks"),
    Mistake("company acme: recordingForced on", "1:1", "the company has no name"),
    Mistake("company: recordingForcd on", "1:10", "did you mean 'recordingForced'?"),
    Mistake("company: recordingForced", "1:10", "a property and its value are needed"),
    Mistake("company: recordingForced=on", "1:10", "a property and its value are needed"),
    Mistake("company:", "1:1", "a property and its value are needed"),
    Mistake("company: recordingForced yes", "1:26", "is one of on, off, true"),
    Mistake("queue q: recording on", "1:20", "is one of off, forced, pending, never"),
    Mistake("company: recordingForced on consentRequired on", "1:29", "a comma is needed"),
  ]

  static let words = [
    Mistake("00:00 \"call.started", "1:7", "the quote is never closed"),
    Mistake("00:41 agent.joined \"a\"b", "1:23", "a space is needed after the closing quote"),
    Mistake("00:41 agent.joined \"a\\n\"", "1:22", "a backslash begins"),
    Mistake("00:41 agent.joined \"\\u{110000}\"", "1:21", "a backslash begins"),
    Mistake("00:41 agent.joined \"\\u{+41}\"", "1:21", "a backslash begins"),
    Mistake("00:41 agent.joined \"\\", "1:21", "a backslash begins"),
  ]

  static let files = [
    Mistake("", "1:1", "there is no event in this file"),
    Mistake("# only a title\n", "1:1", "there is no event in this file"),
    Mistake("expect\n", "1:1", "there is no event in this file"),
    Mistake(
      "00:00 call.started inbound\nExpected:\n00:00 x", "2:1",
      "below a line that has the word 'expect'"),
    Mistake("00:00 call.started inbound\nanna is in sales", "2:1", "settings come before"),
    Mistake("00:00 call.started inbound\ncall.ended", "2:1", "an event begins with its time"),
  ]
}

@Suite struct ParserErrors {
  @Test(arguments: Mistake.events + Mistake.settings + Mistake.words + Mistake.files)
  func `a mistake is reported with its place and what was meant`(mistake: Mistake) {
    let errors = errors(in: mistake.text)
    #expect(errors.count == 1)
    #expect(errors.first?.hasPrefix(mistake.place + ": ") == true, "\(errors)")
    #expect(errors.first?.contains(mistake.message) == true, "\(errors)")
  }

  @Test func `all mistakes of a file are reported, in the order of its lines`() {
    let text = "# t\nanna is out\n00:00 call.started inbond\n\n00:10 agent.joined\n"
    #expect(errors(in: text).map { $0.prefix(4) } == ["2:6:", "3:20", "5:7:"])
  }

  @Test func `fifty mistakes are enough at once`() {
    let errors = errors(in: String(repeating: "nonsense\n", count: 1_000))
    #expect(errors.count == 51)
    #expect(errors.last == "50:1: more may be wrong below; correct these first")
  }

  @Test func `a story of more than a thousand events is refused where it grows too long`() {
    let event = "00:00 agent.joined anna\n"
    #expect(errors(in: String(repeating: event, count: 1_000)).isEmpty)
    let errors = errors(in: String(repeating: event, count: 5_000))
    #expect(errors == ["1001:1: a scenario has at most 1000 events; split it into several"])
  }

  @Test func `no message holds a character that a terminal could act on`() {
    for text in [
      "00:00 \u{1B}[2J", "\u{1B}[2J: x y", "00:00 call.ended a\u{202E}b c\u{7}",
      "00:00 call.ended \u{1B}=x", "00:00 call.ended \"\u{1B}\"=x \"\u{1B}\"=y",
      "company: \u{1B} on", "company: recordingForced \u{9B}",
    ] {
      let message = errors(in: text).joined()
      #expect(!message.isEmpty)
      #expect(message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" })
      #expect(message.unicodeScalars.allSatisfy { !(0x7F...0x9F).contains($0.value) })
    }
  }

  @Test func `a file that is no text says in which line`() {
    let bytes = Array("# t\n00:00 call.started inbound\n".utf8) + [0xFF, 0x0A]
    guard case .failure(let failure) = ScenarioParser.parse(bytes) else {
      Issue.record("it was taken")
      return
    }
    #expect(failure.errors.map(\.line) == [3])
  }

  @Test func `a file over a mebibyte is refused`() {
    let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: ScenarioParser.largestFile + 1)
    guard case .failure(let failure) = ScenarioParser.parse(bytes) else {
      Issue.record("it was taken")
      return
    }
    #expect(failure.errors.first?.message.contains("larger than 1048576 bytes") == true)
  }
}
