import CallModel
import Settings
@testable import CallRules

extension CallEvent {
  /// The same event with each id replaced by what `name` makes of it.
  @inline(__always)
  func named<Other>(_ name: (ID) -> Other) -> CallEvent<Other> {
    switch self {
    case .started(let direction, let caller, let agent, let parent):
      .started(
        direction, caller: caller.map(name), agent: agent.map(name), parent: parent.map(name))
    case .consent(let answer, let number): .consent(answer, number: number.map(name))
    case .variable(let variable): .variable(variable)
    case .queueEntered(let queue): .queueEntered(name(queue))
    case .callerAnswered: .callerAnswered
    case .callerRejoined: .callerRejoined
    case .agentJoined(let agent, let role): .agentJoined(name(agent), role)
    case .agentLeft(let agent): .agentLeft(name(agent))
    case .callerLeft: .callerLeft
    case .partyHeld(let party): .partyHeld(party.renamed(name))
    case .partyResumed(let party): .partyResumed(party.renamed(name))
    case .held(let agent): .held(by: name(agent))
    case .resumed(let agent): .resumed(by: name(agent))
    case .consultStarted(let agent, let target):
      .consultStarted(by: name(agent), target.named(name))
    case .consultAnswered(let agent, let answerer):
      .consultAnswered(by: name(agent), answerer: answerer.map { $0.named(name) })
    case .consultEnded(let agent): .consultEnded(by: name(agent))
    case .consultMerged(let agent): .consultMerged(by: name(agent))
    case .numberJoined(let number): .numberJoined(name(number))
    case .numberLeft(let number): .numberLeft(name(number))
    case .transferred(let agent, let target): .transferred(by: name(agent), target.named(name))
    case .transferFailed(let agent): .transferFailed(name(agent))
    case .request(let request, let agent): .request(request, by: name(agent))
    case .secureStarted: .secureStarted
    case .secureEnded: .secureEnded
    case .recorderFailed: .recorderFailed
    case .recorderRecovered: .recorderRecovered
    case .ended: .ended
    }
  }
}

extension PartyID {
  fileprivate func renamed<Other>(_ name: (ID) -> Other) -> PartyID<Other> {
    switch self {
    case .caller: .caller
    case .agent(let id): .agent(name(id))
    case .number(let id): .number(name(id))
    }
  }
}

extension Call {
  /// Folds an event in whose ids are names of the call: as one whose texts are the names' bytes.
  mutating func apply(
    _ event: CallEvent<Name>, at time: CallTime, settings: SettingsStore
  ) -> Transition {
    var bytes: [UInt8] = []
    let known = names
    let event = event.named { name in
      let text = known.bytes(of: name)
      bytes += text
      return Text(
        start: UInt32(bytes.count - text.count), count: UInt32(text.count))
    }
    return apply(event, bytes.span, at: time, settings: settings)
  }
}
