package import CallModel

/// Someone who is connected to a call at a moment, as a person's view shows them.
package struct ConnectedParty: Hashable, Sendable {
  package var party: Party
  package var standing: Standing

  /// What is taken of them, and why not more.
  package enum Standing: UInt8, Hashable, Sendable {
    /// What they send is captured.
    case captured
    /// They are there, and no recording takes them.
    case uncaptured
    /// They wait: on hold, or as the consulted party while the agent is back with the other side.
    case onHold
    /// A recording runs, and is censored now.
    case censored
    /// A recording should run, and the recorder has failed.
    case gap
  }
}

extension Call {
  /// Whoever is connected now: the caller, the active agent, the consulted party, participants.
  package var connectedParties: [ConnectedParty] {
    let active = state.active
    let isHeld = active?.conversation?.isHeld == true
    var result: [ConnectedParty] = []
    if state.caller == .connected { result.append(view(.caller, waits: isHeld)) }
    if let active {
      result.append(view(.agent(active.agent), waits: false))
      if case .answered(_, let consulted) = active.consult {
        result.append(view(consulted.party, waits: !isHeld))
      }
    }
    for participant in state.participants {
      result.append(view(participant.party, waits: isHeld))
    }
    return result
  }

  private func view(_ party: Party, waits: Bool) -> ConnectedParty {
    let standing: ConnectedParty.Standing
    if let span = record.spans.indices.last, state.openSegment != nil {
      let captured = record.captured[record.captured(of: span)]
      switch record.spans[span].kind {
      case .gap: standing = .gap
      case .censored: standing = .censored
      case .consult, .hold, .conference, .talk:
        standing = captured.contains(party) ? .captured : waits ? .onHold : .uncaptured
      }
    } else {
      standing = waits ? .onHold : .uncaptured
    }
    return ConnectedParty(party: party, standing: standing)
  }
}

extension Call {
  /// The rule of the segment that is open.
  package var openRule: RecordingRule? { state.openSegment?.rule }
}
