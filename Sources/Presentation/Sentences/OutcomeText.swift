import Bytes
import CallModel
package import CallRules

/// A call's outcome in sentences with rule codes: what a person reads under the picture, and what
/// a scenario expects.
///
/// Nothing of the outcome is left out, so that text which is equal means an outcome which is equal.
package struct OutcomeText {
  private let call: Call
  private let history: History
  private let journal: CallJournal
  private let clock: Clock

  /// The text of `call`, whose events are in `journal`; `clock` shows its times.
  package init(_ call: Call, _ journal: CallJournal, _ clock: Clock) {
    self.call = call
    history = call.history
    self.journal = journal
    self.clock = clock
  }

  /// A sentence, when it holds, and where it belongs among others.
  private struct Line {
    var time: String
    var sentence: String
    var order: Order
  }

  /// Lines are in order of time; at one time in order of events, and of one event in this order.
  private struct Order: Comparable {
    var at: Instant
    /// The number of the event among those of the call.
    var step: Int
    var kind: Kind

    enum Kind: Int {
      case call, happening, conversation, decision, segment, notice, span
    }

    /// The spans that begin at one time come after all that happened at that time.
    static let afterAll = Int.max

    static func < (left: Order, right: Order) -> Bool {
      (left.at.milliseconds, left.step, left.kind.rawValue)
        < (right.at.milliseconds, right.step, right.kind.rawValue)
    }
  }

  /// The lines in order of time, the sentences below each other.
  package var lines: [String] {
    let lines = sentences
    let width = max(Clock.width, lines.map(\.time.count).max() ?? 0)
    return lines.map { "\($0.time.padded(to: width)) \($0.sentence)" }
  }

  private var sentences: [Line] {
    let happenings = journal.entries.map { line($0.at, $0.sentence, .happening, $0.step) }
    let lines =
      happenings + history.conversations.indices.flatMap(conversation)
      + history.segments.indices.flatMap(segment) + history.notices.indices.map(notice)
    // Stable: what is alike stays in order of happening.
    let sorted = lines.enumerated().sorted {
      ($0.element.order, $0.offset) < ($1.element.order, $1.offset)
    }
    return [heading] + sorted.map(\.element)
  }

  private var heading: Line {
    var parts = ["\(history.direction.word) call \(name(Call.id))"]
    switch history.direction {
    case .inbound: parts[0] += history.caller.map { " from \(name($0))" } ?? ""
    case .outbound: parts[0] += history.caller.map { " to \(name($0))" } ?? ""
    case .internal: break
    }
    if let parent = history.parent { parts.append("continues \(name(parent))") }
    switch call.consent {
    case .unknown: break
    case .granted: parts.append("the caller agreed")
    case .denied: parts.append("the caller denied")
    }
    if call.isRestricted { parts.append("restricted") }
    if history.conversations.isEmpty { parts.append("no conversation") }
    return stretch(
      history.startedAt, history.endedAt, parts.joined(separator: ", "), .call, 0)
  }

  private func conversation(_ index: Int) -> [Line] {
    let conversation = history.conversations[index]
    var sentence = "\(name(conversation.agent))'s conversation"
    if let queue = conversation.queue { sentence += " from \(name(queue))" }
    sentence += ": \(conversation.mandate.sentence)\(ended(conversation.ending))"
    let step = journal.step(at: conversation.position)
    let first = stretch(
      conversation.startedAt, conversation.ending?.at, sentence, .conversation, step)
    return [first]
      + history.decisions(of: index).map { decision($0, conversation.mandate) }
  }

  private func decision(_ place: Int, _ mandate: Mandate) -> Line {
    let decision = history.decisions[place]
    let isRecording = RecordingRule.allCases.contains { $0.rule == decision.rule }
    let decided =
      "\(decision.cause.word): \(decision.rule.code) decides, \(decision.rule.reason(mandate))"
    return line(
      decision.at, isRecording ? decided : "\(decided): nothing recorded", .decision,
      journal.step(at: decision.position))
  }

  private func segment(_ index: Int) -> [Line] {
    let segment = history.segments[index]
    var sentence = "\(name(segment.agent)) recorded"
    switch segment.rule.track {
    case .full: break
    case .agentOnly: sentence += " without the caller"
    }
    sentence += " (\(segment.rule.rule.code))\(ended(segment.ending))"
    if segment.rule == .r2 {
      sentence += segment.isKept ? ", saved" : segment.ending == nil ? ", not saved" : ", discarded"
    }
    let end = segment.ending?.at
    let step = journal.step(at: segment.position)
    return [stretch(segment.startedAt, end, sentence, .segment, step)]
      + history.spans(of: index).map { span($0, segment: index) }
  }

  private func notice(_ place: Int) -> Line {
    let notice = history.notices[place]
    let segment = history.segments[Int(notice.segment)]
    return stretch(
      notice.startedAt, notice.endedAt,
      "  \(name(segment.agent)) sees \"\(segment.rule.notice)\"", .notice,
      journal.step(at: notice.position))
  }

  private func span(_ place: Int, segment: Int) -> Line {
    let span = history.spans[place]
    let parties = history.captured[history.captured(of: place)]
      .sorted { call.names.precedes($0, $1) }.map(party)
    let captured = parties.isEmpty ? "nobody" : parties.joined(separator: ", ")
    return stretch(
      span.startedAt, history.end(ofSpan: place, inSegment: segment),
      "  \(span.kind.word): \(captured)", .span, Order.afterAll)
  }

  // MARK: - Parts of lines

  private func ended(_ ending: Ending?) -> String {
    ending.map { ", ended by \($0.reason.word)" } ?? ""
  }

  private func line(
    _ at: Instant, _ sentence: String, _ kind: Order.Kind, _ step: Int
  ) -> Line {
    Line(time: clock.text(at), sentence: sentence, order: Order(at: at, step: step, kind: kind))
  }

  private func stretch(
    _ start: Instant, _ end: Instant?, _ sentence: String, _ kind: Order.Kind, _ step: Int
  ) -> Line {
    Line(
      time: clock.text(start, end), sentence: sentence,
      order: Order(at: start, step: step, kind: kind))
  }

  private func name(_ name: Name) -> String { call.names.text(of: name).asName }

  private func party(_ party: Party) -> String {
    switch party {
    case .caller: "caller"
    case .agent(let agent): "agent:\(name(agent))"
    case .number(let number): "number:\(name(number))"
    }
  }
}
