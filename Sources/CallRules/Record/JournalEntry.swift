import CallModel

/// One entry of a call's journal: what happened, when, and the names that belong to it, in 16
/// bytes.
///
/// An entry is made by one of the functions of its kind, and read through the properties of that
/// kind; a property of another kind has a value too, which means nothing.
struct JournalEntry: Sendable, BitwiseCopyable {
  /// What an entry reports.
  enum Kind: UInt8 {
    /// What was reported here was taken back: a span that took no time.
    case nothing
    /// A conversation begins.
    case conversation
    case conversationEnd
    /// A rule decides from here on; one that records begins a segment of the conversation's agent.
    case decision
    /// The pending segment would be saved if it ended now, or not any more.
    case saved
    case segmentEnd
    /// The recorder failed, or recovered.
    case recorder
    /// A span of the open segment begins.
    case span
    /// One or two more of those whom the span before it captures.
    case parties
    case refusal
    case anomaly
  }

  /// The time in milliseconds since 1970 (48 bits reach beyond the year 9999), then a detail of
  /// eight bits, then the kind.
  private let head: UInt64
  private let first: UInt32
  private let second: UInt32

  @inline(__always)
  private init(
    _ kind: Kind, at: Instant, _ detail: UInt8 = 0, _ first: UInt32 = 0, _ second: UInt32 = 0
  ) {
    head =
      UInt64(truncatingIfNeeded: at.milliseconds) &<< 16 | UInt64(detail) &<< 8
      | UInt64(kind.rawValue)
    self.first = first
    self.second = second
  }

  @inline(__always)
  var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: head)) ?? .nothing }

  @inline(__always)
  var at: Instant { Instant(milliseconds: Int64(truncatingIfNeeded: head &>> 16)) }

  @inline(__always)
  private var detail: UInt8 { UInt8(truncatingIfNeeded: head &>> 8) }

  static let nothing = JournalEntry(.nothing, at: .first)
}

// Conversations and what decides in them.
extension JournalEntry {
  @inline(__always)
  static func conversation(
    at: Instant, of agent: Name, from queue: Name?, _ mandate: Mandate
  ) -> JournalEntry {
    JournalEntry(.conversation, at: at, mandate.code, agent.index, queue.map { $0.index &+ 1 } ?? 0)
  }

  @inline(__always)
  static func conversationEnd(_ ending: Ending) -> JournalEntry {
    JournalEntry(.conversationEnd, at: ending.at, ending.reason.rawValue)
  }

  @inline(__always)
  static func decision(at: Instant, _ rule: Rule, cause: EventType) -> JournalEntry {
    JournalEntry(.decision, at: at, rule.rawValue, UInt32(cause.rawValue))
  }

  /// The agent of a conversation or a refusal.
  @inline(__always)
  var agent: Name { Name(index: first) }
  @inline(__always)
  var queue: Name? { second == 0 ? nil : Name(index: second &- 1) }
  @inline(__always)
  var mandate: Mandate { Mandate(code: detail) ?? .none }
  @inline(__always)
  var rule: Rule { Rule(rawValue: detail) ?? .r6 }
  @inline(__always)
  var cause: EventType { EventType(rawValue: UInt8(truncatingIfNeeded: first)) ?? .callStarted }
}

// Segments and their spans.
extension JournalEntry {
  static func saved(at: Instant, _ isSaved: Bool) -> JournalEntry {
    JournalEntry(.saved, at: at, isSaved ? 1 : 0)
  }

  @inline(__always)
  static func segmentEnd(_ ending: Ending) -> JournalEntry {
    JournalEntry(.segmentEnd, at: ending.at, ending.reason.rawValue)
  }

  static func recorder(at: Instant, hasFailed: Bool) -> JournalEntry {
    JournalEntry(.recorder, at: at, hasFailed ? 1 : 0)
  }

