import CallModel
import Settings

extension Call {
  /// Opens a conversation where an agent is active, the other side is there, and none is open (C1).
  ///
  /// What it needs of the settings is read here, once (S1); its queue is the one that waits, and
  /// from then on none does (C6).
  @inline(__always)
  mutating func openConversation(_ turn: inout Turn, _ settings: borrowing SettingsStore) {
    guard case .agent(let active) = state.floor, active.conversation == nil, state.hasOtherSide,
      record.endedAt == nil
    else { return }
    openConversation(of: active.agent, &turn, settings)
  }

  private mutating func openConversation(
    of agent: Name, _ turn: inout Turn, _ settings: borrowing SettingsStore
  ) {
    turn.rules.insert(.c1)
    turn.rules.insert(.s1)
    var queue = state.waitingQueue
    if queue != nil { turn.rules.insert(.c6) }
    state.waitingQueue = nil
    var recording =
      queue.map { names.withBytes(of: $0) { settings.recording(ofQueue: $0) } } ?? .off
    // An internal call has no queue, but one that must never be recorded (C6).
    if state.caller == .none, recording != .never { (queue, recording) = (nil, .off) }
    let terms = readTerms(agent, recording, &turn, settings)
    let decided = decide(terms, isManual: false)
    turn.rules.insert(decided.rule)
    state.active?.conversation = OpenConversation(queue: queue, terms: terms, ruling: decided)
    record.beginConversation(at: turn.at, of: agent, from: queue, terms.mandate)
    record.decide(at: turn.at, decided.rule, cause: turn.type)
  }

  /// Ends the open conversation, if one is, and its segment with it (C7, G1); every hold ends, and
  /// a consult goes on.
  mutating func endConversation(_ reason: EndReason, _ turn: inout Turn) {
    guard state.active?.conversation != nil else { return }
    turn.rules.insert(.c1)
    turn.rules.insert(.c7)
    endSegment(reason, &turn)
    state.active?.conversation = nil
    state.held.removeAll()
    record.endConversation(Ending(at: turn.at, reason: reason))
  }

  /// Ends the open segment, if one is (G1, G3, G5).
  mutating func endSegment(_ reason: EndReason, _ turn: inout Turn) {
    guard let active = state.active, let segment = state.openSegment else { return }
    turn.rules.insert(.g1)
    if segment.rule == .r2 { turn.rules.insert(.g3) }
    if record.segmentStartedAt == turn.at { turn.rules.insert(.g5) }
    record.endSegment(Ending(at: turn.at, reason: reason))
    turn.result.stopped = Effect.Stop(
      segment: record.segmentCount, agent: active.agent, reason: reason, isKept: segment.isKept)
  }

  /// The other side of an internal call may be gone: then the conversation is over (C7).
  mutating func endConversationWithoutOtherSide(_ turn: inout Turn) {
    if state.caller == .none, !state.hasOtherSide { endConversation(.partyLeft, &turn) }
  }

  /// The call enters a queue, which waits: no late report of a transfer decides otherwise (C10).
  mutating func entered(_ queue: Name, _ turn: inout Turn) {
    if case .nobody(.left(var departure)) = state.floor {
      departure.hasEnteredQueue = true
      state.floor = .nobody(.left(departure))
    }
    wait(in: queue, &turn)
  }

  /// A queue waits for the next conversation (C6).
  mutating func wait(in queue: Name, _ turn: inout Turn) {
    turn.rules.insert(.c6)
    state.waitingQueue = queue
  }

  @inline(__always)
  private func readTerms(
    _ agent: Name, _ recording: QueueRecording, _ turn: inout Turn,
    _ settings: borrowing SettingsStore
  ) -> Terms {
    let policy = names.withBytes(of: agent) { settings.switches(ofUser: $0) }
    if hasOtherAgent { turn.rules.insert(.m4) }
    let mandate = Mandate(recording, isForcedOnAgent: policy.contains(.recordingForced))
    turn.rules.insert(mandate.rule)
    return Terms(
      mandate: mandate,
      recordsAgentWhenCallerDenies: policy.contains(.recordAgentWhenCallerDenies),
      requiresConsent: policy.contains(.consentRequired) && state.caller != .none)
  }

  /// Whether an agent is connected whose settings do not count, not being active (M4).
  @inline(__always)
  private var hasOtherAgent: Bool {
    if case .answered(_, let consulted) = state.active?.consult, case .agent = consulted.party {
      return true
    }
    return state.participants.hasAgent
  }
}
