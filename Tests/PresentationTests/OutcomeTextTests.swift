import Scenarios
import Testing

/// One unexpected or noteworthy thing of a story, and the sentence that names it.
struct Happening: Sendable, CustomTestStringConvertible {
  let events: String
  let sentence: String

  init(_ events: String, _ sentence: String) {
    (self.events, self.sentence) = (events, sentence)
  }

  var testDescription: String { sentence }

  /// All follow a conversation of anna's with the caller, who is recorded by force.
  static let all = [
    Happening(
      "call.held bo", "call.held by bo: unexpected, not the active agent (notActiveAgent)"),
    Happening("call.resumed anna", "call.resumed by anna: unexpected, not on hold (notHeld)"),
    Happening(
      "consult.merged anna",
      "consult.merged by anna: unexpected, there is no answered consult (noConsult)"),
    Happening(
      "consult.started bo toQueue=sales",
      "consult.started by bo to queue sales: unexpected, not the active agent (notActiveAgent)"),
    Happening(
      "consult.answered bo number=+47",
      "consult.answered for bo by number +47: unexpected, not the active agent (notActiveAgent)"),
    Happening(
      "call.transferred bo toNumber=+47",
      "call.transferred by bo to number +47: unexpected, not the active agent (notActiveAgent)"),
    Happening(
      "agent.joined anna helper",
      "agent.joined anna as helper: unexpected, already connected (alreadyConnected)"),
    Happening(
      "agent.left \"b o\"", "agent.left \"b o\": unexpected, never connected (notConnected)"),
    Happening(
      "number.left +47", "number.left +47: unexpected, never connected (notConnected)"),
    Happening(
      "caller.rejoined",
      "caller.rejoined: unexpected, the caller is already connected (alreadyConnected)"),
    Happening(
      "party.held number=+47", "party.held number +47: unexpected, not connected (notConnected)"),
    Happening("party.resumed", "party.resumed caller: unexpected, not on hold (notHeld)"),
    Happening(
      "transfer.failed anna",
      "transfer.failed for anna: unexpected, there is no transfer that could fail (noTransfer)"),
    Happening(
      "call.variable Set_Restricted \"a, b\"",
      "call.variable Set_Restricted \"a, b\": unexpected, the value must be true or false (badValue)"
    ),
    Happening(
      "call.started outbound caller=+47 agent=bo parent=c0",
      "call.started outbound to +47 by bo continuing c0: unexpected, the call has already started "
        + "(callAlreadyStarted)"),
    Happening(
      "\"call.parked\" slot=7",
      "call.parked: unexpected, events of this type are unknown (unknownType)"),
    Happening(
      "manual.start bo",
      "bo asked for manual.start: refused, not active in a conversation (notActiveAgent)"),
    Happening(
      "manual.stop anna",
      "anna asked for manual.stop: refused, an agent cannot stop this recording (forcedRecording)"),
    Happening("censor.start anna", "anna asked for censor.start: granted"),
    Happening(
      "call.transferred anna toQueue=sales",
      "anna transferred the call to queue sales: blind (C5), no agent is active"),
    Happening(
      "agent.joined bo\n01:00 call.transferred anna toAgent=bo",
      "anna transferred the call to bo: attended (C4), bo is active"),
    Happening(
      "consult.started anna toQueue=sales\n01:00 consult.answered anna party=bo\n"
        + "01:00 call.transferred anna toQueue=sales",
      "anna transferred the call to queue sales: attended (C4), bo is active"),
    Happening(
      "agent.left anna\n01:00 call.transferred anna toAgent=bo",
      "anna transferred the call to bo: blind, reported late (C10), no agent is active"),
    Happening(
      "agent.joined bo call=c9",
      "agent.joined bo, call c9: unexpected, the call is not in progress (callNotInProgress)"),
    Happening(
      "setting.changed group sales recordingForced off by=bo",
      "recordingForced off for group sales, by bo: refused, no right to change it (notAllowed)"),
    Happening(
      "setting.changed queue support recording sometimes",
      "recording sometimes for queue support: refused, the property cannot have this value "
        + "(badSetting)"),
    Happening(
      "setting.changed user anna recording forced",
      "recording forced for user anna: refused, a user has no such property (badSetting)"),
    Happening(
      "setting.changed company subject=acme recordingForced unset",
      "recordingForced unset for company acme: refused, the company takes no name (badSetting)"),
    Happening(
      "setting.changed user property=recordingForced value=off",
      "recordingForced off for user: refused, the user is not named (badSetting)"),
    Happening(
      "user.grouped bo sales by=anna",
      "bo in group sales, by anna: refused, no right to change it (notAllowed)"),
  ]
}

