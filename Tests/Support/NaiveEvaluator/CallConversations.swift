/// Conversations: C1, C6, C7 and what is asked for: M1 to M5.
extension Call {
  mutating func settleConversation(after event: Event, at: Moment, settings: Settings) {
    if let open = openConversation {
      let isStillOpen =
        endedAt == nil && isOtherSideThere && active == conversations[open].agent
      if !isStillOpen {
        endConversation(open, reason: endReason(after: event, of: conversations[open]), at: at)
      }
    }
    if openConversation == nil, endedAt == nil, isOtherSideThere, let active {
      startConversation(of: active, at: at, settings: settings)
    }
  }

  /// C7
  private func endReason(after event: Event, of conversation: Conversation) -> Word {
    switch event.type {
    case "call.ended": return "callEnded"
    case "call.transferred": return "transferred"
    case "caller.left": return "callerLeft"
    case "agent.left": return event.agent == conversation.agent ? "agentLeft" : "partyLeft"
    default: return "partyLeft"
    }
  }

  private mutating func endConversation(_ open: Int, reason: Word, at: Moment) {
    conversations[open].endedAt = at
    conversations[open].endReason = reason
    isOtherSideOnHold = false
    heldParties = []
    keepQueueWaiting(of: conversations[open], endedBy: reason)
    if reason == "agentLeft" && active == nil {
      latestLeaver = Leaver(
        agent: conversations[open].agent, queueOfConversation: conversations[open].queue)
    }
    endSegment(reason: reason, at: at)
  }

  /// C6: the next agent, or the caller who comes back, has the same mandate.
  private mutating func keepQueueWaiting(of conversation: Conversation, endedBy reason: Word) {
    let isDroppedPhone = reason == "agentLeft" && active == nil
    let mayCallerComeBack = reason == "callerLeft"
    if (isDroppedPhone || mayCallerComeBack) && waitingQueue == nil {
      waitingQueue = conversation.queue
    }
  }

  /// C6: on an internal call the queue counts only if it is never recorded.
  private func queueOfNextConversation(settings: Settings) -> Word? {
    guard let waitingQueue else { return nil }
    if isInternal && settings.recording(ofQueue: waitingQueue) != "never" { return nil }
    return waitingQueue
  }

  private mutating func startConversation(of agent: Word, at: Moment, settings: Settings) {
    let queue = queueOfNextConversation(settings: settings)
    waitingQueue = nil

    let recording = queue.map { settings.recording(ofQueue: $0) } ?? "off"
    var forcedBy: [Word] = []
    if settings.isOn("recordingForced", for: agent) { forcedBy.append("agent") }
    if recording == "forced" { forcedBy.append("queue") }

    let mandate: Mandate
    if recording == "never" {
      mandate = .never  // M1
    } else if recording == "pending" {
      mandate = .pending  // M2
    } else if !forcedBy.isEmpty {
      mandate = .forced  // M3
    } else {
      mandate = .none  // M5
    }
    let namesWhoForces = mandate == .forced || mandate == .pending
    let denies = settings.isOn("recordAgentWhenCallerDenies", for: agent)
    let required = settings.isOn("consentRequired", for: agent)
    conversations.append(
      Conversation(
        agent: agent, startedAt: at, queue: queue, mandate: mandate,
        forcedBy: namesWhoForces ? forcedBy : [], recordAgentWhenCallerDenies: denies,
        consentRequired: required))
  }
}
