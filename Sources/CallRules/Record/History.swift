package import CallModel

/// What has happened in a call, read from its record: everything that its outcome tells.
///
/// Lists are flat and in order of time: a conversation's decisions, a segment's spans and a span's
/// captured parties begin at the index that it names and end where those of the next one begin. A
/// history is a copy: to change it changes no call.
package struct History: Sendable {
  package var direction = Direction.inbound
  package var caller: Name?
  package var parent: Name?
  package var startedAt = Instant.first
  package var endedAt: Instant?
  package var conversations: [Conversation] = []
  package var decisions: [Decision] = []
  package var segments: [Segment] = []
  package var spans: [CapturedSpan] = []
  /// Of each span by rank, an order that does not depend on names.
  package var captured: [Party] = []
  package var notices: [ShownNotice] = []
  package var refusals: [Refusal] = []
  package var anomalies: [Anomaly] = []
  private var recorderHasFailed = false

  /// Of no call yet.
  package init() {}

  /// Of the call with this record.
  package init(_ record: CallRecord) { read(record) }
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
  /// The index of its first decision.
  package var firstDecision: UInt32
  /// The size of the call's record before it began.
  package var position = 0
}

/// Which rule decided from a moment on, and what brought it.
package struct Decision: Sendable, BitwiseCopyable {
  package var at: Instant
  package var rule: Rule
  package var cause: EventType
  /// The size of the call's record before it was made.
  package var position = 0
}

/// One continuous recording, owned by one agent, inside one conversation.
package struct Segment: Sendable, BitwiseCopyable {
  package var startedAt: Instant
  package var ending: Ending?
  package var rule: RecordingRule
  /// Whether it is kept; while it is open, whether it would be if it ended now.
  package var isKept: Bool
  package var agent: Name
  /// The index of its first span.
  package var firstSpan: UInt32
  /// The size of the call's record before it began.
  package var position = 0
}

/// A stretch of a segment in which the same parties are captured; it ends where the next one of
/// its segment begins, or with the segment.
package struct CapturedSpan: Sendable, BitwiseCopyable {
  package var startedAt: Instant
  package var kind: SpanKind
  /// The index of its first captured party.
  package var firstCaptured: UInt32
}

