import CallModel

extension Call {
  /// Makes `agent`, who is connected from now on, the active one.
  mutating func activate(_ agent: Name) {
    names[memory: agent].insert(.agentWasConnected)
    state.floor = .agent(ActiveAgent(agent: agent))
  }

  /// Whether `party` is connected; who never was need not be sought among thousands. Read where the
  /// call is, which else would be copied as a whole.
  mutating func isConnected(_ party: Party) -> Bool {
    let wasConnected: Bool
    switch party {
    case .caller: wasConnected = false
    case .agent(let name): wasConnected = names[memory: name].contains(.agentWasConnected)
    case .number(let name): wasConnected = names[memory: name].contains(.numberWasConnected)
    }
    return wasConnected && state.isConnected(party)
  }

  /// Adds a participant.
  private mutating func connect(_ participant: Participant) {
    state.participants.insert(participant)
    if mayBeCaptured(participant.party) { record.everyone.change(participant.party) }
  }

  /// Takes a participant away, who is not off hold yet; `false` where they are none.
  @discardableResult
  mutating func disconnect(_ party: Party) -> Bool {
    guard state.participants.remove(party) != nil else { return false }
    if mayBeCaptured(party) { record.everyone.change(party) }
    return true
  }

  /// An agent is connected: active where nobody is, else a participant; a helper always (C2).
  mutating func joined(_ agent: Name, _ role: Role, _ turn: inout Turn) {
    if isConnected(.agent(agent)) { return note(.alreadyConnected, turn) }
    turn.rules.insert(.c2)
    switch (state.floor, role) {
    case (.nobody, .agent): activate(agent)
    case (.agent, .agent), (.agent, .helper), (.nobody, .helper):
      turn.rules.insert(.m4)
      names[memory: agent].insert(.agentWasConnected)
      let since = state.takeConnection()
      connect(Participant(party: .agent(agent), isHelper: role == .helper, since: since))
    }
  }

  /// A number is connected: a participant (C2).
  mutating func joined(_ number: Name, _ turn: inout Turn) {
    if isConnected(.number(number)) { return note(.alreadyConnected, turn) }
    turn.rules.insert(.c2)
    names[memory: number].insert(.numberWasConnected)
    let since = state.takeConnection()
    connect(Participant(party: .number(number), isHelper: false, since: since))
  }

  /// An agent or a number is gone: the active one (C3), the consulted one (C8), or a participant.
  ///
  /// After someone is gone, another word of it is an echo and no anomaly.
  mutating func left(
    _ party: Party, _ memory: Names.Memory, _ name: Name, _ turn: inout Turn
  ) {
    if let active = state.active {
      if party == .agent(active.agent) { return activeLeft(&turn) }
      if case .answered(_, let consulted) = active.consult, consulted.party == party {
        turn.rules.insert(.c8)
        return dropConsult(&turn)
      }
    }
    if disconnect(party) {
      turn.rules.insert(.c8)
      state.held.remove(party)
      return endConversationWithoutOtherSide(&turn)
    }
    if names[memory: name].isDisjoint(with: memory) { note(.notConnected, turn) }
  }

  /// The active agent is gone, and the successor, if there is one, becomes active (C3). Where there
  /// is none, the queue that the conversation had waits again (C6).
  private mutating func activeLeft(_ turn: inout Turn) {
    guard let active = state.active else { return }
    turn.rules.insert(.c3)
    endConversation(.agentLeft, &turn)
    releaseConsulted()
    state.held.remove(.agent(active.agent))
    if let conversation = active.conversation {
      activateSuccessor(
        orElse: .left(Departure(agent: active.agent, queue: conversation.queue)))
      if state.active == nil { waitAgain(in: conversation.queue, &turn) }
    } else {
      activateSuccessor(orElse: .open)
    }
  }

  /// The queue that a conversation had waits, unless another does (C6).
  private mutating func waitAgain(in queue: Name?, _ turn: inout Turn) {
    if state.waitingQueue == nil, let queue { wait(in: queue, &turn) }
  }

  /// The active agent is gone: whoever answered their consult is a participant, connected since
  /// their answer; an unanswered consult is over (C3).
  mutating func releaseConsulted() {
    if case .answered(_, let consulted) = state.active?.consult {
      connect(
        Participant(party: consulted.party, isHelper: false, since: consulted.since))
    }
    state.active?.consult = .none
  }

  /// The connected agent who connected first, helpers aside, becomes active (C3); else nobody is.
  mutating func activateSuccessor(orElse vacancy: Vacancy) {
    if let agent = state.participants.firstAgent { return promote(agent) }
    state.floor = .nobody(vacancy)
  }

  /// Makes a connected agent the active one.
  mutating func promote(_ agent: Name) {
    if disconnect(.agent(agent)) { state.floor = .agent(ActiveAgent(agent: agent)) }
  }

  /// An outbound call's external party picks up (C1).
  mutating func callerAnswered(_ turn: inout Turn) {
    switch state.caller {
    case .awaited:
      turn.rules.insert(.c1)
      state.caller = .connected
    case .connected: note(.alreadyConnected, turn)
    case .none: note(.notConnected, turn)
    case .left: note(.notConnected, turn)
    }
  }

  /// A caller who had left is back (C1).
  mutating func callerRejoined(_ turn: inout Turn) {
    switch state.caller {
    case .left:
      turn.rules.insert(.c1)
      state.caller = .connected
    case .connected: note(.alreadyConnected, turn)
    case .none, .awaited: note(.notConnected, turn)
    }
  }

  /// The caller is gone (C7), and may come back: the queue that the conversation had waits (C6).
  mutating func callerLeft(_ turn: inout Turn) {
    switch state.caller {
    case .connected:
      let queue = state.active?.conversation?.queue
      endConversation(.callerLeft, &turn)
      state.caller = .left
      state.held.remove(.caller)
      waitAgain(in: queue, &turn)
    case .none, .awaited: note(.notConnected, turn)
    case .left: break
    }
  }
}
