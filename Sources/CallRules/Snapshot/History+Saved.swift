import Bytes
import CallModel

// The history of a call in progress, from which its record is made again. Its lists are written as
// they nest, each conversation with its
// decisions and each segment with its spans, so that places need not be written and cannot be
// wrong. Within each list no time is before the one that stands before it.
extension History {
  func save(to writer: inout StateWriter) {
    writer.word(direction)
    writer.name(caller)
    writer.name(parent)
    writer.begin(at: startedAt)
    writer.count(conversations.count)
    for index in conversations.indices { saveConversation(index, &writer) }
    writer.begin(at: startedAt)
    writer.count(segments.count)
    for index in segments.indices { saveSegment(index, &writer) }
    writer.begin(at: startedAt)
    writer.count(notices.count)
    for notice in notices { notice.save(to: &writer) }
    writer.begin(at: startedAt)
    writer.count(refusals.count)
    for refusal in refusals { refusal.save(to: &writer) }
    writer.begin(at: startedAt)
    writer.count(anomalies.count)
    for anomaly in anomalies { anomaly.save(to: &writer) }
  }

  init(
    from reader: inout StateReader, startedAt: Instant, upTo latest: Instant
  ) throws(SavedStateError) {
    self.init()
    direction = try reader.word()
    caller = try reader.optionalName()
    parent = try reader.optionalName()
    self.startedAt = startedAt
    reader.begin(at: startedAt, upTo: latest)
    let conversationCount = try reader.count(of: .conversations, eachAtLeast: 6)
    for _ in 0..<conversationCount { try readConversation(&reader) }
    reader.begin(at: startedAt, upTo: latest)
    let segmentCount = try reader.count(of: .segments, eachAtLeast: 6)
    for _ in 0..<segmentCount { try readSegment(&reader) }
    reader.begin(at: startedAt, upTo: latest)
    for _ in 0..<(try reader.count(of: .notices, eachAtLeast: 3)) {
      notices.append(try ShownNotice(from: &reader, segmentCount: segmentCount))
    }
    reader.begin(at: startedAt, upTo: latest)
    for _ in 0..<(try reader.count(of: .record, eachAtLeast: 4)) {
      refusals.append(try Refusal(from: &reader))
    }
    reader.begin(at: startedAt, upTo: latest)
    for _ in 0..<(try reader.count(of: .record, eachAtLeast: 4)) {
      anomalies.append(try Anomaly(from: &reader))
    }
  }
}

extension History {
  private func saveConversation(_ index: Int, _ writer: inout StateWriter) {
    let conversation = conversations[index]
    writer.name(conversation.agent)
    writer.name(conversation.queue)
    conversation.mandate.save(to: &writer)
    writer.time(conversation.startedAt)
    let places = decisions(of: index)
    writer.count(places.count)
    for place in places {
      writer.time(decisions[place].at)
      writer.word(decisions[place].rule)
      writer.word(decisions[place].cause)
    }
    Ending.save(conversation.ending, to: &writer)
  }

  private mutating func readConversation(_ reader: inout StateReader) throws(SavedStateError) {
    if let last = conversations.last, last.ending == nil {
      throw reader.error(.doesNotFit(.conversations))
    }
    let agent = try reader.name()
    let queue = try reader.optionalName()
    let mandate = try Mandate(from: &reader)
    let startedAt = try reader.nextInstant()
    let firstDecision = UInt32(truncatingIfNeeded: decisions.count)
    let count = try reader.count(of: .conversations, eachAtLeast: 3)
    guard count > 0 else { throw reader.error(.outOfRange(.conversations)) }
    for _ in 0..<count {
      let at = try reader.nextInstant()
      decisions.append(Decision(at: at, rule: try reader.word(), cause: try reader.word()))
    }
    conversations.append(
      Conversation(
        startedAt: startedAt, ending: try Ending.read(from: &reader), mandate: mandate,
        agent: agent, queue: queue, firstDecision: firstDecision))
  }

