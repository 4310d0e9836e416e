extension Call {
  /// The call that an event begins; a parent that is not known passes nothing on.
  static func started(
    by event: Event, id: Word, notAfter limit: Moment?, parent: Inheritance?, settings: Settings
  ) -> Call {
    let at = startTime(of: event, notAfter: limit)
    var call = Call(
      startedBy: event, id: id, at: at, inheriting: parent ?? Inheritance())
    if at != event.at {
      call.anomalies.append((at, event.type, "timeAhead"))
    }
    if call.parent != nil && parent == nil {
      call.anomalies.append((at, event.type, "parentUnknown"))
    }
    call.inherit()
    if call.direction == "inbound" {
      call.caller = .there
    } else if let initiator = event.agent {
      call.connect(.agent(initiator))
      call.becomesActive(initiator)
    }
    call.settle(after: event, at: at, settings: settings)
    return call
  }

  /// Takes one event of this call while it is in progress.
  mutating func take(_ event: Event, notAfter limit: Moment?, settings: Settings) {
    let at = countTime(of: event, notAfter: limit)
    if let anomaly = anomaly(of: event) {
      anomalies.append((at, event.type, anomaly))
    } else if event.isRequest {
      if let reason = reasonToRefuse(event, settings: settings) {
        refusals.append((at, event.agent ?? "", event.type, reason))
      } else {
        grant(event)
      }
    } else {
      apply(event)
      if event.type == "call.ended" { endedAt = at }
    }
    settle(after: event, at: at, settings: settings)
  }

  /// Works out again, from what is now known, what is open, what decides and what is captured.
  private mutating func settle(after event: Event, at: Moment, settings: Settings) {
    settleConversation(after: event, at: at, settings: settings)
    settleRecording(after: event, at: at)
    settleCapture(at: at)
    settleNotice(at: at)
  }

  /// A fact that is no anomaly.
  private mutating func apply(_ event: Event) {
    switch event.type {
    case "ivr.consent", "call.variable":
      applyAnswer(event)
    case "queue.entered":
      waitingQueue = event.word("queue")
      latestLeaver?.hasQueueBeenEnteredSince = true
    case "caller.answered", "caller.rejoined":
      caller = .there
    case "caller.left":
      applyCallerLeft()
    case "party.held":
      heldParties.append(event.heldParty)
    case "party.resumed":
      heldParties.removeAll { $0 == event.heldParty }
    case "agent.joined":
      applyJoined(event)
    case "agent.left":
      if let agent = event.agent { applyLeft(.agent(agent)) }
    case "number.joined":
      if let number = event.word("number") { connect(.number(number)) }
    case "number.left":
      if let number = event.word("number") { applyLeft(.number(number)) }
    case "call.held":
      isOtherSideOnHold = true
    case "call.resumed":
      isOtherSideOnHold = false
      heldParties = heldParties.filter { isActive($0) }
    case "consult.started", "consult.answered", "consult.ended", "consult.merged":
      applyConsult(event)
    case "call.transferred":
      applyTransfer(event)
    case "transfer.failed":
      applyFailedTransfer(event)
    case "secure.started":
      isSecure = true
    case "secure.ended":
      isSecure = false
    case "recorder.failed":
      hasRecorderFailed = true
    case "recorder.recovered":
      hasRecorderFailed = false
    default:
      break
    }
  }
}
