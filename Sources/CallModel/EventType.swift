/// The types of the events that concern a call, in the order of the contract's table.
///
/// Facts are named in the past tense, requests in the imperative. The raw value is the word that
/// stands in events, scenarios, help and log.
public enum EventType: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case callStarted, ivrConsent, callVariable, queueEntered, callerAnswered, callerRejoined
  case agentJoined, agentLeft, callerLeft, partyHeld, partyResumed, callHeld, callResumed
  case consultStarted, consultAnswered, consultEnded, consultMerged
  case numberJoined, numberLeft, callTransferred, transferFailed
  case manualStart, manualStop, pendingSave, pendingUnsave, censorStart, censorStop
  case secureStarted, secureEnded, recorderFailed, recorderRecovered, callEnded

  /// The word of this type.
  public var word: StaticString {
    switch self {
    case .callStarted: "call.started"
    case .ivrConsent: "ivr.consent"
    case .callVariable: "call.variable"
    case .queueEntered: "queue.entered"
    case .callerAnswered: "caller.answered"
    case .callerRejoined: "caller.rejoined"
    case .agentJoined: "agent.joined"
    case .agentLeft: "agent.left"
    case .callerLeft: "caller.left"
    case .partyHeld: "party.held"
    case .partyResumed: "party.resumed"
    case .callHeld: "call.held"
    case .callResumed: "call.resumed"
    case .consultStarted: "consult.started"
    case .consultAnswered: "consult.answered"
    case .consultEnded: "consult.ended"
    case .consultMerged: "consult.merged"
    case .numberJoined: "number.joined"
    case .numberLeft: "number.left"
    case .callTransferred: "call.transferred"
    case .transferFailed: "transfer.failed"
    case .manualStart: "manual.start"
    case .manualStop: "manual.stop"
    case .pendingSave: "pending.save"
    case .pendingUnsave: "pending.unsave"
    case .censorStart: "censor.start"
    case .censorStop: "censor.stop"
    case .secureStarted: "secure.started"
    case .secureEnded: "secure.ended"
    case .recorderFailed: "recorder.failed"
    case .recorderRecovered: "recorder.recovered"
    case .callEnded: "call.ended"
    }
  }
}

/// What an agent asks for by pressing a button: granted, or refused with a reason.
public enum Request: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case manualStart, manualStop, pendingSave, pendingUnsave, censorStart, censorStop

  /// The event type that carries this request.
  public var type: EventType {
    switch self {
    case .manualStart: .manualStart
    case .manualStop: .manualStop
    case .pendingSave: .pendingSave
    case .pendingUnsave: .pendingUnsave
    case .censorStart: .censorStart
    case .censorStop: .censorStop
    }
  }
}
