import CallModel

@testable import CallRules

/// The contract's table of anomalies, asked of a call before an event: the first that holds.
func expectedAnomaly(_ event: CallEvent<Name>, in call: Call) -> AnomalyKind? {
  let state = call.state
  switch event {
  case .started: return .callAlreadyStarted
  case .queueEntered, .request, .ended, .consent(_, _?): return nil
  case .consent(_, nil): return call.record.direction == .internal ? .notConnected : nil
  case .variable(.badValue): return .badValue
  case .variable(.denyRecording): return call.record.direction == .internal ? .notConnected : nil
  case .variable(.restricted), .variable(.meaningless): return nil
  case .callerAnswered:
    if state.caller == .connected { return .alreadyConnected }
    return state.caller == .awaited ? nil : .notConnected
  case .callerRejoined:
    if state.caller == .connected { return .alreadyConnected }
    return state.caller == .left ? nil : .notConnected
  case .partyHeld(let party): return expectedAnomaly(holding: party, true, in: call)
  case .partyResumed(let party): return expectedAnomaly(holding: party, false, in: call)
  case .callerLeft:
    return state.caller == .none || state.caller == .awaited ? .notConnected : nil
  case .agentJoined(let agent, _): return connected(.agent(agent), state) ? .alreadyConnected : nil
  case .numberJoined(let number):
    return connected(.number(number), state) ? .alreadyConnected : nil
  case .agentLeft(let agent):
    return call.names[memory: agent].contains(.agentWasConnected) ? nil : .notConnected
  case .numberLeft(let number):
    return call.names[memory: number].contains(.numberWasConnected) ? nil : .notConnected
  case .held(let agent), .resumed(let agent):
    guard let active = state.active, active.agent == agent else { return .notActiveAgent }
    guard let conversation = active.conversation else { return .noConversation }
    if case .held = event { return conversation.isHeld ? .alreadyHeld : nil }
    return conversation.isHeld ? nil : .notHeld
  case .consultStarted(let agent, _):
    guard let active = state.active, active.agent == agent else { return .notActiveAgent }
    if active.conversation == nil { return .noConversation }
    return active.consult == .none ? nil : .consultInProgress
  case .consultAnswered(let agent, let answerer):
    return expectedAnomaly(answer: answerer, by: agent, state)
  case .consultEnded(let agent):
    guard let active = state.active, active.agent == agent else { return .notActiveAgent }
    return active.consult == .none ? .noConsult : nil
  case .consultMerged(let agent):
    guard let active = state.active, active.agent == agent else { return .notActiveAgent }
    if case .answered = active.consult { return nil }
    return .noConsult
  case .transferred(let agent, _):
    if state.active?.agent == agent { return nil }
    if case .nobody(.left(let departure)) = state.floor, departure.agent == agent { return nil }
    return .notActiveAgent
  case .transferFailed(let agent):
    switch state.floor {
    case .nobody(.transferred(let transfer)) where transfer.agent == agent: return nil
    case .nobody(.left(let departure)) where departure.agent == agent && departure.isReported:
      return nil
    case .nobody, .agent: return .noTransfer
    }
  case .secureStarted: return state.isSecure ? .alreadySecure : nil
  case .secureEnded: return state.isSecure ? nil : .notSecure
  case .recorderFailed: return state.recorderHasFailed ? .recorderAlreadyFailed : nil
  case .recorderRecovered: return state.recorderHasFailed ? nil : .recorderNotFailed
  }
}

private func expectedAnomaly(
  answer: Answerer<Name>?, by agent: Name, _ state: CallState
) -> AnomalyKind? {
  guard let active = state.active, active.agent == agent else { return .notActiveAgent }
  switch (active.consult, answer) {
  case (.none, _): return .noConsult
  case (.answered, _): return .alreadyAnswered
  case (.dialling(.queue), nil): return .missingParty
  case (.dialling, .agent(let name)?), (.dialling(.agent(let name)), nil):
    return connected(.agent(name), state) ? .alreadyConnected : nil
  case (.dialling, .number(let name)?), (.dialling(.number(let name)), nil):
    return connected(.number(name), state) ? .alreadyConnected : nil
  }
}

/// Of a party that is held or resumed alone.
private func expectedAnomaly(
  holding party: PartyID<Name>, _ isHeld: Bool, in call: Call
) -> AnomalyKind? {
  let (isThere, wasThere, known): (Bool, Bool, Party)
  switch party {
  case .caller:
    (isThere, wasThere) = (call.state.caller == .connected, call.state.caller == .left)
    known = .caller
  case .agent(let name):
    known = .agent(name)
    isThere = connected(known, call.state)
    wasThere = call.names[memory: name].contains(.agentWasConnected)
  case .number(let name):
    known = .number(name)
    isThere = connected(known, call.state)
    wasThere = call.names[memory: name].contains(.numberWasConnected)
  }
  if !isThere { return isHeld || !wasThere ? .notConnected : nil }
  if call.state.held.contains(known) == isHeld { return isHeld ? .alreadyHeld : .notHeld }
  return nil
}

/// Whether somebody is active, consulted or a participant.
private func connected(_ party: Party, _ state: CallState) -> Bool {
  var parties = state.participants.all.map(\.party)
  if let active = state.active {
    parties.append(.agent(active.agent))
    if case .answered(_, let consulted) = active.consult { parties.append(consulted.party) }
  }
  return parties.contains(party)
}
