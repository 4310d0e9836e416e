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
      || after.record.refusals.count > before.record.refusals.count
  }

  /// What does not fit or is not granted is noted, and changes nothing else.
  private var brokenAnomalies: [String] {
    var broken: [String] = []
    let noted = after.record.anomalies[before.record.anomalies.count...].map(\.kind)
      .filter { $0 != .timeWentBackwards && $0 != .timeAhead }
    let expected = expectedAnomaly(event, in: before)
    if noted != (expected.map { [$0] } ?? []) {
      broken.append("anomalies \(noted), expected \(expected.map { "\($0)" } ?? "none")")
    }
    var refusal: RefusalReason?
    if case .request(let request, let agent) = event {
      refusal = expectedRefusal(request, by: agent, in: before, buttons)
    }
    let refused = after.record.refusals[before.record.refusals.count...].map(\.reason)
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
    let (old, new) = (before.record, after.record)
    return before.state == after.state && before.names == after.names
      && old.conversations.count == new.conversations.count
      && old.decisions.count == new.decisions.count && old.segments.count == new.segments.count
      && old.spans.count == new.spans.count && old.captured.elementsEqual(new.captured)
      && old.endedAt == new.endedAt && transition.stopped == nil && transition.capture == nil
      && transition.clearedNotice == nil && transition.shownNotice == nil
  }

  /// Effects compare the call before and after.
  private var brokenEffects: [String] {
    let (old, new) = (Shown(before), Shown(after))
    var broken: [String] = []
    let isGone = old?.what.segment != new?.what.segment
    let stopped = isGone ? old?.what.segment : nil
    if transition.stopped != stopped { broken.append("'stop' is told otherwise") }
    let isOther = new?.what != old?.what
    let capture = new != nil && isOther ? new?.what.segment : nil
    if transition.capture != capture { broken.append("'capture' is told otherwise") }
    let (oldNotice, newNotice) = (old?.notice, new?.notice)
    let cleared = newNotice?.agent != oldNotice?.agent ? oldNotice?.agent : nil
    if transition.clearedNotice != cleared { broken.append("a cleared notice is told otherwise") }
    let shown = newNotice != oldNotice ? newNotice : nil
    if transition.shownNotice != shown { broken.append("a notice is told otherwise") }
    return broken
  }

  /// S1, D1: what a conversation needs is read once; each change of rule is cited.
  private var brokenTerms: [String] {
    var broken: [String] = []
    let isSame = before.record.conversations.count == after.record.conversations.count
    if isSame, let old = before.state.active?.conversation,
      let new = after.state.active?.conversation, old.terms != new.terms || old.queue != new.queue
    {
      broken.append("the terms of a conversation changed")
    }
    for decision in after.record.decisions[before.record.decisions.count...] {
      if !transition.rules.contains(decision.rule) {
        broken.append("\(decision.rule) decided and is not among the rules applied")
      }
      if decision.cause != event.type { broken.append("a decision has another cause") }
    }
    return broken
  }
}

/// What a recorder and a screen are told of.
private struct Shown {
  struct Recording: Equatable {
    var segment: Int
    var kind: SpanKind
    var captured: Set<Party>
    var isKept: Bool
  }

  var what: Recording
  /// None while the recorder has failed.
  var notice: Transition.Notice?

  /// `nil` where no segment is open.
  init?(_ call: Call) {
    let record = call.record
    guard let last = record.segments.last, last.ending == nil, let span = record.spans.last else {
      return nil
    }
    what = Recording(
      segment: record.segments.count - 1, kind: span.kind,
      captured: Set(record.captured[Int(span.firstCaptured)...]), isKept: last.isKept)
    if !call.state.recorderHasFailed {
      notice = Transition.Notice(agent: last.agent, rule: last.rule)
    }
  }
}
