import CallModel

// What only reads is `mutating` so that it reads where the call is: else the whole call would be
// copied for each event.
extension Call {
  /// Begins another span where the kind or whoever is captured is another than before, and says
  /// whether it is.
  mutating func updateSpan(at: Instant) -> Bool {
    guard let active = state.active, let segment = state.openSegment else { return false }
    let kind = spanKind(active, segment)
    if isUnchanged(kind, segment.rule.track, active) { return false }
    let track = segment.rule.track
    let isEveryone = track == .full && (kind == .talk || kind == .conference)
    // The first list of a crowd is made at once: only it can say whether it is another than before.
    if isEveryone, record.everyone.isPending || record.everyone.isKnown && hasCrowd {
      return record.cutCrowdSpan(kind, at: at)
    }
    let start = record.captured.count
    switch (kind, track) {
    case (.gap, _), (.censored, _): break
    case (.hold, _), (_, .agentOnly): capture(.agent(active.agent))
    case (.consult, .full): captureConsult(active)
    case (.conference, .full), (.talk, .full): captureEveryone(active)
    }
    let isOther = record.cutSpan(kind, capturedFrom: start, at: at)
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
    guard let span = record.presentSpan, span.kind == kind else { return false }
    let first = Int(span.firstCaptured)
    let count = record.captured.count - first
    switch (kind, track) {
    case (.gap, _), (.censored, _): return count == 0
    case (.hold, _), (_, .agentOnly):
      let owner = Party.agent(active.agent)
      return isHeard(owner) ? count == 1 && record.captured[first] == owner : count == 0
    case (.talk, .full):
      return count == 2 && state.held.isEmpty && state.caller == .connected
        && state.participants.isEmpty
        && record.captured[first] == .agent(active.agent) && record.captured[first + 1] == .caller
    case (.consult, .full), (.conference, .full): return false
    }
  }

  private mutating func captureConsult(_ active: ActiveAgent) {
    capture(.agent(active.agent))
    if case .answered(_, let consulted) = active.consult { capture(consulted.party) }
  }

  private mutating func captureEveryone(_ active: ActiveAgent) {
    capture(.agent(active.agent))
    if state.caller == .connected { capture(.caller) }
    if state.participants.isEmpty { return }
    for participant in state.participants.all { capture(participant.party) }
  }

  /// Captures `party`, unless they cannot be heard or are a number that denied.
  @inline(__always)
  private mutating func capture(_ party: Party) {
    if mayBeCaptured(party) { record.captured.append(party) }
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
  mutating func settleSpan() {
    if record.everyone.isPending { listEveryone() }
  }

  @inline(never)
  private mutating func listEveryone() {
    record.everyone.settle()
    guard let active = state.active, let span = record.spans.last else { return }
    record.spans.shorten(to: record.spans.count - 1)
    if record.isListedAlready(span.kind) {
      return record.everyone.list(record.spans.count - 1)
    }
    let start = record.captured.count
    captureEveryone(active)
    record.append(span, capturedFrom: start)
  }
}

extension CallRecord {
  /// Begins a span that captures everyone, to be listed later, where the present one is not that.
  ///
  /// Returns whether what is captured is another than before.
  fileprivate mutating func cutCrowdSpan(_ kind: SpanKind, at: Instant) -> Bool {
    if let last = presentSpan {
      if last.kind == kind, everyone.isCurrent { return false }
      if last.startedAt == at { dropLastSpan() }
    }
    everyone.begin()
    let first = UInt32(truncatingIfNeeded: captured.count)
    spans.append(CapturedSpan(startedAt: at, kind: kind, firstCaptured: first))
    return true
  }

  /// The present span lists everyone as they are now.
  fileprivate mutating func noteEveryoneListed() {
    everyone.noteCurrent()
    everyone.list(spans.count - 1)
  }

  /// Whether the last span is of a kind and captures everyone as they are now, as far as that can be
  /// said without a list.
  fileprivate func isListedAlready(_ kind: SpanKind) -> Bool {
    guard let last = presentSpan, last.kind == kind else { return false }
    return everyone.isSame(as: spans.count - 1)
  }