@Suite struct OutcomesInWords {
  /// The sentences of the story, without their times.
  private func text(_ story: String) throws -> [String] {
    Replay(try ScenarioParser.parse(story).get()).text
  }

  private static let beginning = """
    user anna: recordingForced on, censorButtonVisible on
    00:00 call.started inbound caller=+4791234567
    00:10 agent.joined anna

    """

  @Test(arguments: Happening.all)
  func `name who and what it was about`(happening: Happening) throws {
    let lines = try text(Self.beginning + "01:00 \(happening.events)")
    #expect(lines.contains("01:00         \(happening.sentence)"), "\(lines)")
  }

  @Test func `say which time an event had that counts at another`() throws {
    let lines = try text(
      Self.beginning + "01:00 log.tick\n02:00 call.held anna\n00:59 call.resumed anna")
    #expect(
      lines.suffix(2) == [
        "01:05         call.held by anna: dated 02:00, ahead of the log's clock (timeAhead)",
        "01:05         call.resumed by anna: dated 00:59, earlier than the call's time "
          + "(timeWentBackwards)",
      ])
  }

  @Test func `are in order of time, and what a segment consists of is indented below it`() throws {
    let lines = try text(
      Self.beginning
        + "00:20 call.held bo\n00:30 recorder.failed\n00:40 censor.start anna\n01:00 call.ended")
    #expect(
      lines == [
        "00:00–01:00   inbound call c1 from +4791234567",
        "00:10–01:00   anna's conversation: forced on the agent (M3), ended by callEnded",
        "00:10         agent.joined: R1 decides, forced on the agent",
        "00:10–01:00   anna recorded (R1), ended by callEnded",
        "00:10–00:30     anna sees \"Automatic Recording\"",
        "00:10–00:30     talk: agent:anna, caller",
        "00:20         call.held by bo: unexpected, not the active agent (notActiveAgent)",
        "00:30–01:00     gap: nobody",
        "00:40         anna asked for censor.start: granted",
      ])
  }

  @Test func `show a notice only while something is really recorded, as the contract does`() throws
  {
    let lines = try text(
      """
      user anna: recordingForced on
      00:00 call.started inbound
      00:00 recorder.failed
      00:10 agent.joined anna
      00:20 recorder.recovered
      00:30 recorder.failed
      00:30 recorder.recovered
      00:40 recorder.failed
      00:50 recorder.recovered
      00:50 recorder.failed
      01:00 call.ended
      """)
    #expect(
      lines.filter { $0.contains("sees") } == [
        "00:20–00:30     anna sees \"Automatic Recording\"",
        "00:30–00:40     anna sees \"Automatic Recording\"",
        "00:50–00:50     anna sees \"Automatic Recording\"",
      ])
    #expect(lines.contains("00:10–01:00   anna recorded (R1), ended by callEnded"))
  }

  @Test func `are in order of events where the time is the same`() throws {
    let lines = try text(
      """
      user anna: manualRecordingAllowed on
      00:00 call.started inbound
      00:00 agent.joined anna
      00:00 manual.stop anna
      00:00 manual.start anna
      00:00 manual.stop anna
      00:00 manual.start anna
      00:00 call.held bo
      00:01 call.ended
      """)
    #expect(
      lines.dropFirst(3).map { $0.drop { $0 != " " }.drop { $0 == " " } } == [
        "anna asked for manual.stop: refused, no recording is running (notRecording)",
        "anna asked for manual.start: granted", "manual.start: R5 decides, started by the agent",
        "anna recorded (R5), ended by stopped", "anna sees \"Manual Recording\"",
        "anna asked for manual.stop: granted",
        "manual.stop: R6 decides, no recording requested: nothing recorded",
        "anna asked for manual.start: granted", "manual.start: R5 decides, started by the agent",
        "anna recorded (R5), ended by callEnded", "anna sees \"Manual Recording\"",
        "call.held by bo: unexpected, not the active agent (notActiveAgent)",
        "talk: agent:anna, caller",
      ])
  }

  @Test func `show the beginning of a long value, and nothing that acts on a terminal`() throws {
    let value = "\\u{1b}[2J" + String(repeating: "x", count: 4_000)
    let lines = try text(Self.beginning + "01:00 call.variable SET_RESTRICTED \"\(value)\"")
    let line = try #require(lines.last)
    #expect(line.contains("SET_RESTRICTED \\u{1b}[2Jxxx"))
    #expect(line.contains("x…: unexpected"))
    #expect(line.count < 200)
  }
}