  private func saveSegment(_ index: Int, _ writer: inout StateWriter) {
    let segment = segments[index]
    writer.name(segment.agent)
    writer.word(segment.rule)
    writer.flag(segment.isKept)
    writer.time(segment.startedAt)
    let places = spans(of: index)
    writer.count(places.count)
    for place in places {
      writer.time(spans[place].startedAt)
      writer.word(spans[place].kind)
      let parties = captured(of: place)
      writer.count(parties.count)
      for party in captured[parties] { party.save(to: &writer) }
    }
    Ending.save(segment.ending, to: &writer)
  }

  private mutating func readSegment(_ reader: inout StateReader) throws(SavedStateError) {
    if let last = segments.last, last.ending == nil {
      throw reader.error(.doesNotFit(.segments))
    }
    let agent = try reader.name()
    let rule = try reader.word(RecordingRule.self)
    let isKept = try reader.flag()
    let startedAt = try reader.nextInstant()
    let firstSpan = UInt32(truncatingIfNeeded: spans.count)
    for _ in 0..<(try reader.count(of: .spans, eachAtLeast: 3)) {
      let at = try reader.nextInstant()
      let kind = try reader.word(SpanKind.self)
      let first = UInt32(truncatingIfNeeded: captured.count)
      for _ in 0..<(try reader.count(of: .party, eachAtLeast: 1)) {
        captured.append(try Party(from: &reader))
      }
      spans.append(CapturedSpan(startedAt: at, kind: kind, firstCaptured: first))
    }
    segments.append(
      Segment(
        startedAt: startedAt, ending: try Ending.read(from: &reader), rule: rule,
        isKept: isKept, agent: agent, firstSpan: firstSpan))
  }
}

extension Ending {
  /// 0 where nothing has ended, else the reason's number and one, and when.
  fileprivate static func save(_ ending: Ending?, to writer: inout StateWriter) {
    guard let ending else { return writer.bytes.append(0) }
    writer.bytes.append(ending.reason.rawValue + 1)
    writer.time(ending.at)
  }

  fileprivate static func read(
    from reader: inout StateReader
  ) throws(SavedStateError) -> Ending? {
    let number = try reader.byte()
    if number == 0 { return nil }
    guard let reason = EndReason(rawValue: number - 1) else {
      throw reader.error(.outOfRange(.word))
    }
    return Ending(at: try reader.nextInstant(), reason: reason)
  }
}

extension ShownNotice {
  /// The place of the segment, when it began, and whether and when it ended.
  fileprivate func save(to writer: inout StateWriter) {
    writer.number(UInt64(segment))
    writer.time(startedAt)
    writer.flag(endedAt != nil)
    if let endedAt { writer.time(endedAt) }
  }

  fileprivate init(
    from reader: inout StateReader, segmentCount: Int
  ) throws(SavedStateError) {
    let place = try reader.number(of: .notices)
    guard place < UInt64(segmentCount) else { throw reader.error(.outOfRange(.notices)) }
    segment = UInt32(truncatingIfNeeded: place)
    startedAt = try reader.nextInstant()
    endedAt = try reader.flag() ? try reader.nextInstant() : nil
  }
}

extension Refusal {
  fileprivate func save(to writer: inout StateWriter) {
    writer.time(at)
    writer.name(agent)
    writer.word(request)
    writer.word(reason)
  }

  fileprivate init(from reader: inout StateReader) throws(SavedStateError) {
    at = try reader.nextInstant()
    agent = try reader.name()
    request = try reader.word()
    reason = try reader.word()
  }
}

extension Anomaly {
  fileprivate func save(to writer: inout StateWriter) {
    writer.time(at)
    switch type {
    case .known(let type):
      writer.flag(true)
      writer.word(type)
    case .unknown(let name):
      writer.flag(false)
      writer.name(name)
    }
    writer.word(kind)
  }

  fileprivate init(from reader: inout StateReader) throws(SavedStateError) {
    at = try reader.nextInstant()
    type = try reader.flag() ? .known(try reader.word()) : .unknown(try reader.name())
    kind = try reader.word()
  }
}
