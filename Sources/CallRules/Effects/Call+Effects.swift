import CallModel

extension Call {
  /// What is compared before and after an event.
  struct OpenSegmentView {
    /// The segment's number in its call, from 1.
    var number: UInt32
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
      number: record.segmentCount, agent: active.agent, rule: segment.rule,
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
    if let after {
      let spanChanged = updateSpan(at: result.at)
      result.isCapturedAnew =
        spanChanged || before?.number != after.number || before?.isKept != after.isKept
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

extension Call {
  /// The effects of the transition that was the latest on this call, in the contract's order.
  package func effects(of transition: Transition) -> [Effect] {
    var effects: [Effect] = []
    if let stopped = transition.stopped { effects.append(.stop(stopped)) }
    if transition.isCapturedAnew, let capture { effects.append(.capture(capture)) }
    if let agent = transition.clearedNotice { effects.append(.notice(agent: agent, nil)) }
    if let shown = transition.shownNotice {
      effects.append(.notice(agent: shown.agent, shown.rule))
    }
    if let refusal = transition.refusal { effects.append(.refused(refusal)) }
    return effects
  }

  /// What the open segment captures, where one is open.
  package var capture: Effect.Capture? {
    guard let open = openSegment, let span = record.presentSpan else { return nil }
    return Effect.Capture(
      segment: open.number, agent: open.agent, rule: open.rule, kind: span.spanKind,
      captured: record.captured(owner: open.agent), isKept: open.isKept)
  }
}
