/// Which way a call goes.
public enum Direction: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  /// The caller rang us.
  case inbound
  /// An agent or a dialler rang the caller.
  case outbound
  /// Agent to agent: there is no caller.
  case `internal`

  /// The word of this value.
  public var word: StaticString {
    switch self {
    case .inbound: "inbound"
    case .outbound: "outbound"
    case .internal: "internal"
    }
  }
}

/// An answer to the question whether the call may be recorded.
public enum Answer: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case granted, denied

  /// The word of this value.
  public var word: StaticString {
    switch self {
    case .granted: "granted"
    case .denied: "denied"
    }
  }
}

/// In which role an agent joins a call.
public enum Role: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  /// Becomes active where nobody is.
  case agent
  /// A supervisor who barges in and does not take over by themselves.
  case helper

  /// The word of this value.
  public var word: StaticString {
    switch self {
    case .agent: "agent"
    case .helper: "helper"
    }
  }
}

/// Whom a consult or a transfer goes to.
public enum Target<ID> {
  case agent(ID)
  case queue(ID)
  case number(ID)
}

extension Target: Equatable where ID: Equatable {}
extension Target: Hashable where ID: Hashable {}
extension Target: Sendable where ID: Sendable {}
extension Target: BitwiseCopyable where ID: BitwiseCopyable {}

/// Who answered a consult, where the event says so.
public enum Answerer<ID> {
  case agent(ID)
  case number(ID)
}

extension Answerer: Equatable where ID: Equatable {}
extension Answerer: Sendable where ID: Sendable {}
extension Answerer: BitwiseCopyable where ID: BitwiseCopyable {}

/// One party of a call, as an event names it.
public enum PartyID<ID> {
  case caller
  case agent(ID)
  case number(ID)
}

extension PartyID: Equatable where ID: Equatable {}
extension PartyID: Sendable where ID: Sendable {}
extension PartyID: BitwiseCopyable where ID: BitwiseCopyable {}

/// What happened in a call, with ids as `ID`: `Text` as it arrives, `Name` once its call knows it.
///
/// Fields that mean nothing to the rules (`prompt`, `reason`, who asked for consent) stay in the
/// event's bytes.
public enum CallEvent<ID> {
  /// `agent` is the initiator; `parent` the call that this one continues.
  case started(Direction, caller: ID?, agent: ID?, parent: ID?)
  /// An answer of the caller or, where there is one, of that number.
  case consent(Answer, number: ID?)
  case variable(Variable)
  case queueEntered(ID)
  case callerAnswered
  /// A caller who had left is back.
  case callerRejoined
  case agentJoined(ID, Role)
  case agentLeft(ID)
  case callerLeft
  /// One party alone is put on hold or muted, whoever did it.
  case partyHeld(PartyID<ID>)
  /// That party can be heard again.
  case partyResumed(PartyID<ID>)
  case held(by: ID)
  case resumed(by: ID)
  case consultStarted(by: ID, Target<ID>)
  case consultAnswered(by: ID, answerer: Answerer<ID>?)
  case consultEnded(by: ID)
  case consultMerged(by: ID)
  case numberJoined(ID)
  case numberLeft(ID)
  case transferred(by: ID, Target<ID>)
  case transferFailed(ID)
  case request(Request, by: ID)
  case secureStarted
  case secureEnded
  case recorderFailed
  case recorderRecovered
  case ended

  /// The type whose word stands in the event.
  ///
  /// Inlinable, because nothing else lets a release build specialise it for another module's `ID`.
  @inlinable
  public var type: EventType {
    switch self {
    case .started: .callStarted
    case .consent: .ivrConsent
    case .variable: .callVariable
    case .queueEntered: .queueEntered
    case .callerAnswered: .callerAnswered
    case .callerRejoined: .callerRejoined
    case .agentJoined: .agentJoined
    case .agentLeft: .agentLeft
    case .callerLeft: .callerLeft
    case .partyHeld: .partyHeld
    case .partyResumed: .partyResumed
    case .held: .callHeld
    case .resumed: .callResumed
    case .consultStarted: .consultStarted
    case .consultAnswered: .consultAnswered
    case .consultEnded: .consultEnded
    case .consultMerged: .consultMerged
    case .numberJoined: .numberJoined
    case .numberLeft: .numberLeft
    case .transferred: .callTransferred
    case .transferFailed: .transferFailed
    case .request(let request, _): request.type
    case .secureStarted: .secureStarted
    case .secureEnded: .secureEnded
    case .recorderFailed: .recorderFailed
    case .recorderRecovered: .recorderRecovered
    case .ended: .callEnded
    }
  }
}

extension CallEvent: Sendable where ID: Sendable {}
extension CallEvent: BitwiseCopyable where ID: BitwiseCopyable {}
