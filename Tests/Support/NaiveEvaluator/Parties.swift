/// Someone whose audio can be captured.
enum Party: Equatable {
  case caller
  case agent(Word)
  case number(Word)

  /// As a span's `captured` names them.
  var name: Word {
    switch self {
    case .caller: return "caller"
    case .agent(let id): return "agent:" + id
    case .number(let number): return "number:" + number
    }
  }
}

extension Event {
  /// Whom `party.held` and `party.resumed` are about.
  var heldParty: Party {
    if let agent { return .agent(agent) }
    if let number = word("number") { return .number(number) }
    return .caller
  }
}

/// Whom a consult dials, or where a transfer goes.
enum Target: Equatable {
  case agent(Word)
  case queue(Word)
  case number(Word)

  /// The one of `toAgent`, `toQueue` and `toNumber` that an event names.
  init?(_ event: Event) {
    if let agent = event.word("toAgent") {
      self = .agent(agent)
    } else if let queue = event.word("toQueue") {
      self = .queue(queue)
    } else if let number = event.word("toNumber") {
      self = .number(number)
    } else {
      return nil
    }
  }

  /// The target as a party; a queue is none.
  var party: Party? {
    switch self {
    case .agent(let id): return .agent(id)
    case .number(let number): return .number(number)
    case .queue: return nil
    }
  }
}

/// A consult of the active agent, from dialling on.
struct Consult {
  let dialled: Target
  /// The consulted party, once somebody has answered.
  var answeredBy: Party?
}

/// An agent or number who is connected: the active agent, the participants and the consulted party
/// alike.
struct Connection {
  let party: Party
  let isHelper: Bool
}

/// Whether the caller is on the call.
enum CallerPresence {
  case notYet
  case there
  case gone
}

/// The latest answer of the caller, or of a number.
enum Consent {
  case unknown
  case granted
  case denied

  var word: Word {
    switch self {
    case .unknown: return "unknown"
    case .granted: return "granted"
    case .denied: return "denied"
    }
  }
}
