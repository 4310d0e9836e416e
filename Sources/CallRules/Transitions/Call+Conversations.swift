import CallModel
import Settings

extension Call {
  /// Opens a conversation where an agent is active, the other side is there, and none is open (C1).
  ///
  /// What it needs of the settings is read here, once (S1); its queue is the one that waits, and
  /// from then on none does (C6).
  @inline(__always)
  mutating func openConversation(_ turn: inout Turn, _ settings: inout SettingsStore) {
    guard case .agent(let active) = state.floor, active.conversation == nil, state.hasOtherSide,
      record.endedAt == nil
    else { return }
    openConversation(of: active, &turn, &settings)
  }

  private mutating func openConversation(
    of active: ActiveAgent, _ turn: inout Turn, _ settings: inout SettingsStore
  ) {
    var active = active
    turn.rules.insert(.c1)
    turn.rules.insert(.s1)
    var queue = state.waitingQueue
    if queue != nil { turn.rules.insert(.c6) }
    state.waitingQueue = nil
    var recording =
      queue.map { names.withBytes(of: $0) { settings.recording(ofQueue: $0) } } ?? .off
    // An internal call has no queue, but one that must never be recorded (C6).
    if state.caller == .none, recording != .never { (queue, recording) = (nil, .off) }
    let terms = readTerms(active.agent, recording, &turn, &settings)
    let conversation = OpenConversation(
      queue: queue, terms: terms, ruling: .silent(.r6))
    active.conversation = conversation
    state.floor = .agent(active)
    record.conversations.append(
      Conversation(
        startedAt: turn.at, ending: nil, mandate: terms.mandate, agent: active.agent, queue: queue,
        firstDecision: UInt32(truncatingIfNeeded: record.decisions.count)))
    let decided = decide(terms, isManual: false)
    turn.rules.insert(decided.rule)
    record.decisions.append(Decision(at: turn.at, rule: decided.rule, cause: turn.type))
    rule(decided, turn)
  }

  /// Ends the open conversation, if one is, and its segment with it (C7, G1); every hold ends, and
  /// a consult goes on.
  mutating func endConversation(_ reason: EndReason, _ turn: inout Turn) {
    guard case .agent(var active) = state.floor, active.conversation != nil else { return }
    turn.rules.insert(.c1)
    turn.rules.insert(.c7)
    endSegment(reason, &turn)
    active.conversation = nil
    state.floor = .agent(active)
    state.held.removeAll()
    let last = record.conversations.count - 1
    record.conversations[last].ending = Ending(at: turn.at, reason: reason)
  }

  /// Ends the open segment, if one is (G1, G3, G5).
  mutating func endSegment(_ reason: EndReason, _ turn: inout Turn) {
    guard let segment = state.openSegment else { return }
    turn.rules.insert(.g1)
    if segment.rule == .r2 { turn.rules.insert(.g3) }
    if record.segments[record.segments.count - 1].startedAt == turn.at { turn.rules.insert(.g5) }
    record.endSegment(Ending(at: turn.at, reason: reason), isKept: segment.isKept)
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
    _ agent: Name, _ recording: QueueRecording, _ turn: inout Turn, _ settings: inout SettingsStore
  ) -> Terms {
    let policy = names.withBytes(of: agent) { settings.switches(ofUser: $0) }
    if hasOtherAgent { turn.rules.insert(.m4) }
    let forced = policy.contains(.recordingForced)
    let mandate: Mandate
    switch (recording, forced) {
    case (.never, _): mandate = .never
    case (.pending, _): mandate = .pending(isForcedOnAgent: forced)
    case (.forced, true): mandate = .forced(by: .agentAndQueue)
    case (.forced, false): mandate = .forced(by: .queue)
    case (.off, true): mandate = .forced(by: .agent)
    case (.off, false): mandate = .none
    }
    switch mandate {
    case .never: turn.rules.insert(.m1)
    case .pending: turn.rules.insert(.m2)
    case .forced: turn.rules.insert(.m3)
    case .none: turn.rules.insert(.m5)
    }
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
