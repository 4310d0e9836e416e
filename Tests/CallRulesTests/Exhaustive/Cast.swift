import CallModel

/// Who takes part in a small world.
enum Cast: String, Sendable {
  case everyone = "two agents, a helper, a number"
  case agentsAndHelper = "two agents, a helper"
  case agentsAndNumber = "two agents, a number"
  case oneAgentAndHelper = "one agent, a helper, a number"
  case oneAgentAndNumber = "one agent, a number"

  /// Whether nobody but the cast is in `event`.
  func has(_ event: CallEvent<Name>, _ people: People) -> Bool {
    var cast = people.agents
    switch self {
    case .everyone: cast += [people.helper, people.number]
    case .agentsAndHelper: cast.append(people.helper)
    case .agentsAndNumber: cast.append(people.number)
    case .oneAgentAndHelper: cast = [people.agents[0], people.helper, people.number]
    case .oneAgentAndNumber: cast = [people.agents[0], people.number]
    }
    return event.parties.allSatisfy { cast.contains($0) || $0 == people.queue }
  }
}

/// What may happen in a small world.
enum Plot: String, Sendable {
  case everything = "everything"
  /// Whoever comes, goes, consults and transfers, but nothing that is said or pressed.
  case comingAndGoing = "coming and going"
  /// The same, and parties on hold by themselves.
  case heldAlone = "coming, going and holds of one party"
  /// What is said and pressed, while nobody consults or transfers.
  case saidAndPressed = "said and pressed"
  /// Everything but what is independent of all else: `secure.…`, `recorder.…` and variables.
  case allButSwitches = "all but switches"

  /// Whether `event` may happen: a helper joins as a helper and an agent as an agent, unless
  /// everything may happen.
  func has(_ event: CallEvent<Name>, _ people: People) -> Bool {
    switch event {
    case .started, .callerAnswered, .callerRejoined, .callerLeft, .agentLeft, .held, .resumed,
      .queueEntered, .ended:
      true
    case .partyHeld, .partyResumed:
      switch self {
      case .everything, .heldAlone: true
      case .comingAndGoing, .saidAndPressed, .allButSwitches: false
      }
    case .agentJoined(let agent, let role):
      self == .everything || (role == .helper) == (agent == people.helper)
    case .numberJoined, .numberLeft: self != .saidAndPressed
    case .consultStarted, .consultAnswered, .consultEnded, .consultMerged, .transferred,
      .transferFailed:
      self != .saidAndPressed
    case .consent, .request: self != .comingAndGoing && self != .heldAlone
    case .secureStarted, .secureEnded, .recorderFailed, .recorderRecovered, .variable:
      self == .everything || self == .saidAndPressed
    }
  }
}

extension CallEvent<Name> {
  /// Whom and what the event names.
  fileprivate var parties: [Name] {
    switch self {
    case .started, .variable, .callerAnswered, .callerRejoined, .callerLeft, .secureStarted,
      .secureEnded, .recorderFailed, .recorderRecovered, .ended, .consent(_, nil),
      .partyHeld(.caller), .partyResumed(.caller):
      []
    case .consent(_, let name?), .queueEntered(let name), .agentJoined(let name, _),
      .agentLeft(let name), .held(let name), .resumed(let name), .consultEnded(let name),
      .consultMerged(let name), .numberJoined(let name), .numberLeft(let name),
      .transferFailed(let name), .request(_, let name), .consultAnswered(let name, nil),
      .partyHeld(.agent(let name)), .partyHeld(.number(let name)),
      .partyResumed(.agent(let name)), .partyResumed(.number(let name)):
      [name]
    case .consultAnswered(let name, .agent(let other)?),
      .consultAnswered(let name, .number(let other)?):
      [name, other]
    case .consultStarted(let name, let target), .transferred(let name, let target):
      switch target {
      case .agent(let other), .queue(let other), .number(let other): [name, other]
      }
    }
  }
}
