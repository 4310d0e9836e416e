import CallModel

extension Call {
  /// Whom an attended transfer goes to.
  private enum Receiver {
    case consulted(Party)
    case participant(Party)
  }

  /// The active agent hands the call over: attended to someone who is connected (C4), else blind
  /// (C5).
  mutating func transferred(by agent: Name, _ target: Target<Name>, _ turn: inout Turn) {
    guard let active = state.active, active.agent == agent else {
      return reportedLate(by: agent, target, &turn)
    }
    switch receiver(target, active) {
    case .consulted(let party): attended(to: party, active, wasConsulted: true, &turn)
    case .participant(let party): attended(to: party, active, wasConsulted: false, &turn)
    case nil: blind(to: target, active, &turn)
    }
  }

  /// A blind transfer by the agent whose leaving ended the last conversation, reported after it
  /// (C10): it decides which queue waits, unless one was entered meanwhile.
  private mutating func reportedLate(
    by agent: Name, _ target: Target<Name>, _ turn: inout Turn
  ) {
    guard case .nobody(.left(var departure)) = state.floor, departure.agent == agent else {
      return note(.notActiveAgent, turn)
    }
    turn.rules.insert(.c10)
    departure.isReported = true
    state.floor = .nobody(.left(departure))
    if !departure.hasEnteredQueue { handOver(to: target, &turn) }
  }

  /// After a blind transfer the queue that it goes to waits, or none does (C6).
  private mutating func handOver(to target: Target<Name>, _ turn: inout Turn) {
    switch target {
    case .queue(let queue): wait(in: queue, &turn)
    case .agent, .number:
      if state.waitingQueue != nil { turn.rules.insert(.c6) }
      state.waitingQueue = nil
    }
  }

  /// Who among the connected is meant: first by themselves, then as who answered for the dialled.
  private func receiver(_ target: Target<Name>, _ active: ActiveAgent) -> Receiver? {
    if target == .agent(active.agent) { return nil }
    let party: Party?
    switch target {
    case .agent(let name): party = .agent(name)
    case .number(let name): party = .number(name)
    case .queue: party = nil
    }
    if let party {
      if case .answered(_, let consulted) = active.consult, consulted.party == party {
        return .consulted(party)
      }
      if state.participants.contains(party) { return .participant(party) }
    }
    if case .answered(let dialled, let consulted) = active.consult, dialled == target {
      return .consulted(consulted.party)
    }
    return nil
  }

  private mutating func attended(
    to party: Party, _ active: ActiveAgent, wasConsulted: Bool, _ turn: inout Turn
  ) {
    turn.rules.insert(.c4)
    endConversation(.transferred, &turn)
    releaseConsulted()
    state.held.remove(.agent(active.agent))
    switch party {
    case .caller: break
    case .number: activateSuccessor(orElse: .open)
    case .agent(let agent):
      if wasConsulted, case .answered(.queue(let queue), _) = active.consult {
        wait(in: queue, &turn)
      }
      promote(agent)
    }
  }

  private mutating func blind(
    to target: Target<Name>, _ active: ActiveAgent, _ turn: inout Turn
  ) {
    turn.rules.insert(.c5)
    endConversation(.transferred, &turn)
    if case .answered(_, let consulted) = active.consult { state.held.remove(consulted.party) }
    state.held.remove(.agent(active.agent))
    let queue = active.conversation.map(\.queue) ?? state.waitingQueue
    let vacancy = Vacancy.transferred(BlindTransfer(agent: active.agent, queue: queue))
    state.floor = .nobody(vacancy)
    handOver(to: target, &turn)
    switch target {
    case .queue, .agent: break
    case .number: activateSuccessor(orElse: vacancy)
    }
  }

  /// A blind transfer came back to the agent who made it (C9): they are active again, and what
  /// waits is the queue that their conversation had, or none.
  mutating func transferFailed(_ agent: Name, _ turn: inout Turn) {
    guard case .nobody(let vacancy) = state.floor, let transfer = vacancy.transfer,
      transfer.agent == agent
    else { return note(.noTransfer, turn) }
    turn.rules.insert(.c9)
    state.waitingQueue = transfer.queue
    disconnect(.agent(agent))
    activate(agent)
  }
}
