/// Facts that do not fit the call's state.
extension Call {
  /// The first anomaly that holds for an event of this call, those of its time aside.
  func anomaly(of event: Event) -> Word? {
    if event.type == "call.started" { return "callAlreadyStarted" }
    if !event.isKnown { return "unknownType" }

    switch event.type {
    case "ivr.consent":
      if isInternal && event.word("number") == nil { return "notConnected" }
    case "caller.answered":
      if caller == .there { return "alreadyConnected" }
      if isInternal || caller == .gone { return "notConnected" }
    case "caller.rejoined":
      if caller == .there { return "alreadyConnected" }
      if isInternal || caller == .notYet { return "notConnected" }
    case "party.held", "party.resumed":
      return anomalyOfHeldParty(event)
    case "agent.joined":
      if let agent = event.agent, isConnected(.agent(agent)) { return "alreadyConnected" }
    case "number.joined":
      if let number = event.word("number"), isConnected(.number(number)) {
        return "alreadyConnected"
      }
    case "agent.left":
      if let agent = event.agent, !wasEverConnected(.agent(agent)) { return "notConnected" }
    case "number.left":
      if let number = event.word("number"), !wasEverConnected(.number(number)) {
        return "notConnected"
      }
    case "caller.left":
      if !wasEverConnected(.caller) { return "notConnected" }
    case "call.held", "call.resumed":
      if event.agent != active { return "notActiveAgent" }
      if openConversation == nil { return "noConversation" }
      if event.type == "call.held" && isOtherSideOnHold { return "alreadyHeld" }
      if event.type == "call.resumed" && !isOtherSideOnHold { return "notHeld" }
    case "consult.started", "consult.answered", "consult.ended", "consult.merged":
      return anomalyOfConsult(event)
    case "call.transferred":
      if event.agent != active && !isLateReport(event) { return "notActiveAgent" }
    case "transfer.failed":
      if blindTransfer == nil || blindTransfer?.agent != event.agent { return "noTransfer" }
    case "call.variable":
      let name = event.word("name")?.inLowerASCII
      let value = event.word("value")?.inLowerASCII
      if name == "set_restricted" && value != "true" && value != "false" { return "badValue" }
      if name == "deny_recording" && value != "false" && isInternal { return "notConnected" }
    case "secure.started":
      if isSecure { return "alreadySecure" }
    case "secure.ended":
      if !isSecure { return "notSecure" }
    case "recorder.failed":
      if hasRecorderFailed { return "recorderAlreadyFailed" }
    case "recorder.recovered":
      if !hasRecorderFailed { return "recorderNotFailed" }
    default:
      break
    }
    return nil
  }

  private func anomalyOfHeldParty(_ event: Event) -> Word? {
    let party = event.heldParty
    if event.type == "party.held" {
      if !isConnected(party) { return "notConnected" }
      if heldParties.contains(party) { return "alreadyHeld" }
      return nil
    }
    if !wasEverConnected(party) { return "notConnected" }
    let isEcho = !isConnected(party)
    if !isEcho && !heldParties.contains(party) { return "notHeld" }
    return nil
  }

  private func anomalyOfConsult(_ event: Event) -> Word? {
    if event.agent != active { return "notActiveAgent" }
    switch event.type {
    case "consult.started":
      if openConversation == nil { return "noConversation" }
      if consult != nil { return "consultInProgress" }
    case "consult.answered":
      guard let consult else { return "noConsult" }
      if consult.answeredBy != nil { return "alreadyAnswered" }
      guard let party = partyThatAnswered(event) else { return "missingParty" }
      if isConnected(party) { return "alreadyConnected" }
    case "consult.merged":
      if consult?.answeredBy == nil { return "noConsult" }
    case "consult.ended":
      if consult == nil { return "noConsult" }
    default:
      break
    }
    return nil
  }
}
