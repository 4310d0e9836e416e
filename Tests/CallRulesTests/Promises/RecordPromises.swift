import CallModel
@testable import Bytes
@testable import CallRules

/// What is always true of a call (rule section 5), written from the contract; empty where all of
/// it holds.
func brokenPromises(of call: Call) -> [String] {
  var broken: [String] = []
  let record = call.history
  broken += brokenConversations(record)
  broken += brokenSegments(record)
  for index in record.segments.indices { broken += brokenSpans(of: index, record) }
  broken += brokenNotices(record, recorderHasFailed: call.state.recorderHasFailed)
  broken += brokenMoment(call)
  return broken
}

/// 5.1, 5.5: one conversation at a time, each with its decisions from its start on.
private func brokenConversations(_ record: History) -> [String] {
  var broken: [String] = []
  var free = record.startedAt
  for (index, conversation) in record.conversations.enumerated() {
    let decisions = record.decisions[record.decisions(of: index)]
    if conversation.startedAt < free { broken.append("two conversations are open at once") }
    if conversation.ending == nil, index + 1 < record.conversations.count {
      broken.append("a conversation is open and not the last")
    }
    if decisions.first?.at != conversation.startedAt {
      broken.append("a conversation's beginning is covered by no rule")
    }
    for (one, next) in zip(decisions, decisions.dropFirst()) {
      if one.rule == next.rule { broken.append("a decision repeats \(one.rule)") }
      if one.at > next.at { broken.append("decisions are not in order of time") }
    }
    free = conversation.ending?.at ?? record.endedAt ?? .last
    if let last = decisions.last, last.at > free { broken.append("a decision after the end") }
    if free < conversation.startedAt { broken.append("a conversation ends before it starts") }
  }
  if let end = record.endedAt, free > end { broken.append("a conversation outlives its call") }
  return broken
}

/// 5.1, 5.2, 5.5, 5.7, G1, D1: the segments are exactly the stretches in which R1, R2, R3 or R5
/// decides.
private func brokenSegments(_ record: History) -> [String] {
  var expected: [Segment] = []
  for (index, conversation) in record.conversations.enumerated() {
    let places = record.decisions(of: index)
    for place in places {
      guard let rule = RecordingRule(record.decisions[place].rule) else { continue }
      var ending = conversation.ending
      if place + 1 < places.upperBound {
        let next = record.decisions[place + 1]
        ending = Ending(
          at: next.at, reason: next.cause == .manualStop ? .stopped : .consentChanged)
      }
      expected.append(
        Segment(
          startedAt: record.decisions[place].at, ending: ending, rule: rule, isKept: true,
          agent: conversation.agent, firstSpan: 0))
    }
  }
  guard expected.count == record.segments.count else {
    return ["\(record.segments.count) segments where rules decide \(expected.count)"]
  }
  var broken: [String] = []
  for (segment, expected) in zip(record.segments, expected) {
    if segment.agent != expected.agent { broken.append("a segment of another agent") }
    if segment.rule != expected.rule { broken.append("a segment under another rule") }
    if segment.startedAt != expected.startedAt { broken.append("a segment starts otherwise") }
    if segment.ending != expected.ending { broken.append("a segment ends otherwise") }
    if segment.rule != .r2, !segment.isKept { broken.append("a segment is not kept") }
  }
  return broken
}

/// 5.3, 5.6: spans tile their segment, neighbours differ, and none takes whom it must not.
private func brokenSpans(of index: Int, _ record: History) -> [String] {
  var broken: [String] = []
  let segment = record.segments[index]
  let owner = Party.agent(segment.agent)
  let places = record.spans(of: index)
  if places.isEmpty {
    return segment.ending?.at == segment.startedAt ? [] : ["a segment without spans"]
  }
  if record.spans[places.lowerBound].startedAt != segment.startedAt {
    broken.append("the first span does not start with its segment")
  }
  for place in places {
    let span = record.spans[place]
    let captured = record.captured[record.captured(of: place)]
    let end = record.end(ofSpan: place, inSegment: index)
    if let end, end <= span.startedAt { broken.append("a span takes no time") }
    switch span.kind {
    case .gap, .censored: if !captured.isEmpty { broken.append("\(span.kind) captures") }
    case .hold: if captured.contains(where: { $0 != owner }) { broken.append("hold captures") }
    case .consult, .conference, .talk: break
    }
    if segment.rule == .r3, captured.contains(where: { $0 != owner }) {
      broken.append("agent-only captures more")
    }
    if Set(captured).count != captured.count { broken.append("somebody is captured twice") }
    if place > places.lowerBound, record.spans[place - 1].kind == span.kind,
      record.captured[record.captured(of: place - 1)].elementsEqual(captured)
    {
      broken.append("neighbouring spans are alike")
    }
  }
  return broken
}

/// 5.1: one notice at a time, within its segment, and none in a gap; each span that is no gap has
/// one from its start to its end.
private func brokenNotices(_ record: History, recorderHasFailed: Bool) -> [String] {
  var broken: [String] = []
  var free = record.startedAt
  for (place, notice) in record.notices.enumerated() {
    let segment = record.segments[Int(notice.segment)]
    if notice.startedAt < max(free, segment.startedAt) { broken.append("a notice starts early") }
    free = notice.endedAt ?? .last
    if free < notice.startedAt { broken.append("a notice ends before it starts") }
    if let end = segment.ending?.at, free > end { broken.append("a notice outlives its segment") }
    if notice.endedAt == nil, place + 1 < record.notices.count || recorderHasFailed {
      broken.append("a notice is shown and should not be")
    }
  }
  for index in record.segments.indices {
    for place in record.spans(of: index) {
      let start = record.spans[place].startedAt
      let end = record.end(ofSpan: place, inSegment: index)
      let isShown = record.notices.contains { notice in
        guard Int(notice.segment) == index, notice.startedAt <= start else { return false }
        // A span that is open goes on behind the last moment that a time can name.
        guard let end else { return notice.endedAt == nil }
        return notice.endedAt.map { $0 >= end } ?? true
      }
      if isShown == (record.spans[place].kind == .gap) { broken.append("a notice and a gap") }
    }
  }
  return broken
}

/// 5.1, 5.4, 5.7, C1: what holds at this moment.
private func brokenMoment(_ call: Call) -> [String] {
  let (state, record) = (call.state, call.history)
  var broken: [String] = []
  let isTalking = record.conversations.last.map { $0.ending == nil } ?? false
  let isRecording = record.segments.last.map { $0.ending == nil } ?? false
  let isOtherSideThere: Bool =
    switch state.caller {
    case .connected: true
    case .awaited, .left: false
    case .none: state.participants.all.contains { !$0.isHelper }
    }
  let shouldTalk = state.active != nil && isOtherSideThere && record.endedAt == nil
  if isTalking != shouldTalk { broken.append("a conversation is open, or not, against C1") }
  if isTalking, record.conversations.last?.agent != state.active?.agent {
    broken.append("the conversation is not the active agent's")
  }
  if isRecording, !isTalking { broken.append("a segment is open outside a conversation") }
  let denies = record.direction != .internal && state.consent == .denied
  if isRecording, denies, record.segments.last?.rule != .r3 {
    broken.append("a denied call is recorded with everyone")
  }
  if isRecording, record.segments.last?.agent != state.active?.agent {
    broken.append("the open segment is not the active agent's")
  }
  return broken
}
