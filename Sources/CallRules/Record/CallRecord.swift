package import CallModel

/// What has happened in a call so far that its outcome tells: a journal that is only ever added
/// to, but for spans that turn out to take no time.
///
/// `History` is the way to read it.
package struct CallRecord: Sendable {
  package internal(set) var startedAt = Instant.first
  package internal(set) var endedAt: Instant?
  package internal(set) var direction = Direction.inbound
  package internal(set) var caller: Name?
  package internal(set) var parent: Name?
  /// How many segments have begun: segments are numbered from 1.
  package private(set) var segmentCount: UInt32 = 0
  /// Where the latest segment's beginning stands in the journal.
  private var segmentStart: UInt32 = 0
  /// Where the open segment's present span stands in the journal, and the span before it; −1 for
  /// none.
  private var present: Int32 = -1
  private var beforePresent: Int32 = -1
  /// What is known of spans that capture everyone of many.
  var everyone = EveryoneSpan()
  private(set) var journal = Journal()

  /// Forgets everything and keeps only the room in place.
  mutating func clear() {
    endedAt = nil
    segmentCount = 0
    present = -1
    beforePresent = -1
    everyone.clear()
    journal.clear()
  }

  /// How much has been reported.
  package var size: Int { journal.count }

  /// The unexpected events that were reported since the record had a size.
  package func anomalies(from size: Int) -> [Anomaly] {
    (min(size, journal.count)..<journal.count).compactMap { position in
      journal[position].kind == .anomaly ? journal[position].anomaly : nil
    }
  }
}

// What is reported, beside spans.
extension CallRecord {
  mutating func beginConversation(
    at: Instant, of agent: Name, from queue: Name?, _ mandate: Mandate
  ) {
    journal.append(.conversation(at: at, of: agent, from: queue, mandate))
  }

  mutating func endConversation(_ ending: Ending) { journal.append(.conversationEnd(ending)) }

  /// A rule decides from here on; one that records begins a segment.
  mutating func decide(at: Instant, _ rule: Rule, cause: EventType) {
    if RecordingRule(rule) != nil {
      segmentCount &+= 1
      segmentStart = journal.length
      present = -1
      beforePresent = -1
    }
    journal.append(.decision(at: at, rule, cause: cause))
  }

  /// When the latest segment began.
  var segmentStartedAt: Instant { journal[Int(segmentStart)].at }

  /// The open segment, which is pending, would be saved if it ended now, or not any more.
  mutating func save(at: Instant, _ isSaved: Bool) { journal.append(.saved(at: at, isSaved)) }

  /// The recorder failed or recovered, and with it the notice is gone or back.
  mutating func recorder(at: Instant, hasFailed: Bool) {
    journal.append(.recorder(at: at, hasFailed: hasFailed))
  }

  /// Ends the open segment, and its notice; a span that would be empty is dropped (G5).
  mutating func endSegment(_ ending: Ending) {
    if let span = presentSpan, span.at == ending.at { dropSpan() }
    everyone.drop(from: 0)
    journal.append(.segmentEnd(ending))
    present = -1
    beforePresent = -1
  }

  mutating func report(_ refusal: Refusal) { journal.append(.refusal(refusal)) }

  mutating func report(_ anomaly: Anomaly) { journal.append(.anomaly(anomaly)) }
}

// Spans of the open segment.
extension CallRecord {
  /// The entry of the open segment's present span.
  @inline(__always)
  var presentSpan: JournalEntry? { present < 0 ? nil : journal[Int(present)] }

  /// Ends the open segment's present span and begins the next one, where that captures others.
  ///
  /// A span that turns out to be empty is dropped, and neighbours that are then alike are merged.
  /// Returns whether what is captured is another than before.
  mutating func cutSpan(_ capture: Capture, at: Instant) -> Bool {
    if isPresent(capture) { return false }
    if let span = presentSpan, span.at == at {
      dropSpan()
      if isPresent(capture) { return true }
    }
    beginSpan(capture, at: at)
    return true
  }

  /// Begins a span that captures everyone, to be listed later, where the present one is not that.
  ///
  /// Returns whether what is captured is another than before.
  mutating func cutCrowdSpan(_ kind: SpanKind, at: Instant) -> Bool {
    if let span = presentSpan {
      if span.spanKind == kind, everyone.isCurrent { return false }
      if span.at == at { dropSpan() }
    }
    everyone.begin()
    beginSpan(Capture(kind), at: at)
    return true
  }

  /// Takes the present span back, which was begun unlisted; says whether the one before it goes on
  /// instead, as it captures everyone as they are now.
  mutating func dropUnlisted() -> Bool {
    guard let span = presentSpan else { return true }
    dropPresent()
    guard let last = presentSpan, last.spanKind == span.spanKind,
      everyone.isSame(as: Int(present))
    else { return false }
    noteListed()
    return true
  }

  /// Begins a span that lists everyone, unless the present one is like it.
  mutating func listEveryone(_ everyone: Capture, at: Instant) {
    if !isPresent(everyone) { beginSpan(everyone, at: at) }
    noteListed()
  }

  /// The present span lists everyone as they are now.
  mutating func noteEveryoneListed() {
    everyone.noteCurrent()
    noteListed()
  }

  private mutating func noteListed() { everyone.list(Int(present)) }

  mutating func beginSpan(_ capture: Capture, at: Instant) {
    beforePresent = present
    present = Int32(truncatingIfNeeded: journal.count)
    journal.append(.span(at: at, capture))
    var rest = capture.rest[...]
    while let party = rest.popFirst() {
      journal.append(.parties(at: at, party, rest.popFirst()))
    }
  }

  /// Takes the present span back: the one before it is the present one again, which took time, and
  /// is never taken back itself before another has begun.
  private mutating func dropSpan() {
    let dropped = Int(present)
    dropPresent()
    everyone.drop(from: dropped)
  }

  private mutating func dropPresent() {
    guard present >= 0 else { return }
    journal.takeBack(at: Int(present))
    present = beforePresent
    beforePresent = -1
  }

  /// Whether the present span is of this kind and captures the same.
  private func isPresent(_ capture: Capture) -> Bool {
    guard let span = presentSpan, span.spanKind == capture.kind,
      span.hasOwner == capture.hasOwner, span.hasCaller == capture.hasCaller,
      span.othersCount == capture.count, span.firstOther == capture.firstOther
    else { return false }
    var position = Int(present)
    var rest = capture.rest[...]
    while let party = rest.popFirst() {
      position += 1
      if journal[position].parties != (party, rest.popFirst()) { return false }
    }
    return true
  }

  /// Whom the present span captures, the segment's own agent being `owner`, by rank.
  func captured(owner: Name) -> [Party] {
    guard let span = presentSpan else { return [] }
    var parties: [Party] = []
    if span.hasOwner { parties.append(.agent(owner)) }
    if span.hasCaller { parties.append(.caller) }
    if let other = span.firstOther { parties.append(other) }
    var position = Int(present) + 1
    while parties.count < span.othersCount + (span.hasOwner ? 1 : 0) + (span.hasCaller ? 1 : 0),
      position < journal.count
    {
      let (one, other) = journal[position].parties
      parties.append(one)
      if let other { parties.append(other) }
      position += 1
    }
    parties.sort { $0.rank < $1.rank }
    return parties
  }
}
