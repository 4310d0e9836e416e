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
    /// They wait: on hold, also alone, or as the consulted party while the agent is back with the
    /// other side.
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
    let capturing = capturing
    var result: [ConnectedParty] = []
    func add(_ party: Party, waits: Bool) {
      let isSilent = waits || !isHeard(party)
      let standing = capturing.standing(of: party, waits: isSilent)
      result.append(ConnectedParty(party: party, standing: standing))
    }
    if state.caller == .connected { add(.caller, waits: isHeld) }
    if let active {
      add(.agent(active.agent), waits: false)
      if case .answered(_, let consulted) = active.consult {
        add(consulted.party, waits: !isHeld)
      }
    }
    for participant in state.participants.all { add(participant.party, waits: isHeld) }
    return result
  }

  /// What is captured now.
  private enum Capturing {
    case nobody(ConnectedParty.Standing)
    case these(Set<Party>)

    func standing(of party: Party, waits: Bool) -> ConnectedParty.Standing {
      switch self {
      case .nobody(let standing): standing
      case .these(let parties): parties.contains(party) ? .captured : waits ? .onHold : .uncaptured
      }
    }
  }

  private var capturing: Capturing {
    guard let capture else { return .these([]) }
    switch capture.kind {
    case .gap: return .nobody(.gap)
    case .censored: return .nobody(.censored)
    case .consult, .hold, .conference, .talk: return .these(Set(capture.captured))
    }
  }
}

extension Call {
  /// The rule of the segment that is open.
  package var openRule: RecordingRule? { state.openSegment?.rule }

  /// The agent who is active.
  package var activeAgent: Name? { state.active?.agent }

  /// What has happened so far.
  package var history: History { History(record) }
}
