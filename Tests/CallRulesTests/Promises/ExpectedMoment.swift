import CallModel
@testable import Bytes
@testable import CallRules

/// The rule that decides, from the contract's table: the first that holds.
func expectedRule(_ call: Call, _ conversation: OpenConversation, wasManual: Bool) -> Rule {
  let terms = conversation.terms
  let isForced: Bool
  let isPending: Bool
  switch terms.mandate {
  case .never: return .r7
  case .none: (isForced, isPending) = (false, false)
  case .forced: (isForced, isPending) = (true, false)
  case .pending(let isForcedOnAgent): (isForced, isPending) = (isForcedOnAgent, true)
  }
  let isDenied = call.record.direction != .internal && call.state.consent == .denied
  if isDenied { return isForced && terms.recordsAgentWhenCallerDenies ? .r3 : .r4 }
  if terms.requiresConsent, call.record.direction != .internal, call.state.consent != .granted {
    return .r8
  }
  if isPending { return .r2 }
  if isForced { return .r1 }
  return wasManual ? .r5 : .r6
}

/// What the open segment's last span is, and whom it takes, from the contract's table.
func expectedSpan(_ call: Call) -> (kind: SpanKind, captured: Set<Party>)? {
  guard let active = call.state.active, let conversation = active.conversation,
    case .recording(let segment) = conversation.ruling
  else { return nil }
  let owner = Party.agent(active.agent)
  var everyone: Set<Party> = [owner]
  if call.state.caller == .connected { everyone.insert(.caller) }
  for participant in call.state.participants.all { everyone.insert(participant.party) }
  let heard = everyone.filter { !call.state.held.contains($0) }
  let kind: SpanKind
  var captured: Set<Party> = []
  if call.state.recorderHasFailed {
    kind = .gap
  } else if segment.isCensored || call.state.isSecure {
    kind = .censored
  } else if conversation.isHeld, case .answered(_, let consulted) = active.consult {
    (kind, captured) = (.consult, [owner, consulted.party])
  } else if conversation.isHeld || heard.subtracting([owner]).isEmpty {
    (kind, captured) = (.hold, [owner])
  } else {
    (kind, captured) = (heard.count > 2 ? .conference : .talk, heard)
  }
  if segment.rule == .r3, kind != .gap, kind != .censored { captured = [owner] }
  return (kind, captured.filter { isCapturable($0, call) })
}

/// Nobody is captured who cannot be heard, nor a number that denied.
private func isCapturable(_ party: Party, _ call: Call) -> Bool {
  if call.state.held.contains(party) { return false }
  guard case .number(let name) = party else { return true }
  return !call.names[memory: name].contains(.numberDenies)
}

/// Where the call's state and its expected moment disagree.
func brokenExpectations(_ call: Call) -> [String] {
  var broken: [String] = []
  guard let conversation = call.state.active?.conversation else { return [] }
  let ruling = conversation.ruling
  if expectedRule(call, conversation, wasManual: ruling.rule == .r5) != ruling.rule {
    broken.append("\(ruling.rule) decides")
  }
  let history = call.history
  let decisions = history.decisions(of: history.conversations.count - 1)
  if decisions.isEmpty || history.decisions.last?.rule != ruling.rule {
    broken.append("another rule is cited than decides")
  }
  if let expected = expectedSpan(call) {
    let place = history.spans.count - 1
    let captured = place < 0 ? [] : Array(history.captured[history.captured(of: place)])
    if place < 0 || history.spans[place].kind != expected.kind {
      broken.append("the span is not \(expected.kind)")
    }
    if Set(captured) != expected.captured { broken.append("others are captured") }
  }
  return broken
}