  @inline(__always)
  static func span(at: Instant, _ capture: Capture) -> JournalEntry {
    let flags: UInt8 = (capture.hasOwner ? 8 : 0) | (capture.hasCaller ? 16 : 0)
    return JournalEntry(
      .span, at: at, capture.kind.rawValue | flags, UInt32(truncatingIfNeeded: capture.count),
      capture.firstOther.map(code) ?? 0)
  }

  static func parties(at: Instant, _ one: Party, _ other: Party?) -> JournalEntry {
    JournalEntry(.parties, at: at, other == nil ? 1 : 2, code(one), other.map(code) ?? 0)
  }

  /// Of `saved` and `recorder`: whether it is so from here on.
  var holds: Bool { detail != 0 }
  /// How a conversation or a segment ended.
  @inline(__always)
  var ending: Ending { Ending(at: at, reason: EndReason(rawValue: detail) ?? .callEnded) }
  @inline(__always)
  var spanKind: SpanKind { SpanKind(rawValue: detail & 7) ?? .gap }
  @inline(__always)
  var hasOwner: Bool { detail & 8 != 0 }
  @inline(__always)
  var hasCaller: Bool { detail & 16 != 0 }
  /// How many a span captures beside the owner and the caller.
  @inline(__always)
  var othersCount: Int { Int(first) }
  /// The first of them.
  var firstOther: Party? { othersCount == 0 ? nil : Self.party(second) }
  /// Those of an entry of parties.
  var parties: (Party, Party?) { (Self.party(first), detail == 2 ? Self.party(second) : nil) }

  /// An agent or a number as one number; the caller has a flag instead.
  private static func code(_ party: Party) -> UInt32 {
    switch party {
    case .caller: 0
    case .agent(let name): name.index &<< 1
    case .number(let name): name.index &<< 1 | 1
    }
  }

  private static func party(_ code: UInt32) -> Party {
    let name = Name(index: code &>> 1)
    return code & 1 == 0 ? .agent(name) : .number(name)
  }
}

// What was not granted, and what was unexpected.
extension JournalEntry {
  static func refusal(_ refusal: Refusal) -> JournalEntry {
    JournalEntry(
      .refusal, at: refusal.at, refusal.request.rawValue, refusal.agent.index,
      UInt32(refusal.reason.rawValue))
  }

  static func anomaly(_ anomaly: Anomaly) -> JournalEntry {
    switch anomaly.type {
    case .known(let type):
      JournalEntry(.anomaly, at: anomaly.at, anomaly.kind.rawValue, UInt32(type.rawValue), 0)
    case .unknown(let name):
      JournalEntry(.anomaly, at: anomaly.at, anomaly.kind.rawValue, name.index, 1)
    }
  }

  var refusal: Refusal {
    Refusal(
      at: at, agent: agent, request: Request(rawValue: detail) ?? .manualStart,
      reason: RefusalReason(rawValue: UInt8(truncatingIfNeeded: second)) ?? .notAllowed)
  }

  var anomaly: Anomaly {
    let type: AnomalyType = second == 0 ? .known(cause) : .unknown(Name(index: first))
    return Anomaly(at: at, type: type, kind: AnomalyKind(rawValue: detail) ?? .unknownType)
  }
}

extension Mandate {
  /// A number for each mandate, as journals and saved states have it.
  var code: UInt8 {
    switch self {
    case .never: 0
    case .pending(isForcedOnAgent: false): 1
    case .pending(isForcedOnAgent: true): 6
    case .none: 2
    case .forced(.agent): 3
    case .forced(.queue): 4
    case .forced(.agentAndQueue): 5
    }
  }

  /// The mandate with this number.
  init?(code: UInt8) {
    switch code {
    case 0: self = .never
    case 1: self = .pending(isForcedOnAgent: false)
    case 6: self = .pending(isForcedOnAgent: true)
    case 2: self = .none
    case 3: self = .forced(by: .agent)
    case 4: self = .forced(by: .queue)
    case 5: self = .forced(by: .agentAndQueue)
    default: return nil
    }
  }
}
