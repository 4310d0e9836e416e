import CallModel

extension CallRecord {
  /// The record that has this history, of a call whose latest time is `latest`.
  ///
  /// Each segment stands in the journal behind the decision that began it, and what happened to it
  /// behind that; a history whose segments are not those of its decisions has no record, and another
  /// one is made.
  init(_ history: History, recorderHasFailed: Bool, at latest: Instant) {
    (direction, caller, parent) = (history.direction, history.caller, history.parent)
    (startedAt, endedAt) = (history.startedAt, history.endedAt)
    var rest = Rest(segments: 0..<history.segments.count)
    for (index, conversation) in history.conversations.enumerated() {
      beginConversation(
        at: conversation.startedAt, of: conversation.agent, from: conversation.queue,
        conversation.mandate)
      for decision in history.decisions[history.decisions(of: index)] {
        add(decision, of: history, &rest)
      }
      if let ending = conversation.ending { endConversation(ending) }
    }
    setRecorder(recorderHasFailed, at: latest, &rest)
    for refusal in history.refusals { report(refusal) }
    for anomaly in history.anomalies { report(anomaly) }
  }

  /// What of a history is not in the record yet.
  private struct Rest {
    var segments: Range<Int>
    var notices = 0
    /// Whether the recorder has failed by what is in the record.
    var recorderHasFailed = false
  }

  private mutating func add(_ decision: Decision, of history: History, _ rest: inout Rest) {
    guard RecordingRule(decision.rule) != nil, let index = rest.segments.popFirst() else {
      return decide(at: decision.at, decision.rule, cause: decision.cause)
    }
    let segment = history.segments[index]
    let shown = notices(of: index, history, &rest)
    let isShown = shown.first?.startedAt == decision.at
    setRecorder(!isShown, at: decision.at, &rest)
    decide(at: decision.at, decision.rule, cause: decision.cause)
    if segment.rule == .r2, segment.isKept { save(at: segment.startedAt, true) }
    for span in history.spans(of: index) {
      let captured = history.captured[history.captured(of: span)]
      beginSpan(
        Capture(history.spans[span].kind, captured, owner: segment.agent),
        at: history.spans[span].startedAt)
    }
    for (place, notice) in shown.enumerated() {
      setRecorder(false, at: notice.startedAt, &rest)
      if let end = notice.endedAt, end != segment.ending?.at || place + 1 < shown.count {
        setRecorder(true, at: end, &rest)
      }
    }
    if let ending = segment.ending { endSegment(ending) }
  }

  private func notices(
    of segment: Int, _ history: History, _ rest: inout Rest
  ) -> ArraySlice<ShownNotice> {
    let start = rest.notices
    while rest.notices < history.notices.count,
      Int(history.notices[rest.notices].segment) == segment
    { rest.notices += 1 }
    return history.notices[start..<rest.notices]
  }

  private mutating func setRecorder(_ hasFailed: Bool, at: Instant, _ rest: inout Rest) {
    if rest.recorderHasFailed == hasFailed { return }
    rest.recorderHasFailed = hasFailed
    recorder(at: at, hasFailed: hasFailed)
  }
}

extension Capture {
  /// A span's kind, and those whom it captures.
  fileprivate init(_ kind: SpanKind, _ captured: ArraySlice<Party>, owner: Name) {
    self.init(kind)
    hasOwner = captured.contains(.agent(owner))
    hasCaller = captured.contains(.caller)
    add(captured.filter { $0 != .agent(owner) && $0 != .caller })
  }
}
