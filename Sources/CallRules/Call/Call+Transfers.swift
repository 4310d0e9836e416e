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
      return note(.notActiveAgent, turn)
    }
    switch receiver(target, active) {
    case .consulted(let party): attended(to: party, active, wasConsulted: true, &turn)
    case .participant(let party): attended(to: party, active, wasConsulted: false, &turn)
    case nil: blind(to: target, active, &turn)
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
    switch party {
    case .caller: break
    case .number: activateSuccessor(since: nil)
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
    let transfer = BlindTransfer(agent: active.agent, queue: active.conversation?.queue)
    state.floor = .nobody(since: transfer)
    if state.waitingQueue != nil { turn.rules.insert(.c6) }
    state.waitingQueue = nil
    switch target {
    case .queue(let queue): wait(in: queue, &turn)
    case .agent: break
    case .number: activateSuccessor(since: transfer)
    }
  }

  /// A blind transfer came back to the agent who made it (C9): they are active again, and what
  /// waits is the queue that their conversation had, or none.
  mutating func transferFailed(_ agent: Name, _ turn: inout Turn) {
    guard case .nobody(let transfer?) = state.floor, transfer.agent == agent else {
      return note(.noTransfer, turn)
    }
    turn.rules.insert(.c9)
    state.waitingQueue = transfer.queue
    disconnect(.agent(agent))
    activate(agent)
  }
}
