/// A rough idea of one call, good enough to guess which events make sense next. It may be wrong:
/// what really holds is for the evaluators to say.
struct RoughCall {
  let id: String
  let direction: String
  var isCallerThere: Bool
  var hasCallerLeft = false
  var active: String?
  /// Connected agents who are not active, helpers among them.
  var participants: [String] = []
  var numbers: [String] = []
  /// `toAgent`, `toQueue` or `toNumber`, and the id that was dialled.
  var dialled: (key: String, id: String)?
  /// `toAgent` or `toNumber`, and the id of who answered.
  var consulted: (key: String, id: String)?
  var isHeld = false
  /// Those who are held by themselves.
  var heldParties: [HeldParty] = []
  var transferredBy: String?
  /// The agent whose leaving ended a conversation.
  var leaver: String?
  /// Agents who have left, the latest last.
  var gone: [String] = []
  var isSecure = false
  var hasRecorderFailed = false

  init(id: String, direction: String, initiator: String?) {
    self.id = id
    self.direction = direction
    isCallerThere = direction == "inbound"
    active = direction == "inbound" ? nil : initiator
  }

  /// Whether there is roughly a conversation.
  var isTalking: Bool {
    guard active != nil else { return false }
    if direction == "internal" { return !participants.isEmpty || !numbers.isEmpty }
    return isCallerThere
  }

  var isAnswered: Bool { consulted != nil }

  mutating func endConsult(keepingParty: Bool) {
    if keepingParty, let consulted {
      if consulted.key == "toAgent" {
        participants.append(consulted.id)
      } else {
        numbers.append(consulted.id)
      }
    }
    dialled = nil
    consulted = nil
    isHeld = false
  }

  mutating func becomesActive(_ agent: String) {
    active = agent
    transferredBy = nil
    leaver = nil
  }

  mutating func successorBecomesActive() {
    active = nil
    heldParties = []
    if !participants.isEmpty { becomesActive(participants.removeFirst()) }
  }

  /// Somebody who is connected, the caller most often.
  func someParty(_ random: inout SplitMix64) -> HeldParty {
    var parties: [HeldParty] = isCallerThere ? [.caller, .caller] : []
    if let active { parties.append(.agent(active)) }
    parties += participants.map { .agent($0) }
    parties += numbers.map { .number($0) }
    if let consulted {
      parties.append(
        consulted.key == "toAgent" ? .agent(consulted.id) : .number(consulted.id))
    }
    return parties.isEmpty ? .caller : random.one(of: parties)
  }
}

/// Whom `party.held` is about.
enum HeldParty {
  case caller
  case agent(String)
  case number(String)

  func draft(_ type: String) -> Draft {
    switch self {
    case .caller: return Draft(type)
    case .agent(let id): return Draft(type, [("agent", id)])
    case .number(let number): return Draft(type, [("number", number)])
    }
  }
}