  /// Puts a span at the end whose parties stand at the end of `captured` from `start` on, unless the
  /// last one is like it.
  fileprivate mutating func append(_ span: CapturedSpan, capturedFrom start: Int) {
    sortCaptured(from: start)
    if isPresent(span.kind, capturedFrom: start) {
      captured.shorten(to: start)
    } else {
      var span = span
      span.firstCaptured = UInt32(truncatingIfNeeded: start)
      spans.append(span)
    }
    everyone.list(spans.count - 1)
  }

  /// Takes the last span away, and whom it captured.
  fileprivate mutating func dropLastSpan() {
    captured.shorten(to: Int(spans[spans.count - 1].firstCaptured))
    spans.shorten(to: spans.count - 1)
    everyone.drop(from: spans.count)
  }
}

extension CallRecord {
  /// Ends the open segment's present span and begins the next one, whose captured parties stand
  /// at the end of `captured` from `start` on; or takes them away again where nothing has changed.
  ///
  /// A span that turns out to be empty is dropped, and neighbours that are then alike are merged.
  /// Returns whether what is captured is another than before.
  fileprivate mutating func cutSpan(
    _ kind: SpanKind, capturedFrom start: Int, at: Instant
  ) -> Bool {
    // One order for the same parties, whoever connected first, so that alike is equal.
    sortCaptured(from: start)
    if isPresent(kind, capturedFrom: start) {
      captured.shorten(to: start)
      return false
    }
    var start = start
    if let last = presentSpan, last.startedAt == at {
      start = dropCaptured(from: Int(last.firstCaptured), to: start)
      spans.shorten(to: spans.count - 1)
      everyone.drop(from: spans.count)
      if isPresent(kind, capturedFrom: start) {
        captured.shorten(to: start)
        return true
      }
    }
    let first = UInt32(truncatingIfNeeded: start)
    spans.append(CapturedSpan(startedAt: at, kind: kind, firstCaptured: first))
    return true
  }

  /// Ends the open segment, and its notice; a span that would be empty is dropped (G5).
  mutating func endSegment(_ ending: Ending, isKept: Bool) {
    clearNotice(at: ending.at)
    if let last = presentSpan, last.startedAt == ending.at { dropLastSpan() }
    everyone.drop(from: 0)
    segments[segments.count - 1].ending = ending
    segments[segments.count - 1].isKept = isKept
  }

  /// Takes the parties of a dropped span away, and lets those of the next move up; returns where
  /// they are then.
  private mutating func dropCaptured(from start: Int, to next: Int) -> Int {
    for place in next..<captured.count { captured[start + place - next] = captured[place] }
    captured.shorten(to: captured.count - (next - start))
    return start
  }

  /// Sorts the parties from `start` on: mostly two, hardly ever more than a few.
  private mutating func sortCaptured(from start: Int) {
    let count = captured.count - start
    if count < 2 { return }
    if count > 16 { return sortMany(from: start) }
    for place in start + 1..<captured.count {
      let party = captured[place]
      var hole = place
      while hole > start, party.rank < captured[hole - 1].rank {
        captured[hole] = captured[hole - 1]
        hole -= 1
      }
      captured[hole] = party
    }
  }

  /// Sorts the parties from `start` on, beside the list: to sort a slice would copy all of it.
  private mutating func sortMany(from start: Int) {
    let sorted = (start..<captured.count).map { captured[$0] }.sorted { $0.rank < $1.rank }
    for (offset, party) in sorted.enumerated() { captured[start + offset] = party }
  }

  /// The last segment's last span.
  @inline(__always)
  fileprivate var presentSpan: CapturedSpan? {
    guard let segment = segments.last, spans.count > segment.firstSpan else { return nil }
    return spans[spans.count - 1]
  }

  @inline(__always)
  private func isPresent(_ kind: SpanKind, capturedFrom start: Int) -> Bool {
    guard let last = presentSpan, last.kind == kind else { return false }
    let count = captured.count - start
    let first = Int(last.firstCaptured)
    guard start - first == count else { return false }
    for place in 0..<count where captured[first + place] != captured[start + place] { return false }
    return true
  }
}
