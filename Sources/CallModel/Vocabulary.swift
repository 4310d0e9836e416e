// The words of outcomes and effects: each enumeration is closed, and its words are contracts.

/// The caller's latest answer.
public enum Consent: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case unknown, granted, denied

  /// The word of this value.
  public var word: StaticString {
    switch self {
    case .unknown: "unknown"
    case .granted: "granted"
    case .denied: "denied"
    }
  }
}

/// What configuration asks for a conversation (M1–M5).
public enum Mandate: Hashable, Sendable, BitwiseCopyable {
  case never
  /// The queue asks for it; whether recording is forced on the active agent too.
  case pending(isForcedOnAgent: Bool)
  case forced(by: ForcedBy)
  case none

  /// The word of this mandate.
  public var word: StaticString {
    switch self {
    case .never: "never"
    case .pending: "pending"
    case .forced: "forced"
    case .none: "none"
    }
  }

  /// Whether recording is forced, on the active agent or by the queue.
  public var isForced: Bool {
    switch self {
    case .forced, .pending(isForcedOnAgent: true): true
    case .never, .pending(isForcedOnAgent: false), .none: false
    }
  }
}

/// Who forces a recording (M3).
public enum ForcedBy: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case agent, queue, agentAndQueue
}

/// Whose audio a segment takes.
public enum Track: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  /// Everyone who can be heard.
  case full
  /// The owner's leg alone.
  case agentOnly

  /// The word of this track.
  public var word: StaticString {
    switch self {
    case .full: "full"
    case .agentOnly: "agent-only"
    }
  }
}

/// Why a conversation or a segment ended (C7, G1).
public enum EndReason: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case agentLeft, transferred, callerLeft, partyLeft, callEnded
  /// A segment only: `manual.stop`.
  case stopped
  /// A segment only: D1.
  case consentChanged

  /// The word of this reason.
  public var word: StaticString {
    switch self {
    case .agentLeft: "agentLeft"
    case .transferred: "transferred"
    case .callerLeft: "callerLeft"
    case .partyLeft: "partyLeft"
    case .callEnded: "callEnded"
    case .stopped: "stopped"
    case .consentChanged: "consentChanged"
    }
  }
}

/// What a span is, the first that holds.
public enum SpanKind: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case gap, censored, consult, hold, conference, talk

  /// The word of this kind.
  public var word: StaticString {
    switch self {
    case .gap: "gap"
    case .censored: "censored"
    case .consult: "consult"
    case .hold: "hold"
    case .conference: "conference"
    case .talk: "talk"
    }
  }
}

/// Why a request was not granted.
public enum RefusalReason: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case notActiveAgent, notAllowed, alreadyRecording, neverRecorded, callerDenied, consentMissing
  case notRecording, forcedRecording, notPending, alreadySaved, notSaved
  case alreadyCensored, notCensored

  /// The word of this reason.
  public var word: StaticString {
    switch self {
    case .notActiveAgent: "notActiveAgent"
    case .notAllowed: "notAllowed"
    case .alreadyRecording: "alreadyRecording"
    case .neverRecorded: "neverRecorded"
    case .callerDenied: "callerDenied"
    case .consentMissing: "consentMissing"
    case .notRecording: "notRecording"
    case .forcedRecording: "forcedRecording"
    case .notPending: "notPending"
    case .alreadySaved: "alreadySaved"
    case .notSaved: "notSaved"
    case .alreadyCensored: "alreadyCensored"
    case .notCensored: "notCensored"
    }
  }
}

/// A fact that does not fit its call's state.
public enum AnomalyKind: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case timeAhead, timeWentBackwards, callNotInProgress, callAlreadyStarted, unknownType
  case parentUnknown
  case alreadyConnected, notConnected, notActiveAgent, noConversation, alreadyHeld, notHeld
  case consultInProgress, noConsult, alreadyAnswered, missingParty, noTransfer, badValue
  case alreadySecure, notSecure, recorderAlreadyFailed, recorderNotFailed

  /// The word of this anomaly.
  public var word: StaticString {
    switch self {
    case .timeAhead: "timeAhead"
    case .timeWentBackwards: "timeWentBackwards"
    case .callNotInProgress: "callNotInProgress"
    case .callAlreadyStarted: "callAlreadyStarted"
    case .unknownType: "unknownType"
    case .parentUnknown: "parentUnknown"
    case .alreadyConnected: "alreadyConnected"
    case .notConnected: "notConnected"
    case .notActiveAgent: "notActiveAgent"
    case .noConversation: "noConversation"
    case .alreadyHeld: "alreadyHeld"
    case .notHeld: "notHeld"
    case .consultInProgress: "consultInProgress"
    case .noConsult: "noConsult"
    case .alreadyAnswered: "alreadyAnswered"
    case .missingParty: "missingParty"
    case .noTransfer: "noTransfer"
    case .badValue: "badValue"
    case .alreadySecure: "alreadySecure"
    case .notSecure: "notSecure"
    case .recorderAlreadyFailed: "recorderAlreadyFailed"
    case .recorderNotFailed: "recorderNotFailed"
    }
  }
}
