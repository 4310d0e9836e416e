import CallModel

@testable import CallRules

/// The contract's table of refusals, asked of a call before a request: the first that holds.
func expectedRefusal(
  _ request: Request, by agent: Name, in call: Call, _ buttons: Buttons
) -> RefusalReason? {
  guard let active = call.state.active, active.agent == agent,
    let ruling = active.conversation?.ruling
  else { return .notActiveAgent }
  let open: OpenSegment? = if case .recording(let segment) = ruling { segment } else { nil }
  switch request {
  case .manualStart:
    if !buttons.manual { return .notAllowed }
    if open != nil { return .alreadyRecording }
    return [.r7: .neverRecorded, .r4: .callerDenied, .r8: .consentMissing][ruling.rule]
  case .manualStop:
    guard let open else { return .notRecording }
    return open.rule == .r5 ? nil : .forcedRecording
  case .pendingSave:
    guard let open, open.rule == .r2 else { return .notPending }
    return open.isSaved ? .alreadySaved : nil
  case .pendingUnsave:
    guard let open, open.rule == .r2 else { return .notPending }
    return open.isSaved ? nil : .notSaved
  case .censorStart:
    if !buttons.censor { return .notAllowed }
    guard let open else { return .notRecording }
    return open.isCensored ? .alreadyCensored : nil
  case .censorStop:
    guard let open else { return .notRecording }
    return open.isCensored ? nil : .notCensored
  }
}

/// What buttons are there when one is pressed (S1).
struct Buttons: Hashable {
  var manual = false
  var censor = false
}
