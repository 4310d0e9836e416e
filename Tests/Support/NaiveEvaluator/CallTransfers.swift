/// Transfers: C4, C5, C9, C10, and what C6 says of them.
extension Call {
  mutating func applyTransfer(_ event: Event) {
    guard let agent = event.agent, let target = Target(event) else { return }
    if isLateReport(event) {
      takeLateReport(of: agent, to: target)
    } else if let party = partyTransferredTo(target, by: agent) {
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
    case .caller:
      break  // A transfer names agents, queues and numbers only.
    }
  }

  private mutating func transferBlind(to target: Target, by agent: Word) {
    var queueIfItFails = waitingQueue
    if let openConversation {
      queueIfItFails = conversations[openConversation].queue
    }
    if consult != nil { endConsult() }
    activeAgentIsGone()
    blindTransfer = (agent, queueIfItFails)
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

  /// C10: whether the agent who transfers has been reported to have left already.
  func isLateReport(_ event: Event) -> Bool {
    event.type == "call.transferred" && latestLeaver != nil && latestLeaver?.agent == event.agent
  }

  /// C10: nobody leaves because of it.
  private mutating func takeLateReport(of agent: Word, to target: Target) {
    guard let latestLeaver else { return }
    if !latestLeaver.hasQueueBeenEnteredSince {
      if case .queue(let queue) = target {
        waitingQueue = queue
      } else {
        waitingQueue = nil
      }
    }
    blindTransfer = (agent, latestLeaver.queueOfConversation)
  }

  /// C9
  mutating func applyFailedTransfer(_ event: Event) {
    guard let agent = event.agent, let blindTransfer else { return }
    waitingQueue = blindTransfer.queueIfItFails
    if !isConnected(.agent(agent)) {
      connect(.agent(agent))
    }
    becomesActive(agent)
  }
}
