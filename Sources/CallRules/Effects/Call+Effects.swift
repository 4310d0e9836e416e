import CallModel

extension Call {
  /// What is compared before and after an event.
  struct OpenSegmentView {
    var index: Int
    var agent: Name
    var rule: RecordingRule
    var isKept: Bool
    /// Whether its owner sees its notice.
    var isShown: Bool

    /// What its owner's screen shows.
    var notice: Transition.Notice? {
      isShown ? Transition.Notice(agent: agent, rule: rule) : nil
    }
  }

  /// The segment that is open now.
  @inline(__always)
  var openSegment: OpenSegmentView? {
    guard let active = state.active, let segment = state.openSegment else { return nil }
    return OpenSegmentView(
      index: record.segments.count - 1, agent: active.agent, rule: segment.rule,
      isKept: segment.isKept, isShown: !state.recorderHasFailed)
  }

  /// Cuts the open segment's spans and states what the event changed for recorders and screens.
  @inline(__always)
  mutating func stateEffects(_ turn: inout Turn, _ before: OpenSegmentView?) {
    let after = openSegment
    if before != nil || after != nil { stateEffects(&turn.result, before, after) }
  }

  private mutating func stateEffects(
    _ result: inout Transition, _ before: OpenSegmentView?, _ after: OpenSegmentView?
  ) {
    let spanChanged = after != nil && updateSpan(at: result.at)
    if let before, before.index != after?.index { result.stopped = before.index }
    if let after {
      let isOther = before?.index != after.index || before?.isKept != after.isKept
      if isOther || spanChanged { result.capture = after.index }
    }
    let oldNotice = before?.notice
    let newNotice = after?.notice
    if oldNotice != newNotice {
      if let oldNotice, oldNotice.agent != newNotice?.agent {
        result.clearedNotice = oldNotice.agent
      }
      result.shownNotice = newNotice
    }
  }
}
