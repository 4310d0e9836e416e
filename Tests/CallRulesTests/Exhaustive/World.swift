import Bytes
import CallModel
import Testing
@testable import CallRules
@testable import Settings

/// A small world: two agents, a helper, a queue and a number, and what is configured for them.
struct World: Sendable, CustomTestStringConvertible {
  var title: String
  var queue = "off"
  /// Whom recording is forced on.
  var forced: [String] = []
  var agentOnly = false
  var consentRequired = false
  var buttons = Buttons(manual: true, censor: true)
  var cast: Cast = .everyone
  var plot: Plot = .everything
  /// Whether the call continues one that was denied and restricted.
  var hasParent = false
  /// Each of so many transitions is also tried at the very moment of the event before.
  var oneAtOnceOf = 1

  var testDescription: String { "\(title): \(cast), \(plot)\(hasParent ? ", a parent" : "")" }

  static let time = #""at":"2026-11-22T10:00:00Z""#

  /// The lines that configure it.
  var configuration: [String] {
    func setting(_ scope: String, _ property: String, _ value: String) -> String {
      "{\(Self.time),\"type\":\"setting.changed\",\(scope),\"property\":\"\(property)\",\"value\":\(value)}"
    }
    let company = "\"scope\":\"company\""
    return [
      setting("\"scope\":\"queue\",\"subject\":\"support\"", "recording", "\"\(queue)\""),
      setting(company, "recordAgentWhenCallerDenies", "\(agentOnly)"),
      setting(company, "consentRequired", "\(consentRequired)"),
      setting(company, "manualRecordingAllowed", "\(buttons.manual)"),
      setting(company, "censorButtonVisible", "\(buttons.censor)"),
    ]
      + forced.map {
        setting("\"scope\":\"user\",\"subject\":\"\($0)\"", "recordingForced", "true")
      }
  }

  /// A call that has just started, and the names of all that can be in it.
  func call(_ direction: Direction) throws -> (call: Call, settings: SettingsStore, people: People)
  {
    func line(_ type: String, _ call: String, _ fields: String) -> String {
      "{\(Self.time),\"type\":\"\(type)\",\"call\":\"\(call)\"\(fields)}"
    }
    let parent = [
      line("call.started", "p", #","direction":"inbound""#),
      line("ivr.consent", "p", #","answer":"denied""#),
      line("call.variable", "p", #","name":"SET_RESTRICTED","value":"true""#),
      line("call.ended", "p", ""),
    ]
    let agent = direction == .inbound ? "" : #","agent":"anna""#
    let start = line(
      "call.started", "c",
      ",\"direction\":\"\(direction.word)\"\(agent)" + (hasParent ? #","parent":"p""# : ""))
    let fold = try folded(configuration + (hasParent ? parent : []) + [start])
    guard var call = fold.placesInProgress.first.flatMap({ fold[$0] }) else { throw NoCall() }
    let people = People(&call.names)
    return (call, fold.settings, people)
  }

  private struct NoCall: Error {}
}

/// Everyone in a small world, by name.
struct People {
  var agents: [Name]
  var helper: Name
  var queue: Name
  var number: Name

  init(_ names: inout Names) {
    agents = ["anna", "bo"].map { names.name(Array($0.utf8).span) }
    helper = names.name(Array("hanne".utf8).span)
    queue = names.name(Array("support".utf8).span)
    number = names.name(Array("112".utf8).span)
  }

  /// Every event there is, with every argument of this world.
  var events: [CallEvent<Name>] {
    let everyone = agents + [helper]
    let targets = everyone.map { Target.agent($0) } + [.queue(queue), .number(number)]
    let answerers = [nil] + everyone.map { Answerer.agent($0) } + [.number(number)]
    var events: [CallEvent<Name>] = [
      .started(.inbound, caller: nil, agent: nil, parent: nil), .queueEntered(queue),
      .callerAnswered, .callerRejoined, .callerLeft, .numberJoined(number), .numberLeft(number),
      .secureStarted,
      .secureEnded, .recorderFailed, .recorderRecovered, .ended, .variable(.restricted(true)),
      .variable(.restricted(false)), .variable(.badValue), .variable(.denyRecording),
      .variable(.meaningless),
    ]
    let parties =
      [PartyID.caller, .number(number)] + everyone.map { PartyID.agent($0) }
    events += parties.flatMap { [.partyHeld($0), .partyResumed($0)] }
    for answer in Answer.allCases {
      events += [.consent(answer, number: nil), .consent(answer, number: number)]
    }
    for agent in everyone {
      events += Role.allCases.map { .agentJoined(agent, $0) }
      events += [.agentLeft(agent), .held(by: agent), .resumed(by: agent), .transferFailed(agent)]
      events += [.consultEnded(by: agent), .consultMerged(by: agent)]
      events += targets.map { .consultStarted(by: agent, $0) }
      events += targets.map { .transferred(by: agent, $0) }
      events += answerers.map { .consultAnswered(by: agent, answerer: $0) }
      events += Request.allCases.map { .request($0, by: agent) }
    }
    return events
  }
}
