import Bytes
import CallModel

/// What decides a call's future, its history and its times aside.
package struct CallState: Hashable, Sendable {
  var caller: CallerPresence
  /// The caller's latest answer. An internal call has no caller to answer: there it is a denial
  /// where one was inherited, which the call passes on and is not bound by (D3).
  var consent: Consent = .unknown
  var floor: Floor
  /// Whoever is connected without being active or consulted, in the order of connection.
  var participants = Participants()
  /// Whoever of those connected is on hold alone.
  var held = HeldParties()
  /// The queue that waits (C6).
  var waitingQueue: Name?
  var isRestricted = false
  var isSecure = false
  var recorderHasFailed = false
  /// The number of the next connection, so that who connected first is known.
  var nextConnection: UInt32 = 1
}

/// Where the caller is.
///
/// | state     | ways out                             |
/// | --------- | ------------------------------------ |
/// | none      | none: a call stays internal          |
/// | awaited   | `caller.answered`: connected         |
/// | connected | `caller.left`: left                  |
/// | left      | `caller.rejoined`: connected         |
enum CallerPresence: UInt8, Hashable, Sendable {
  /// An internal call has none.
  case none
  /// An outbound call that is not answered yet.
  case awaited
  case connected
  case left
}

/// Who owns the call's conversation.
///
/// | state  | ways out                                                                       |
/// | ------ | ------------------------------------------------------------------------------ |
/// | nobody | `agent.joined` (not as a helper), `transfer.failed` (C9): agent                 |
/// | agent  | `agent.left` of that agent: the successor, else nobody (C3)                     |
/// |        | `call.transferred`: an attended one to its receiver, else the successor or      |
/// |        | nobody (C4, C5)                                                                 |
/// |        | `call.ended`: nobody                                                            |
enum Floor: Hashable, Sendable, BitwiseCopyable {
  case nobody(Vacancy)
  case agent(ActiveAgent)
}

/// Since when nobody is active, as far as that decides what can still follow.
///
/// | state       | ways out                                                                  |
/// | ----------- | ------------------------------------------------------------------------- |
/// | open        | an agent becomes active                                                   |
/// | transferred | the same, or `transfer.failed` brings its agent back (C9)                 |
/// | left        | the same once `call.transferred` has been reported late (C10); until then |
/// |             | only an agent who becomes active                                          |
enum Vacancy: Hashable, Sendable, BitwiseCopyable {
  /// Nothing that happened before can come back.
  case open
  /// A blind transfer is on its way, and can come back (C9).
  case transferred(BlindTransfer)
  /// The agent left, and a transfer of theirs can still be reported (C10).
  case left(Departure)
}

/// A blind transfer on its way.
struct BlindTransfer: Hashable, Sendable, BitwiseCopyable {
  var agent: Name
  /// The queue that the agent's conversation had or, where none was open, that waited then.
  var queue: Name?
}

/// An agent's leaving that ended the call's last conversation.
struct Departure: Hashable, Sendable, BitwiseCopyable {
  var agent: Name
  /// The queue that the conversation had.
  var queue: Name?
  /// Whether a queue was entered since: then no late report decides which one waits.
  var hasEnteredQueue = false
  /// Whether a blind transfer was reported late, which can come back (C9).
  var isReported = false
}

extension Vacancy {
  /// The blind transfer that can come back (C9), if there is one.
  var transfer: BlindTransfer? {
    switch self {
    case .open: nil
    case .transferred(let transfer): transfer
    case .left(let departure):
      departure.isReported
        ? BlindTransfer(agent: departure.agent, queue: departure.queue) : nil
    }
  }
}

/// The active agent, their consult, and their conversation while the other side is there.
struct ActiveAgent: Hashable, Sendable, BitwiseCopyable {
  var agent: Name
  var consult: Consult = .none
  var conversation: OpenConversation?
}

/// An agent or number that is connected without being active.
struct Participant: Hashable, Sendable, BitwiseCopyable {
  var party: Party
  var isHelper: Bool
  var since: UInt32
}

