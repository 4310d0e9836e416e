extension RoughCall {
  /// The event of a move; the rough idea follows it.
  mutating func draft(of move: Move, _ mix: Mix, _ random: inout SplitMix64) -> Draft {
    let owner = active ?? random.one(of: mix.agents)
    switch move {
    case .callerAnswersQuestion:
      return Draft(
        "ivr.consent", [("answer", random.percent(mix.percentDenied) ? "denied" : "granted")])
    case .numberAnswersQuestion:
      let answer = random.percent(50) ? "granted" : "denied"
      let known = random.percent(80) ? numbers : []
      let number = random.one(of: known.isEmpty ? mix.numbers : known)
      return Draft("ivr.consent", [("answer", answer), ("number", number)])
    case .variable:
      return AnyDraft.variable(&random)
    case .queueEntered:
      return Draft("queue.entered", [("queue", random.one(of: mix.queues))])
    case .callerAnswered:
      isCallerThere = !hasCallerLeft
      return Draft("caller.answered")
    case .callerLeft:
      isCallerThere = false
      hasCallerLeft = true
      isHeld = false
      heldParties = []
      return Draft("caller.left")
    case .callerRejoined:
      isCallerThere = true
      return Draft("caller.rejoined")
    case .partyHeld, .partyResumed:
      return draftOfHeldParty(move, &random)
    case .goneAgentLeft:
      return Draft("agent.left", [("agent", gone.last ?? owner)])
    case .agentJoined, .helperJoined, .numberJoined, .activeLeft, .participantLeft, .numberLeft,
      .consultedLeft:
      return draftOfConnection(move, mix, &random)
    case .held:
      isHeld = true
      return Draft("call.held", [("agent", owner)])
    case .resumed:
      isHeld = false
      heldParties = []
      return Draft("call.resumed", [("agent", owner)])
    case .consultStarted, .consultAnswered, .consultEnded, .consultMerged:
      return draftOfConsult(move, owner, mix, &random)
    case .transferToConsulted, .transferToParticipant, .transferBlind, .lateTransfer,
      .transferFailed:
      return draftOfTransfer(move, owner, mix, &random)
    case .manualStart: return Draft("manual.start", [("agent", owner)])
    case .manualStop: return Draft("manual.stop", [("agent", owner)])
    case .pendingSave: return Draft("pending.save", [("agent", owner)])
    case .pendingUnsave: return Draft("pending.unsave", [("agent", owner)])
    case .censorStart: return Draft("censor.start", [("agent", owner)])
    case .censorStop: return Draft("censor.stop", [("agent", owner)])
    case .secure:
      isSecure.toggle()
      return Draft(isSecure ? "secure.started" : "secure.ended")
    case .recorder:
      hasRecorderFailed.toggle()
      return Draft(hasRecorderFailed ? "recorder.failed" : "recorder.recovered")
    case .ended:
      return Draft("call.ended")
    }
  }

  private mutating func draftOfHeldParty(_ move: Move, _ random: inout SplitMix64) -> Draft {
    if move == .partyHeld {
      let party = someParty(&random)
      heldParties.append(party)
      return party.draft("party.held")
    }
    if random.percent(10), let agent = gone.last {
      return Draft("party.resumed", [("agent", agent)])
    }
    if heldParties.isEmpty { return Draft("party.resumed") }
    return heldParties.remove(at: random.below(heldParties.count)).draft("party.resumed")
  }

  /// An agent who is roughly not connected, as a rule.
  private func someoneElse(of agents: [String], _ random: inout SplitMix64) -> String {
    let others = agents.filter { agent in
      agent != active && agent != consulted?.id && !participants.contains(agent)
    }
    return random.one(of: others.isEmpty || random.percent(10) ? agents : others)
  }

  private mutating func draftOfConnection(
    _ move: Move, _ mix: Mix, _ random: inout SplitMix64
  ) -> Draft {
    let agent = someoneElse(of: mix.agents, &random)
    let number = random.one(of: mix.numbers)
    if move == .agentJoined || move == .helperJoined {
      if active == nil && move == .agentJoined {
        becomesActive(agent)
      } else if active != agent && !participants.contains(agent) {
        participants.append(agent)
      }
      var draft = Draft("agent.joined", [("agent", agent)])
      if move == .helperJoined {
        draft.set("role", "helper")
      } else if random.percent(30) {
        draft.set("role", "agent")
      }
      return draft
    }
    if move == .activeLeft {
      let whoLeft = active ?? agent
      let endsConversation = isTalking
      endConsult(keepingParty: true)
      successorBecomesActive()
      gone.append(whoLeft)
      if endsConversation && active == nil { leaver = whoLeft }
      return Draft("agent.left", [("agent", whoLeft)])
    }
    if move == .participantLeft && !participants.isEmpty {
      let whoLeft = participants.remove(at: random.below(participants.count))
      gone.append(whoLeft)
      return Draft("agent.left", [("agent", whoLeft)])
    }
    if move == .consultedLeft, let consulted {
      endConsult(keepingParty: false)
      if consulted.key == "toAgent" { return Draft("agent.left", [("agent", consulted.id)]) }
      return Draft("number.left", [("number", consulted.id)])
    }
    if move == .numberLeft && !numbers.isEmpty {
      let whoLeft = numbers.remove(at: random.below(numbers.count))
      return Draft("number.left", [("number", whoLeft)])
    }
    if !numbers.contains(number) { numbers.append(number) }
    return Draft("number.joined", [("number", number)])
  }

  private mutating func draftOfConsult(
    _ move: Move, _ owner: String, _ mix: Mix, _ random: inout SplitMix64
  ) -> Draft {
    if move == .consultStarted {
      var target = AnyDraft.target(mix, &random)
      if target.0 == "toAgent" { target.1 = someoneElse(of: mix.agents, &random) }
      dialled = target
      isHeld = true
      return Draft("consult.started", [("agent", owner), target])
    }
    if move == .consultAnswered {
      var draft = Draft("consult.answered", [("agent", owner)])
      if let dialled, dialled.key != "toQueue", random.percent(75) {
        consulted = dialled
      } else if random.percent(70) {
        let party = someoneElse(of: mix.agents, &random)
        consulted = ("toAgent", party)
        draft.set("party", party)
      } else {
        let number = random.one(of: mix.numbers)
        consulted = ("toNumber", number)
        draft.set("number", number)
      }
      return draft
    }
    endConsult(keepingParty: move == .consultMerged)
    let type = move == .consultMerged ? "consult.merged" : "consult.ended"
    return Draft(type, [("agent", owner)])
  }

  private mutating func draftOfTransfer(
    _ move: Move, _ owner: String, _ mix: Mix, _ random: inout SplitMix64
  ) -> Draft {
    if move == .transferFailed {
      guard let agent = transferredBy else {
        return Draft("transfer.failed", [("agent", gone.last ?? owner)])
      }
      becomesActive(agent)
      return Draft("transfer.failed", [("agent", agent)])
    }
    if move == .lateTransfer {
      let agent = leaver ?? owner
      transferredBy = leaver
      return Draft("call.transferred", [("agent", agent), AnyDraft.target(mix, &random)])
    }
    if let active { gone.append(active) }
    if move == .transferBlind {
      let target = AnyDraft.target(mix, &random)
      endConsult(keepingParty: false)
      transferredBy = active
      active = nil
      heldParties = []
      if target.0 == "toNumber" { successorBecomesActive() }
      return Draft("call.transferred", [("agent", owner), target])
    }
    var target = AnyDraft.target(mix, &random)
    var named = consulted
    if move == .transferToParticipant {
      if let agent = participants.last, random.percent(60) || numbers.isEmpty {
        named = ("toAgent", agent)
      } else if let number = numbers.last {
        named = ("toNumber", number)
      }
    }
    if let named { target = named }
    let isByDialled = move == .transferToConsulted && random.percent(50)
    let written = isByDialled ? (dialled ?? target) : target
    endConsult(keepingParty: true)
    active = nil
    heldParties = []
    if target.0 == "toAgent" {
      participants.removeAll { $0 == target.1 }
      becomesActive(target.1)
    } else {
      successorBecomesActive()
    }
    return Draft("call.transferred", [("agent", owner), written])
  }
}
