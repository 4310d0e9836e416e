/// A rule of which exactly one decides at any moment of a conversation.
enum Rule {
  case r1, r2, r3, r4, r5, r6, r7, r8

  var word: Word {
    switch self {
    case .r1: return "R1"
    case .r2: return "R2"
    case .r3: return "R3"
    case .r4: return "R4"
    case .r5: return "R5"
    case .r6: return "R6"
    case .r7: return "R7"
    case .r8: return "R8"
    }
  }

  var records: Bool {
    switch self {
    case .r1, .r2, .r3, .r5: return true
    case .r4, .r6, .r7, .r8: return false
    }
  }

  var track: Word { self == .r3 ? "agent-only" : "full" }

  /// What the agent's screen shows while a segment of this rule is open.
  var notice: Word {
    switch self {
    case .r1: return "Automatic Recording"
    case .r3: return "Automatic Recording (without caller)"
    case .r2: return "Pending Recording"
    case .r5: return "Manual Recording"
    case .r4, .r6, .r7, .r8: return ""
    }
  }
}

/// What configuration asks for a conversation.
enum Mandate {
  case never, pending, forced, none

  var word: Word {
    switch self {
    case .never: return "never"
    case .pending: return "pending"
    case .forced: return "forced"
    case .none: return "none"
    }
  }
}

/// An agent whose leaving ended a conversation.
struct Leaver {
  let agent: Word
  let queueOfConversation: Word?
  var hasQueueBeenEnteredSince = false
}

struct Conversation {
  let agent: Word
  let startedAt: Moment
  let queue: Word?
  let mandate: Mandate
  let forcedBy: [Word]
  let recordAgentWhenCallerDenies: Bool
  let consentRequired: Bool
  var decisions: [(at: Moment, rule: Rule, cause: Word)] = []
  var endedAt: Moment?
  var endReason: Word?
}

/// What is captured, and as what kind of span, from one moment on.
struct Capture: Equatable {
  let kind: Word
  let captured: [Word]
}

struct Segment {
  let number: Int
  let agent: Word
  let rule: Rule
  let startedAt: Moment
  var endedAt: Moment?
  var endReason: Word?
  var isSaved = false
  var isCensored: Bool
  /// What has been captured after each event in which that changed.
  var history: [(at: Moment, capture: Capture)] = []

  var isKept: Bool { rule == .r2 ? isSaved : true }

  /// The spans: neighbours that are alike are merged and empty ones dropped.
  var spans: [(startedAt: Moment, endedAt: Moment?, capture: Capture)] {
    var result: [(startedAt: Moment, endedAt: Moment?, capture: Capture)] = []
    for (index, entry) in history.enumerated() {
      let end = index + 1 < history.count ? history[index + 1].at : endedAt
      if end == entry.at { continue }
      if let last = result.last, last.capture == entry.capture {
        result[result.count - 1].endedAt = end
      } else {
        result.append((entry.at, end, entry.capture))
      }
    }
    return result
  }
}
