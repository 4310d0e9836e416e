import CallModel

extension Call {
  /// Begins another span where the kind or whoever is captured is another than before, and says
  /// whether it is.
  mutating func updateSpan(at: Instant) -> Bool {
    guard let active = state.active, let segment = state.openSegment else { return false }
    let kind = spanKind(active, segment)
    let track = segment.rule.track
    if isUnchanged(kind, track, active) { return false }
    let isEveryone = track == .full && (kind == .talk || kind == .conference)
    // The first list of a crowd is made at once: only it can say whether it is another than before.
    if isEveryone, record.everyone.isPending || record.everyone.isKnown && hasCrowd {
      return record.cutCrowdSpan(kind, at: at)
    }
    let isOther = record.cutSpan(capture(kind, track, active), at: at)
    if isEveryone, record.everyone.isKnown || hasCrowd { record.noteEveryoneListed() }
    return isOther
  }

  /// What the open segment's present span is: the first that holds.
  @inline(__always)
  private mutating func spanKind(_ active: ActiveAgent, _ segment: OpenSegment) -> SpanKind {
    if state.recorderHasFailed { return .gap }
    if segment.isCensored || state.isSecure { return .censored }
    if active.conversation?.isHeld == true {
      if case .answered = active.consult { return .consult }
      return .hold
    }
    let others = heardOthers(active)
    if others == 0 { return .hold }
    let parties = others + (isHeard(.agent(active.agent)) ? 1 : 0)
    return parties > 2 ? .conference : .talk
  }

  /// How many can be heard of the caller and the participants.
  @inline(__always)
  private mutating func heardOthers(_ active: ActiveAgent) -> Int {
    let connected = (state.caller == .connected ? 1 : 0) + state.participants.count
    return state.held.isEmpty ? connected : connected - heldOthers(active)
  }

  /// How many are on hold alone of the caller and the participants.
  private mutating func heldOthers(_ active: ActiveAgent) -> Int {
    var held = Int(state.held.count) + (state.held.hasCaller ? 1 : 0)
    if state.held.contains(.agent(active.agent)) { held -= 1 }
    if case .answered(_, let consulted) = active.consult, state.held.contains(consulted.party) {
      held -= 1
    }
    return held
  }

  /// Whether the present span is of this kind and captures whom it would now, as far as that can
  /// be said without a list: mostly two are there, and nothing has changed.
  @inline(__always)
  private mutating func isUnchanged(
    _ kind: SpanKind, _ track: Track, _ active: ActiveAgent
  ) -> Bool {
    guard let span = record.presentSpan, span.spanKind == kind else { return false }
    switch (kind, track) {
    case (.gap, _), (.censored, _): return true
    case (.hold, _), (_, .agentOnly): return span.hasOwner == isHeard(.agent(active.agent))
    case (.talk, .full):
      return span.hasOwner && span.hasCaller && span.othersCount == 0 && state.held.isEmpty
        && state.caller == .connected && state.participants.isEmpty
    case (.consult, .full), (.conference, .full): return false
    }
  }

  /// What a span of this kind captures now: nobody who cannot be heard, nor a number that denied.
  private mutating func capture(
    _ kind: SpanKind, _ track: Track, _ active: ActiveAgent
  ) -> Capture {
    var capture = Capture(kind)
    switch (kind, track) {
    case (.gap, _), (.censored, _): return capture
    case (.hold, _), (.consult, _), (.conference, _), (.talk, _): break
    }
    capture.hasOwner = mayBeCaptured(.agent(active.agent))
    switch (kind, track) {
    case (.gap, _), (.censored, _), (.hold, _), (_, .agentOnly): break
    case (.consult, .full):
      if case .answered(_, let consulted) = active.consult, mayBeCaptured(consulted.party) {
        capture.add([consulted.party])
      }
    case (.conference, .full), (.talk, .full): addEveryone(to: &capture)
    }
    return capture
  }

  /// Captures whoever is connected beside the active agent and can be heard.
  private func addEveryone(to capture: inout Capture) {
    capture.hasCaller = state.caller == .connected && mayBeCaptured(.caller)
    if state.participants.isEmpty { return }
    capture.add(state.participants.all.lazy.map(\.party).filter { mayBeCaptured($0) })
  }

  /// Whether `party`, who is connected, can be heard and is no number that denied.
  @inline(__always)
  func mayBeCaptured(_ party: Party) -> Bool {
    guard isHeard(party) else { return false }
    switch party {
    case .caller, .agent: return true
    case .number(let name): return !names[memory: name].contains(.numberDenies)
    }
  }
}

// Where many are connected, whoever is captured is listed once it is known that time went on: else each
// of many who come in one instant would have all the others listed anew.
extension Call {
  /// Connected parties above which spans are listed late.
  private static let few = 16

  var hasCrowd: Bool {
    mutating get { state.participants.count > Self.few }
  }

  /// Lists whom the present span captures, where that is still to be done: before anything changes at a
  /// later time, and before the span is looked at.
  @inline(__always)
  mutating func settleSpan() {
    if record.everyone.isPending { listEveryone() }
  }

  @inline(never)
  private mutating func listEveryone() {
    record.everyone.settle()
    guard let active = state.active, let span = record.presentSpan else { return }
    if record.dropUnlisted() { return }
    record.listEveryone(capture(span.spanKind, .full, active), at: span.at)
  }
}
