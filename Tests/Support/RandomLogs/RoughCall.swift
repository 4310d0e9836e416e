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
  var transferredBy: String?
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

  mutating func successorBecomesActive() {
    active = participants.isEmpty ? nil : participants.removeFirst()
  }
}
