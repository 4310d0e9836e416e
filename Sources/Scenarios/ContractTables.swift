import CallModel

// Which anomalies and refusals the contract's tables have, each in the table's order.

extension EventType {
  /// The anomalies of this event's own row; those that any event can have are not among them.
  var anomalies: [AnomalyKind] {
    switch self {
    case .callStarted: [.parentUnknown]
    case .ivrConsent: [.notConnected]
    case .callVariable: [.badValue, .notConnected]
    case .callerAnswered, .callerRejoined: [.alreadyConnected, .notConnected]
    case .partyHeld: [.notConnected, .alreadyHeld]
    case .partyResumed: [.notConnected, .notHeld]
    case .agentJoined, .numberJoined: [.alreadyConnected]
    case .agentLeft, .callerLeft, .numberLeft: [.notConnected]
    case .callHeld: [.notActiveAgent, .noConversation, .alreadyHeld]
    case .callResumed: [.notActiveAgent, .noConversation, .notHeld]
    case .consultStarted: [.notActiveAgent, .noConversation, .consultInProgress]
    case .consultAnswered:
      [.notActiveAgent, .noConsult, .alreadyAnswered, .missingParty, .alreadyConnected]
    case .consultEnded, .consultMerged: [.notActiveAgent, .noConsult]
    case .callTransferred: [.notActiveAgent]
    case .transferFailed: [.noTransfer]
    case .secureStarted: [.alreadySecure]
    case .secureEnded: [.notSecure]
    case .recorderFailed: [.recorderAlreadyFailed]
    case .recorderRecovered: [.recorderNotFailed]
    case .queueEntered, .manualStart, .manualStop, .pendingSave, .pendingUnsave, .censorStart,
      .censorStop, .callEnded:
      []
    }
  }
}

extension AnomalyKind {
  /// The anomalies that an event of any type can have.
  static let general: [AnomalyKind] = [
    .timeAhead, .timeWentBackwards, .callNotInProgress, .callAlreadyStarted, .unknownType,
  ]
}

extension Request {
  /// What this request can be refused with.
  var refusals: [RefusalReason] {
    switch self {
    case .manualStart:
      [
        .notActiveAgent, .notAllowed, .alreadyRecording, .neverRecorded, .callerDenied,
        .consentMissing,
      ]
    case .manualStop: [.notActiveAgent, .notRecording, .forcedRecording]
    case .pendingSave: [.notActiveAgent, .notPending, .alreadySaved]
    case .pendingUnsave: [.notActiveAgent, .notPending, .notSaved]
    case .censorStart: [.notActiveAgent, .notAllowed, .notRecording, .alreadyCensored]
    case .censorStop: [.notActiveAgent, .notRecording, .notCensored]
    }
  }
}

extension EndReason {
  /// What a conversation can end with (C7); a segment can end with all of them.
  static let ofConversations: [EndReason] = [
    .agentLeft, .transferred, .callerLeft, .partyLeft, .callEnded,
  ]
}