/// A private conversation of the active agent.
///
/// | state     | ways out                                                                    |
/// | --------- | --------------------------------------------------------------------------- |
/// | none      | `consult.started`: dialling                                                 |
/// | dialling  | `consult.answered`: answered; `consult.ended`, the agent is gone: none      |
/// | answered  | `consult.ended`, whoever answered leaves: none, and that party is gone      |
/// |           | `consult.merged`, the agent is gone: none, and that party a participant     |
enum Consult: Hashable, Sendable, BitwiseCopyable {
  case none
  case dialling(Target<Name>)
  case answered(Target<Name>, Consulted)
}

/// Who answered a consult.
struct Consulted: Hashable, Sendable, BitwiseCopyable {
  var party: Party
  var since: UInt32
}

/// What was read when the conversation started, and holds until it ends (S1).
struct Terms: Hashable, Sendable, BitwiseCopyable {
  var mandate: Mandate
  var recordsAgentWhenCallerDenies: Bool
  var requiresConsent: Bool
}

/// The conversation that is open: from when an agent is active and the other side is there (C1)
/// until one of them is gone (C7).
struct OpenConversation: Hashable, Sendable, BitwiseCopyable {
  var queue: Name?
  var terms: Terms
  var isHeld = false
  var ruling: Ruling
}

/// What decides in the open conversation, and the segment that it records, if any.
///
/// | state     | ways out                                                                    |
/// | --------- | --------------------------------------------------------------------------- |
/// | silent    | an answer (D1), or a granted `manual.start`: another silence, or recording   |
/// | recording | an answer (D1), or a granted `manual.stop`: silent, or another recording     |
enum Ruling: Hashable, Sendable, BitwiseCopyable {
  case silent(SilentRule)
  case recording(OpenSegment)

  var rule: Rule {
    switch self {
    case .silent(let rule): rule.rule
    case .recording(let segment): segment.rule.rule
    }
  }
}

/// The segment that is open.
struct OpenSegment: Hashable, Sendable, BitwiseCopyable {
  var rule: RecordingRule
  var isSaved = false
  /// Whether the owner has censored it.
  var isCensored = false

  /// Whether it would be kept if it ended now (G3).
  var isKept: Bool { rule == .r2 ? isSaved : true }
}

extension CallState {
  /// Forgets everything.
  mutating func clear() {
    caller = .connected
    consent = .unknown
    floor = .nobody(.open)
    participants.clear()
    held.clear()
    waitingQueue = nil
    isRestricted = false
    isSecure = false
    recorderHasFailed = false
    nextConnection = 1
  }

  /// Whether the caller's latest answer is a denial; an internal call is never denied.
  var isDenied: Bool { consent == .denied && caller != .none }

  /// Whether the active agent's conversation would have another side (C1).
  @inline(__always)
  var hasOtherSide: Bool {
    switch caller {
    case .connected: true
    case .awaited, .left: false
    case .none: participants.hasOther
    }
  }

  /// The active agent, if there is one. To change them in place is to change what they do; where
  /// nobody is active, nothing changes.
  @inline(__always)
  var active: ActiveAgent? {
    get {
      switch floor {
      case .nobody: nil
      case .agent(let active): active
      }
    }
    set {
      if let newValue { floor = .agent(newValue) }
    }
  }

  /// The segment that is open, if one is.
  @inline(__always)
  var openSegment: OpenSegment? {
    switch active?.conversation?.ruling {
    case .recording(let segment): segment
    case .silent, nil: nil
    }
  }

  /// Whether `party` is connected: active, consulted or a participant.
  func isConnected(_ party: Party) -> Bool {
    if let active {
      if case .agent(active.agent) = party { return true }
      if case .answered(_, let consulted) = active.consult, consulted.party == party {
        return true
      }
    }
    return participants.contains(party)
  }

  /// Takes a number for a new connection.
  mutating func takeConnection() -> UInt32 {
    defer { nextConnection &+= 1 }
    return nextConnection
  }
}
