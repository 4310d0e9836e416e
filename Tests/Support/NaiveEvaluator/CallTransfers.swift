/// Transfers: C4, C5, C9, and what C6 says of them.
extension Call {
  mutating func applyTransfer(_ event: Event) {
    guard let agent = event.agent, let target = Target(event) else { return }
    if let party = partyTransferredTo(target, by: agent) {
      transferAttended(to: party)
    } else {
      transferBlind(to: target, by: agent)
    }
  }

  /// C4: whom an attended transfer names; nobody if the transfer is blind.
  private func partyTransferredTo(_ target: Target, by agent: Word) -> Party? {
    if target == .agent(agent) { return nil }
    // The consulted party or a participant themselves.
    if let party = target.party, isConnected(party) { return party }
    // The consulted party by what was dialled.
    if let consult, let consulted = consult.answeredBy, target == consult.dialled {
      return consulted
    }
    return nil
  }

  private mutating func transferAttended(to party: Party) {
    var queueOfConsult: Word?
    if let consult, consult.answeredBy == party, case .queue(let queue) = consult.dialled {
      queueOfConsult = queue
    }
    activeAgentIsGone()
    switch party {
    case .agent(let agent):
      if let queueOfConsult { waitingQueue = queueOfConsult }
      becomesActive(agent)
    case .number:
      successorBecomesActive()
    }
  }

  private mutating func transferBlind(to target: Target, by agent: Word) {
    let queueOfConversation = openConversation.flatMap { conversations[$0].queue }
    if consult != nil { endConsult() }
    activeAgentIsGone()
    blindTransfer = (agent, queueOfConversation)
    switch target {
    case .queue(let queue):
      waitingQueue = queue
    case .agent:
      waitingQueue = nil
    case .number:
      waitingQueue = nil
      successorBecomesActive()
    }
  }

  /// C9
  mutating func applyFailedTransfer(_ event: Event) {
    guard let agent = event.agent, let blindTransfer else { return }
    waitingQueue = blindTransfer.queue
    if !isConnected(.agent(agent)) {
      connect(.agent(agent))
    }
    becomesActive(agent)
  }
}
