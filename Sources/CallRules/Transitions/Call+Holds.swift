import CallModel

extension Call {
  /// Where a party stands that an event names.
  private enum Presence {
    case connected
    /// Connected once, and not any more.
    case gone
    case never
  }

  /// Whether `party`, who is connected, can be heard.
  @inline(__always)
  func isHeard(_ party: Party) -> Bool { !state.held.contains(party) }

  private func presence(_ party: Party) -> Presence {
    let wasConnected: Bool
    switch party {
    case .caller:
      switch state.caller {
      case .connected: return .connected
      case .left: return .gone
      case .none, .awaited: return .never
      }
    case .agent(let name): wasConnected = names[memory: name].contains(.agentWasConnected)
    case .number(let name): wasConnected = names[memory: name].contains(.numberWasConnected)
    }
    if !wasConnected { return .never }
    return state.isConnected(party) ? .connected : .gone
  }

  /// One party alone is put on hold, whoever did it: connected, and not heard.
  mutating func partyHeld(_ party: Party, _ turn: Turn) {
    guard presence(party) == .connected else { return note(.notConnected, turn) }
    if state.held.contains(party) { return note(.alreadyHeld, turn) }
    if mayBeCaptured(party) { noteEveryone(party) }
    state.held.insert(party)
  }

  /// That party can be heard again; of one who is gone it is an echo and no anomaly.
  mutating func partyResumed(_ party: Party, _ turn: Turn) {
    switch presence(party) {
    case .never: note(.notConnected, turn)
    case .gone: break
    case .connected:
      if !state.held.contains(party) { return note(.notHeld, turn) }
      state.held.remove(party)
      if mayBeCaptured(party) { noteEveryone(party) }
    }
  }

  /// Notes that a connected party may be captured from now on, or not any more, unless they are
  /// the consulted one, who is captured apart from everyone.
  mutating func noteEveryone(_ party: Party) {
    if case .answered(_, let consulted) = state.active?.consult, consulted.party == party { return }
    record.everyone.change(party)
  }

  /// With the other side, everyone but the active agent is off their own hold.
  mutating func resumeEveryone(but agent: Name) {
    if state.held.isEmpty { return }
    let isHeld = state.held.contains(.agent(agent))
    state.held.removeAll()
    record.everyone.changeMany()
    if isHeld { state.held.insert(.agent(agent)) }
  }
}
