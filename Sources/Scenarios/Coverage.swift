package import CallModel
import CallRules

/// How often each code of the contract was applied, and each combination of codes that its tables
/// have: counted from what transitions did, never from what a file says.
package struct Coverage: Sendable {
  /// A code of the contract, or a combination of codes.
  package enum Code: Hashable, Sendable {
    case rule(Rule)
    case refusal(Request, RefusalReason)
    /// An anomaly that an event of any type can have.
    case anomaly(AnomalyKind)
    /// An anomaly of an event's own row.
    case anomalyOf(EventType, AnomalyKind)
    case mandate(MandateCode)
    case span(Track, SpanKind)
    case conversationEnd(EndReason)
    case segmentEnd(EndReason)
    case notice(RecordingRule)
    case setting(SettingRefusal)
    case source(SourceCode)

    /// All of them, in the contract's order.
    package static let all: [Code] =
      Rule.allCases.map(Code.rule)
      + Request.allCases.flatMap { request in request.refusals.map { .refusal(request, $0) } }
      + AnomalyKind.general.map(Code.anomaly)
      + EventType.allCases.flatMap { type in type.anomalies.map { .anomalyOf(type, $0) } }
      + MandateCode.allCases.map(Code.mandate)
      + Track.allCases.flatMap { track in SpanKind.allCases.map { .span(track, $0) } }
      + EndReason.ofConversations.map(Code.conversationEnd)
      + EndReason.allCases.map(Code.segmentEnd) + RecordingRule.allCases.map(Code.notice)
      + SettingRefusal.allCases.map(Code.setting) + SourceCode.allCases.map(Code.source)

    /// What kind of code it is, and the code.
    package var words: (kind: String, code: String) {
      switch self {
      case .rule(let rule): ("rule", rule.code.description)
      case .refusal(let request, let reason): ("refusal", "\(request.type.word) \(reason.word)")
      case .anomaly(let kind): ("anomaly", kind.word.description)
      case .anomalyOf(let type, let kind): ("anomaly", "\(type.word) \(kind.word)")
      case .mandate(let code): ("mandate", code.rawValue)
      case .span(let track, let kind): ("span", "\(track.word) \(kind.word)")
      case .conversationEnd(let reason): ("end", "conversation \(reason.word)")
      case .segmentEnd(let reason): ("end", "segment \(reason.word)")
      case .notice(let rule): ("notice", rule.notice.description)
      case .setting(let refusal): ("setting", refusal.word.description)
      case .source(let code): ("source", code.rawValue)
      }
    }
  }

  /// What can be said of a source's numbers.
  package enum SourceCode: String, CaseIterable, Hashable, Sendable {
    case missing, late, duplicate
  }

  /// What configuration can ask for a conversation, and who forces it.
  package enum MandateCode: String, CaseIterable, Hashable, Sendable {
    case never, pending
    case pendingAgent = "pending, agent"
    case forcedAgent = "forced, agent"
    case forcedQueue = "forced, queue"
    case forcedBoth = "forced, agent and queue"
    case none

    init(_ mandate: Mandate) {
      switch mandate {
      case .never: self = .never
      case .pending(isForcedOnAgent: false): self = .pending
      case .pending(isForcedOnAgent: true): self = .pendingAgent
      case .forced(.agent): self = .forcedAgent
      case .forced(.queue): self = .forcedQueue
      case .forced(.agentAndQueue): self = .forcedBoth
      case .none: self = .none
      }
    }
  }

  private var counts: [Code: Int] = [:]

  package init() {}

  /// How often `code` was applied.
  package subscript(code: Code) -> Int { counts[code, default: 0] }

  /// The codes that were never applied.
  package var missing: [Code] { Code.all.filter { self[$0] == 0 } }

  /// Whether each code was applied.
  package var isComplete: Bool { missing.isEmpty }

  /// Adds another scenario's counts.
  package mutating func add(_ other: Coverage) {
    counts.merge(other.counts, uniquingKeysWith: +)
  }

  mutating func count(_ rules: RuleSet) {
    for rule in Rule.allCases where rules.contains(rule) { count(.rule(rule)) }
  }

  mutating func count(stray anomaly: AnomalyKind) { count(.anomaly(anomaly)) }

  mutating func count(_ refusal: SettingRefusal) { count(.setting(refusal)) }

  mutating func count(missing: Int64) { count(.source(missing > 0 ? .missing : .late)) }

  mutating func countDuplicate() { count(.source(.duplicate)) }

  /// Counts what has happened in `call`.
  mutating func count(_ call: Call) {
    let history = call.history
    for refusal in history.refusals { count(.refusal(refusal.request, refusal.reason)) }
    for anomaly in history.anomalies {
      switch anomaly.type {
      case .known(let type) where !AnomalyKind.general.contains(anomaly.kind):
        count(.anomalyOf(type, anomaly.kind))
      case .known, .unknown: count(.anomaly(anomaly.kind))
      }
    }
    for conversation in history.conversations {
      count(.mandate(MandateCode(conversation.mandate)))
      if let ending = conversation.ending { count(.conversationEnd(ending.reason)) }
    }
    for notice in history.notices {
      count(.notice(history.segments[Int(notice.segment)].rule))
    }
    for (index, segment) in history.segments.enumerated() {
      if let ending = segment.ending { count(.segmentEnd(ending.reason)) }
      for place in history.spans(of: index) {
        count(.span(segment.rule.track, history.spans[place].kind))
      }
    }
  }

  private mutating func count(_ code: Code) { counts[code, default: 0] += 1 }
}
