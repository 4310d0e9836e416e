import CallModel
@testable import Bytes
@testable import CallRules

/// What one event did to a call, held against the contract.
struct CheckedStep {
  var event: CallEvent<Name>
  var before: Call
  var after: Call
  var transition: Transition
  var buttons: Buttons
  private let old: History
  private let new: History

  init(
    event: CallEvent<Name>, before: Call, after: Call, transition: Transition, buttons: Buttons
  ) {
    (self.event, self.before, self.after) = (event, before, after)
    (self.transition, self.buttons) = (transition, buttons)
    (old, new) = (before.history, after.history)
  }

  /// What does not hold; empty where all does.
  ///
  /// Of an event that changes nothing no more is asked: all else is as it was before.
  var broken: [String] {
    let noted = brokenAnomalies
    if noted.isEmpty, isNothing { return [] }
    return noted + brokenPromises(of: after) + brokenExpectations(after) + brokenEffects
      + brokenTerms + brokenFloor(event, before, after)
  }

  /// Whether nothing is to happen but a note.
  private var isNothing: Bool {
    expectedAnomaly(event, in: before) != nil
      || new.refusals.count > old.refusals.count
  }

  /// What does not fit or is not granted is noted, and changes nothing else.
  private var brokenAnomalies: [String] {
    var broken: [String] = []
    let noted = new.anomalies[old.anomalies.count...].map(\.kind)
      .filter { $0 != .timeWentBackwards && $0 != .timeAhead }
    let expected = expectedAnomaly(event, in: before)
    if noted != (expected.map { [$0] } ?? []) {
      broken.append("anomalies \(noted), expected \(expected.map { "\($0)" } ?? "none")")
    }
    var refusal: RefusalReason?
    if case .request(let request, let agent) = event {
      refusal = expectedRefusal(request, by: agent, in: before, buttons)
    }
    let refused = new.refusals[old.refusals.count...].map(\.reason)
    if refused != (refusal.map { [$0] } ?? []) {
      broken.append("refusals \(refused), expected \(refusal.map { "\($0)" } ?? "none")")
    }
    if transition.refusal?.reason != refusal { broken.append("the refusal is told otherwise") }
    if expected != nil || refusal != nil, !isUnchanged {
      broken.append("an anomaly or refusal changed something")
    }
    return broken
  }

  private var isUnchanged: Bool {
    return before.state == after.state && before.names == after.names
      && old.conversations.count == new.conversations.count
      && old.decisions.count == new.decisions.count && old.segments.count == new.segments.count
      && old.spans.count == new.spans.count && old.captured.elementsEqual(new.captured)
      && old.endedAt == new.endedAt && effects.allSatisfy(\.isRefusal)
  }

  private var effects: [Effect] { after.effects(of: transition) }

  /// Effects compare the call before and after.
  private var brokenEffects: [String] {
    let (was, shown) = (Shown(before, old), Shown(after, new))
    var expected: [Effect] = []
    if let was, was.capture.segment != shown?.capture.segment {
      let segment = new.segments[Int(was.capture.segment) - 1]
      if let ending = segment.ending {
        expected.append(
          .stop(
            Effect.Stop(
              segment: was.capture.segment, agent: segment.agent, reason: ending.reason,
              isKept: segment.isKept)))
      }
    }
    if let shown, shown.capture != was?.capture { expected.append(.capture(shown.capture)) }
    if let notice = was?.notice, notice.agent != shown?.notice?.agent {
      expected.append(.notice(agent: notice.agent, nil))
    }
    if let notice = shown?.notice, notice != was?.notice {
      expected.append(.notice(agent: notice.agent, notice.rule))
    }
    if effects.filter({ !$0.isRefusal }) == expected { return [] }
    return ["effects are \(effects), expected \(expected)"]
  }

  /// S1, D1: what a conversation needs is read once; each change of rule is cited.
  private var brokenTerms: [String] {
    var broken: [String] = []
    let isSame = old.conversations.count == new.conversations.count
    if isSame, let old = before.state.active?.conversation,
      let new = after.state.active?.conversation, old.terms != new.terms || old.queue != new.queue
    {
      broken.append("the terms of a conversation changed")
    }
    for decision in new.decisions[old.decisions.count...] {
      if !transition.rules.contains(decision.rule) {
        broken.append("\(decision.rule) decided and is not among the rules applied")
      }
      if decision.cause != event.type { broken.append("a decision has another cause") }
    }
    return broken
  }
}

extension Effect {
  fileprivate var isRefusal: Bool {
    if case .refused = self { true } else { false }
  }
}

/// What a recorder and a screen have while a segment is open.
private struct Shown {
  var capture: Effect.Capture
  /// None while the recorder has failed.
  var notice: Transition.Notice?

  /// `nil` where no segment is open.
  init?(_ call: Call, _ history: History) {
    guard let last = history.segments.last, last.ending == nil, let span = history.spans.last else {
      return nil
    }
    capture = Effect.Capture(
      segment: UInt32(history.segments.count), agent: last.agent, rule: last.rule, kind: span.kind,
      captured: Array(history.captured[Int(span.firstCaptured)...]), isKept: last.isKept)
    if !call.state.recorderHasFailed {
      notice = Transition.Notice(agent: last.agent, rule: last.rule)
    }
  }
}
