import CallModel

extension Call {
  /// The active agent, if it is `agent`; else the event does not fit.
  private mutating func activeAgent(_ agent: Name, _ turn: Turn) -> ActiveAgent? {
    if let active = state.active, active.agent == agent { return active }
    note(.notActiveAgent, turn)
    return nil
  }

  /// The other side is put on hold, or taken off.
  mutating func held(_ isHeld: Bool, by agent: Name, _ turn: inout Turn) {
    guard let active = activeAgent(agent, turn) else { return }
    guard let conversation = active.conversation else { return note(.noConversation, turn) }
    if conversation.isHeld == isHeld { return note(isHeld ? .alreadyHeld : .notHeld, turn) }
    state.active?.conversation?.isHeld = isHeld
    if !isHeld { resumeEveryone(but: agent) }
  }

  /// The active agent dials someone; the other side is on hold from here.
  mutating func consultStarted(by agent: Name, _ target: Target<Name>, _ turn: inout Turn) {
    guard let active = activeAgent(agent, turn) else { return }
    if active.conversation == nil { return note(.noConversation, turn) }
    if active.consult != .none { return note(.consultInProgress, turn) }
    noteSegmentGoesOn(&turn)
    state.active?.consult = .dialling(target)
    state.active?.conversation?.isHeld = true
  }

  /// Who was dialled, or whoever the event names, has answered.
  mutating func consultAnswered(
    by agent: Name, _ answerer: Answerer<Name>?, _ turn: inout Turn
  ) {
    guard let active = activeAgent(agent, turn) else { return }
    let target: Target<Name>
    switch active.consult {
    case .none: return note(.noConsult, turn)
    case .answered: return note(.alreadyAnswered, turn)
    case .dialling(let dialled): target = dialled
    }
    guard let party = answering(answerer, target) else { return note(.missingParty, turn) }
    if isConnected(party) { return note(.alreadyConnected, turn) }
    noteSegmentGoesOn(&turn)
    switch party {
    case .caller: break
    case .agent(let name):
      turn.rules.insert(.m4)
      names[memory: name].insert(.agentWasConnected)
    case .number(let name): names[memory: name].insert(.numberWasConnected)
    }
    let consulted = Consulted(party: party, since: state.takeConnection())
    state.active?.consult = .answered(target, consulted)
  }

  private func answering(_ answerer: Answerer<Name>?, _ target: Target<Name>) -> Party? {
    switch (answerer, target) {
    case (.agent(let name), _), (nil, .agent(let name)): .agent(name)
    case (.number(let name), _), (nil, .number(let name)): .number(name)
    case (nil, .queue): nil
    }
  }

  /// The consult is aborted or finished: the consulted party is gone, the other side off hold.
  mutating func consultEnded(by agent: Name, _ turn: inout Turn) {
    guard let active = activeAgent(agent, turn) else { return }
    if active.consult == .none { return note(.noConsult, turn) }
    dropConsult(&turn)
  }

  /// Ends the active agent's consult (C8).
  mutating func dropConsult(_ turn: inout Turn) {
    noteSegmentGoesOn(&turn)
    if case .answered(_, let consulted) = state.active?.consult {
      state.held.remove(consulted.party)
    }
    state.active?.consult = .none
    state.active?.conversation?.isHeld = false
  }

  /// Three-way: off hold, and the consulted party becomes a participant.
  mutating func consultMerged(by agent: Name, _ turn: inout Turn) {
    guard let active = activeAgent(agent, turn) else { return }
    guard case .answered = active.consult else { return note(.noConsult, turn) }
    noteSegmentGoesOn(&turn)
    state.active?.conversation?.isHeld = false
    releaseConsulted()
  }

  /// A consult neither ends nor starts a segment (G4).
  private func noteSegmentGoesOn(_ turn: inout Turn) {
    if state.openSegment != nil { turn.rules.insert(.g4) }
  }
}
