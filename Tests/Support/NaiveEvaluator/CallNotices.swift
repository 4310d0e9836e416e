/// What an agent's screen shows while a segment of theirs is open and really recorded.
struct Notice {
  let segment: Int
  let agent: Word
  let text: Word
  let startedAt: Moment
  var endedAt: Moment?
}

extension Call {
  /// The notice that is shown, as its place among the notices.
  var openNotice: Int? {
    notices.indices.last { notices[$0].endedAt == nil }
  }

  /// While a segment is open and the recorder has not failed, its owner sees a notice of it.
  mutating func settleNotice(at: Moment) {
    var wanted: Segment?
    if let open = openSegment, !hasRecorderFailed {
      wanted = segments[open]
    }
    if let shown = openNotice, notices[shown].segment != wanted?.number {
      notices[shown].endedAt = at
    }
    if let wanted, openNotice == nil {
      notices.append(
        Notice(
          segment: wanted.number, agent: wanted.agent, text: wanted.rule.notice, startedAt: at))
    }
  }
}