/// A stretch of a segment in which its owner sees its notice: all but the gaps.
package struct ShownNotice: Sendable, BitwiseCopyable {
  package var startedAt: Instant
  package var endedAt: Instant?
  /// The index of its segment.
  package var segment: UInt32
  /// The size of the call's record before it was shown.
  package var position = 0
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

extension History {
  /// The indices of the decisions of the conversation at `index`.
  package func decisions(of index: Int) -> Range<Int> {
    let isLast = index + 1 == conversations.count
    let end = isLast ? decisions.count : Int(conversations[index + 1].firstDecision)
    return Int(conversations[index].firstDecision)..<end
  }

  /// The indices of the spans of the segment at `index`.
  package func spans(of index: Int) -> Range<Int> {
    let isLast = index + 1 == segments.count
    let end = isLast ? spans.count : Int(segments[index + 1].firstSpan)
    return Int(segments[index].firstSpan)..<end
  }

  /// The indices of the parties captured in the span at `index`.
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

// Reading a record: one pass over its journal.
extension History {
  /// Becomes the history of the call with this record; what was read before is forgotten, and only
  /// its room kept.
  package mutating func read(_ record: borrowing CallRecord) {
    forget()
    (direction, caller, parent) = (record.direction, record.caller, record.parent)
    (startedAt, endedAt) = (record.startedAt, record.endedAt)
    var position = 0
    while position < record.journal.count {
      let entry = record.journal[position]
      switch entry.kind {
      case .nothing, .parties: break
      case .conversation: begin(entry, position)
      case .conversationEnd: conversations[conversations.count - 1].ending = entry.ending
      case .decision: decide(entry, position)
      case .saved: segments[segments.count - 1].isKept = entry.holds
      case .segmentEnd:
        segments[segments.count - 1].ending = entry.ending
        clearNotice(at: entry.at)
      case .recorder: recorder(entry, position)
      case .span: position = span(entry, position, record)
      case .refusal: refusals.append(entry.refusal)
      case .anomaly: anomalies.append(entry.anomaly)
      }
      position += 1
    }
  }

  private mutating func forget() {
    conversations.removeAll(keepingCapacity: true)
    decisions.removeAll(keepingCapacity: true)
    segments.removeAll(keepingCapacity: true)
    spans.removeAll(keepingCapacity: true)
    captured.removeAll(keepingCapacity: true)
    notices.removeAll(keepingCapacity: true)
    refusals.removeAll(keepingCapacity: true)
    anomalies.removeAll(keepingCapacity: true)
    recorderHasFailed = false
  }

  private mutating func begin(_ entry: JournalEntry, _ position: Int) {
    conversations.append(
      Conversation(
        startedAt: entry.at, ending: nil, mandate: entry.mandate, agent: entry.agent,
        queue: entry.queue, firstDecision: UInt32(truncatingIfNeeded: decisions.count),
        position: position))
  }

  private mutating func decide(_ entry: JournalEntry, _ position: Int) {
    decisions.append(
      Decision(at: entry.at, rule: entry.rule, cause: entry.cause, position: position))
    guard let rule = RecordingRule(entry.rule) else { return }
    segments.append(
      Segment(
        startedAt: entry.at, ending: nil, rule: rule, isKept: rule != .r2,
        agent: conversations[conversations.count - 1].agent,
        firstSpan: UInt32(truncatingIfNeeded: spans.count), position: position))
    if !recorderHasFailed { showNotice(entry, position) }
  }

  private mutating func recorder(_ entry: JournalEntry, _ position: Int) {
    recorderHasFailed = entry.holds
    if recorderHasFailed { return clearNotice(at: entry.at) }
    if let segment = segments.last, segment.ending == nil { showNotice(entry, position) }
  }

  private mutating func showNotice(_ entry: JournalEntry, _ position: Int) {
    notices.append(
      ShownNotice(
        startedAt: entry.at, endedAt: nil, segment: UInt32(truncatingIfNeeded: segments.count - 1),
        position: position))
  }

  /// Clears the notice, if one is shown.
  private mutating func clearNotice(at: Instant) {
    let last = notices.count - 1
    if last >= 0, notices[last].endedAt == nil { notices[last].endedAt = at }
  }

  /// Reads a span and whom it captures; returns the position of its last entry.
  private mutating func span(
    _ entry: JournalEntry, _ position: Int, _ record: borrowing CallRecord
  ) -> Int {
    let start = captured.count
    spans.append(
      CapturedSpan(
        startedAt: entry.at, kind: entry.spanKind,
        firstCaptured: UInt32(truncatingIfNeeded: start)))
    if entry.hasOwner { captured.append(.agent(segments[segments.count - 1].agent)) }
    if entry.hasCaller { captured.append(.caller) }
    guard let other = entry.firstOther else { return position }
    captured.append(other)
    var position = position
    var left = entry.othersCount - 1
    while left > 0 {
      position += 1
      let (one, other) = record.journal[position].parties
      captured.append(one)
      if let other { captured.append(other) }
      left -= 2
    }
    sortCaptured(from: start)
    return position
  }

  /// Sorts the parties from `start` on: mostly three, hardly ever more than a few.
  private mutating func sortCaptured(from start: Int) {
    if captured.count - start > 16 {
      // Beside the list: to sort a slice would copy all of it.
      let sorted = captured[start...].sorted { $0.rank < $1.rank }
      for (offset, party) in sorted.enumerated() { captured[start + offset] = party }
      return
    }
    for index in start + 1..<captured.count {
      let party = captured[index]
      var hole = index
      while hole > start, party.rank < captured[hole - 1].rank {
        captured[hole] = captured[hole - 1]
        hole -= 1
      }
      captured[hole] = party
    }
  }
}
