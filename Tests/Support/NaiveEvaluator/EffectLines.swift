/// What one event asks of recorders and screens, by comparing a call before and after it.
struct EffectLines {
  /// The call before the event; nothing if the event began it.
  let before: Call?
  let after: Call
  let seq: Int

  /// In this order: `stop`, `capture`, `notice`, `refused`.
  var lines: [Word] {
    let all = stop + capture + notices + refused
    return all.enumerated().map { index, fields in
      let start: [(key: Word, value: Word)] = [
        ("seq", Written.number(seq)),
        ("index", Written.number(index)),
        ("at", Written.moment(after.latest)),
        ("call", Written.string(after.id)),
      ]
      return Written.object(start + fields)
    }
  }

  private typealias Fields = [(key: Word, value: Word)]

  private var segmentBefore: Segment? {
    guard let before, let open = before.openSegment else { return nil }
    return before.segments[open]
  }

  private var segmentAfter: Segment? {
    after.openSegment.map { after.segments[$0] }
  }

  private var noticeBefore: Notice? {
    guard let before, let open = before.openNotice else { return nil }
    return before.notices[open]
  }

  private var noticeAfter: Notice? {
    after.openNotice.map { after.notices[$0] }
  }

  private var stop: [Fields] {
    guard let old = segmentBefore, segmentAfter?.number != old.number else { return [] }
    var stopped = old
    for segment in after.segments where segment.number == old.number {
      stopped = segment
    }
    return [
      [
        ("effect", Written.string("stop")),
        ("segment", Written.string(after.name(of: stopped))),
        ("agent", Written.string(stopped.agent)),
        ("endReason", Written.string(stopped.endReason)),
        ("kept", Written.truth(stopped.isKept)),
      ]
    ]
  }

  private var capture: [Fields] {
    guard let new = segmentAfter, let capture = new.history.last?.capture else { return [] }
    if let old = segmentBefore, old.number == new.number, old.history.last?.capture == capture,
      old.isKept == new.isKept
    {
      return []
    }
    return [
      [
        ("effect", Written.string("capture")),
        ("segment", Written.string(after.name(of: new))),
        ("agent", Written.string(new.agent)),
        ("rule", Written.string(new.rule.word)),
        ("track", Written.string(new.rule.track)),
        ("kind", Written.string(capture.kind)),
        ("captured", Written.strings(capture.captured)),
        ("kept", Written.truth(new.isKept)),
      ]
    ]
  }

  /// For each agent whose notice has changed, first one that is cleared.
  private var notices: [Fields] {
    var result: [Fields] = []
    if let old = noticeBefore, noticeAfter?.agent != old.agent {
      result.append(notice(of: old.agent, text: nil))
    }
    if let new = noticeAfter {
      let isAsBefore = noticeBefore?.agent == new.agent && noticeBefore?.text == new.text
      if !isAsBefore {
        result.append(notice(of: new.agent, text: new.text))
      }
    }
    return result
  }

  private func notice(of agent: Word, text: Word?) -> Fields {
    [
      ("effect", Written.string("notice")),
      ("agent", Written.string(agent)),
      ("text", Written.string(text)),
    ]
  }

  private var refused: [Fields] {
    after.refusals.dropFirst(before?.refusals.count ?? 0).map { refusal -> Fields in
      [
        ("effect", Written.string("refused")),
        ("agent", Written.string(refusal.agent)),
        ("request", Written.string(refusal.request)),
        ("reason", Written.string(refusal.reason)),
      ]
    }
  }
}
