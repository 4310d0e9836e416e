import CallModel

// Why an event was unexpected, and why a request was refused, in words.

extension EventText {
  /// Why `event` was unexpected in a call of that direction.
  func explanation(
    _ kind: AnomalyKind, _ event: CallEvent<Text>, _ direction: Direction
  ) -> String {
    switch (kind, event) {
    case (.alreadyConnected, .consultAnswered(_, let answerer?)):
      "\(self.answerer(answerer)) is already connected"
    case (.alreadyConnected, .callerAnswered), (.alreadyConnected, .callerRejoined):
      "the caller is already connected"
    case (.notConnected, .agentLeft), (.notConnected, .numberLeft): "never connected"
    case (.notConnected, .partyHeld(.agent)), (.notConnected, .partyHeld(.number)),
      (.notConnected, .partyResumed(.agent)), (.notConnected, .partyResumed(.number)):
      "not connected"
    case (.notConnected, _) where direction == .internal: "an internal call has no caller"
    case (.notConnected, .callerLeft), (.notConnected, .callerRejoined):
      "the caller was never connected"
    case (.notConnected, .callerAnswered): "the caller has left"
    case (.noConsult, .consultMerged): "there is no answered consult"
    case (_, _): kind.meaning
    }
  }
}

extension AnomalyKind {
  /// What it means, whoever it is about.
  package var meaning: String {
    switch self {
    case .timeAhead: "ahead of the log's clock"
    case .timeWentBackwards: "earlier than the call's time"
    case .callNotInProgress: "the call is not in progress"
    case .callAlreadyStarted: "the call has already started"
    case .unknownType: "events of this type are unknown"
    case .parentUnknown: "that call is unknown, so nothing is inherited"
    case .alreadyConnected: "already connected"
    case .notConnected: "not connected"
    case .notActiveAgent: "not the active agent"
    case .noConversation: "no conversation is open"
    case .alreadyHeld: "already on hold"
    case .notHeld: "not on hold"
    case .consultInProgress: "a consult is in progress"
    case .noConsult: "there is no consult"
    case .alreadyAnswered: "the consult was already answered"
    case .missingParty: "it does not say who answered for the queue"
    case .noTransfer: "there is no transfer that could fail"
    case .badValue: "the value must be true or false"
    case .alreadySecure: "secure input has already started"
    case .notSecure: "secure input has not started"
    case .recorderAlreadyFailed: "the recorder had already failed"
    case .recorderNotFailed: "the recorder had not failed"
    }
  }
}

extension RefusalReason {
  /// Why the request was refused.
  var explanation: String {
    switch self {
    case .notActiveAgent: "not active in a conversation"
    case .notAllowed: "the settings do not allow it"
    case .alreadyRecording: "a recording is running"
    case .neverRecorded: "the queue is never recorded"
    case .callerDenied: "the caller denied"
    case .consentMissing: "the caller has not agreed"
    case .notRecording: "no recording is running"
    case .forcedRecording: "an agent cannot stop this recording"
    case .notPending: "no pending recording is running"
    case .alreadySaved: "already saved"
    case .notSaved: "not saved"
    case .alreadyCensored: "already censored"
    case .notCensored: "not censored"
    }
  }
}
