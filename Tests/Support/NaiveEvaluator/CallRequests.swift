/// Requests, and why one is refused.
extension Call {
  /// The first reason that holds; nothing if the request is granted.
  func reasonToRefuse(_ event: Event, settings: Settings) -> Word? {
    guard let agent = event.agent, let conversation = openConversation, agent == active else {
      return "notActiveAgent"
    }
    let segment = openSegment.map { segments[$0] }
    let rule = conversations[conversation].decisions.last?.rule

    switch event.type {
    case "manual.start":
      if !settings.isOn("manualRecordingAllowed", for: agent) { return "notAllowed" }
      if segment != nil { return "alreadyRecording" }
      if rule == .r7 { return "neverRecorded" }
      if rule == .r4 { return "callerDenied" }
      if rule == .r8 { return "consentMissing" }
    case "manual.stop":
      guard let segment else { return "notRecording" }
      if segment.rule != .r5 { return "forcedRecording" }
    case "pending.save":
      guard let segment, segment.rule == .r2 else { return "notPending" }
      if segment.isSaved { return "alreadySaved" }
    case "pending.unsave":
      guard let segment, segment.rule == .r2 else { return "notPending" }
      if !segment.isSaved { return "notSaved" }
    case "censor.start":
      if !settings.isOn("censorButtonVisible", for: agent) { return "notAllowed" }
      guard let segment else { return "notRecording" }
      if segment.isCensored { return "alreadyCensored" }
    case "censor.stop":
      guard let segment else { return "notRecording" }
      if !segment.isCensored { return "notCensored" }
    default:
      break
    }
    return nil
  }

  mutating func grant(_ event: Event) {
    if event.type == "manual.start" { isManuallyStarted = true }
    if event.type == "manual.stop" { isManuallyStarted = false }
    guard let open = openSegment else { return }
    switch event.type {
    case "pending.save": segments[open].isSaved = true
    case "pending.unsave": segments[open].isSaved = false
    case "censor.start": segments[open].isCensored = true
    case "censor.stop": segments[open].isCensored = false
    default: break
    }
  }
}
