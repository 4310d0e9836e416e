/// Who is active, and who else is connected: C2, C3, C8.
extension Call {
  /// C2
  mutating func applyJoined(_ event: Event) {
    guard let agent = event.agent else { return }
    let isHelper = event.word("role") == "helper"
    connect(.agent(agent), asHelper: isHelper)
    if active == nil && !isHelper {
      becomesActive(agent)
    }
  }

  mutating func applyCallerLeft() {
    caller = .gone
    heldParties.removeAll { $0 == .caller }
  }

  mutating func applyLeft(_ party: Party) {
    if let active, party == .agent(active) {
      // C3
      activeAgentIsGone()
      successorBecomesActive()
    } else if let consulted = consult?.answeredBy, party == consulted {
      // C8
      endConsult()
    } else {
      disconnect(party)
    }
  }

  /// The active agent is gone, and their consult is over: whoever answered it stays connected, and
  /// is a participant from now on.
  mutating func activeAgentIsGone() {
    if let active {
      disconnect(.agent(active))
    }
    active = nil
    consult = nil
  }

  /// The connected agent who connected first, helpers aside, if there is one.
  mutating func successorBecomesActive() {
    for connection in connections where !connection.isHelper {
      if case .agent(let agent) = connection.party {
        becomesActive(agent)
        return
      }
    }
  }

  /// The consulted party, if any, is gone, and the other side is off hold.
  mutating func endConsult() {
    if let consulted = consult?.answeredBy {
      disconnect(consulted)
    }
    consult = nil
    isOtherSideOnHold = false
  }

  mutating func applyConsult(_ event: Event) {
    switch event.type {
    case "consult.started":
      guard let target = Target(event) else { return }
      consult = Consult(dialled: target, answeredBy: nil)
      isOtherSideOnHold = true
    case "consult.answered":
      guard let party = partyThatAnswered(event) else { return }
      consult?.answeredBy = party
      connect(party)
    case "consult.merged":
      consult = nil
      isOtherSideOnHold = false
    case "consult.ended":
      endConsult()
    default:
      break
    }
  }

  /// Who answered the consult: the one whom the event names, else the target.
  func partyThatAnswered(_ event: Event) -> Party? {
    if let agent = event.word("party") { return .agent(agent) }
    if let number = event.word("number") { return .number(number) }
    return consult?.dialled.party
  }
}
