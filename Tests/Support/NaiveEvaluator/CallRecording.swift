/// What is recorded: R1 to R8 and D1.
extension Call {
  /// The first rule that holds in a conversation.
  private func rule(in conversation: Conversation) -> Rule {
    if conversation.mandate == .never { return .r7 }
    if isDenied && !conversation.forcedBy.isEmpty && conversation.recordAgentWhenCallerDenies {
      return .r3
    }
    if isDenied { return .r4 }
    if conversation.consentRequired && !isInternal && consent != .granted { return .r8 }
    if conversation.mandate == .forced { return .r1 }
    if conversation.mandate == .pending { return .r2 }
    if isManuallyStarted { return .r5 }
    return .r6
  }

  /// D1
  mutating func settleRecording(after event: Event, at: Moment) {
    guard let open = openConversation else { return }
    let rule = rule(in: conversations[open])
    if conversations[open].decisions.last?.rule == rule { return }
    conversations[open].decisions.append((at, rule, event.type))

    let wasCensored = openSegment.map { segments[$0].isCensored } ?? false
    endSegment(reason: event.type == "manual.stop" ? "stopped" : "consentChanged", at: at)
    if rule.records {
      isManuallyStarted = rule == .r5
      segments.append(
        Segment(
          number: segments.count + 1, agent: conversations[open].agent, rule: rule,
          startedAt: at, isCensored: wasCensored))
    }
  }

  /// Ends the segment that is open, if any. A manual start ends with its segment.
  mutating func endSegment(reason: Word, at: Moment) {
    guard let open = openSegment else { return }
    segments[open].endedAt = at
    segments[open].endReason = reason
    isManuallyStarted = false
  }
}
