import Bytes
package import CallModel

/// What has happened in a call so far that its outcome tells: only ever added to.
///
/// Lists are flat and in order of time: a conversation's decisions, a segment's spans and a span's
/// captured parties begin at the place that it names and end where those of the next one begin.
package struct CallRecord: Sendable {
  package internal(set) var direction = Direction.inbound
  package internal(set) var caller: Name?
  package internal(set) var parent: Name?
  package internal(set) var startedAt = Instant.first
  package var endedAt: Instant?
  // There is room in place for what most calls have; more lies elsewhere.
  package var segments = ShortList<1, Segment>(blank: .blank)
  package var spans = ShortList<4, CapturedSpan>(blank: .blank)
  package var captured = ShortList<8, Party>(blank: .caller)
  package var conversations = ShortList<1, Conversation>(blank: .blank)
  package var decisions = ShortList<2, Decision>(blank: .blank)
  package var notices = ShortList<1, ShownNotice>(blank: .blank)
  package var refusals: [Refusal] = []
  package var anomalies: [Anomaly] = []
  /// What is known of spans that capture everyone of many.
  var everyone = EveryoneSpan()
}

/// When and why something ended.
package struct Ending: Hashable, Sendable, BitwiseCopyable {
  package var at: Instant
  package var reason: EndReason
}

/// The time in which an active agent and the other side were both there.
package struct Conversation: Sendable, BitwiseCopyable {
  package var startedAt: Instant
  package var ending: Ending?
  package var mandate: Mandate
  package var agent: Name
  package var queue: Name?
  /// The place of its first decision.
  package var firstDecision: UInt32

  static let blank = Conversation(
    startedAt: .first, ending: nil, mandate: .none, agent: Call.id, queue: nil, firstDecision: 0)
}

/// Which rule decided from a moment on, and what brought it.
package struct Decision: Sendable, BitwiseCopyable {
  package var at: Instant
  package var rule: Rule
  package var cause: EventType

  static let blank = Decision(at: .first, rule: .r6, cause: .callStarted)
}

/// One continuous recording, owned by one agent, inside one conversation.
package struct Segment: Sendable, BitwiseCopyable {
  package var startedAt: Instant
  package var ending: Ending?
  package var rule: RecordingRule
  /// Whether it is kept; while it is open, whether it would be if it ended now.
  package var isKept: Bool
  package var agent: Name
  /// The place of its first span.
  package var firstSpan: UInt32

  static let blank = Segment(
    startedAt: .first, ending: nil, rule: .r1, isKept: true, agent: Call.id, firstSpan: 0)
}

/// A stretch of a segment in which the same parties are captured; it ends where the next one of
/// its segment begins, or with the segment.
package struct CapturedSpan: Sendable, BitwiseCopyable {
  package var startedAt: Instant
  package var kind: SpanKind
  /// The place of its first captured party.
  package var firstCaptured: UInt32

  static let blank = CapturedSpan(startedAt: .first, kind: .talk, firstCaptured: 0)
}

/// A stretch of a segment in which its owner sees its notice: all but the gaps.
package struct ShownNotice: Sendable, BitwiseCopyable {
  package var startedAt: Instant
  package var endedAt: Instant?
  /// The place of its segment.
  package var segment: UInt32

  static let blank = ShownNotice(startedAt: .first, endedAt: nil, segment: 0)
}

/// A request that was not granted.
package struct Refusal: Hashable, Sendable, BitwiseCopyable {
  package var at: Instant
  package var agent: Name
  package var request: Request
  package var reason: RefusalReason
}

/// An unexpected event.
package struct Anomaly: Hashable, Sendable, BitwiseCopyable {
  package var at: Instant
  package var type: AnomalyType
  package var kind: AnomalyKind
}

/// The type of an unexpected event: a known one, or an unknown word.
package enum AnomalyType: Hashable, Sendable, BitwiseCopyable {
  case known(EventType)
  case unknown(Name)
}

extension CallRecord {
  /// Forgets everything and keeps only the room in place.
  mutating func clear() {
    endedAt = nil
    conversations.clear()
    decisions.clear()
    segments.clear()
    spans.clear()
    captured.clear()
    notices.clear()
    refusals.clear()
    anomalies.clear()
    everyone.clear()
  }

  /// Shows the open segment's notice.
  mutating func showNotice(at: Instant) {
    notices.append(
      ShownNotice(
        startedAt: at, endedAt: nil, segment: UInt32(truncatingIfNeeded: segments.count - 1)))
  }

  /// Clears the notice, if one is shown.
  mutating func clearNotice(at: Instant) {
    let last = notices.count - 1
    if last >= 0, notices[last].endedAt == nil { notices[last].endedAt = at }
  }

  /// The places of the decisions of the conversation at `index`.
  package func decisions(of index: Int) -> Range<Int> {
    let isLast = index + 1 == conversations.count
    let end = isLast ? decisions.count : Int(conversations[index + 1].firstDecision)
    return Int(conversations[index].firstDecision)..<end
  }

  /// The places of the spans of the segment at `index`.
  package func spans(of index: Int) -> Range<Int> {
    let isLast = index + 1 == segments.count
    let end = isLast ? spans.count : Int(segments[index + 1].firstSpan)
    return Int(segments[index].firstSpan)..<end
  }

  /// The places of the parties captured in the span at `index`.
  package func captured(of index: Int) -> Range<Int> {
    let end = index + 1 < spans.count ? Int(spans[index + 1].firstCaptured) : captured.count
    return Int(spans[index].firstCaptured)..<end
  }

  /// When the span at `index` of the segment at `segment` ended; `nil` while it is open.
  package func end(ofSpan index: Int, inSegment segment: Int) -> Instant? {
    index + 1 < spans(of: segment).upperBound
      ? spans[index + 1].startedAt : segments[segment].ending?.at
  }
}
