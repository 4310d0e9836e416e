import CallModel
@testable import Bytes
@testable import CallRules

/// Who is there after an event, who of them is active, and which queue waits: the C-rules, written
/// from the contract.
struct ExpectedFloor: Equatable {
  var active: Name?
  /// Everyone else who is connected, consulted or not, helpers among them, in the order of their
  /// connections.
  var others: [Other]
  var consult: Consult
  var isHeld: Bool
  /// Who is on hold alone.
  var heldAlone: Set<Party>
  var waiting: Name?
  /// Whose blind transfer can come back, and which queue waits then.
  var comesBack: Return?
  /// Whose transfer can be reported late, and which queue waits if it fails then.
  var late: Late?

  struct Return: Hashable {
    var agent: Name
    var queue: Name?
  }

  struct Late: Hashable {
    var back: Return
    var hasEnteredQueue = false
  }

  /// Somebody who is connected.
  struct Other: Hashable {
    var party: Party
    var isHelper = false
  }

  enum Consult: Hashable {
    case none
    case dialling(Target<Name>)
    case answered(Target<Name>, Party)
  }

  /// What is there in a call.
  init(_ call: Call) {
    let state = call.state
    var connected = state.participants.all.map {
      (Other(party: $0.party, isHelper: $0.isHelper), $0.since)
    }
    active = state.active?.agent
    consult = .none
    switch state.active?.consult {
    case CallRules.Consult.none?, nil: break
    case .dialling(let target)?: consult = .dialling(target)
    case .answered(let target, let consulted)?:
      consult = .answered(target, consulted.party)
      connected.append((Other(party: consulted.party), consulted.since))
    }
    others = connected.sorted { $0.1 < $1.1 }.map(\.0)
    isHeld = state.active?.conversation?.isHeld ?? false
    heldAlone = Set(state.held.parties + (state.held.hasCaller ? [.caller] : []))
    waiting = state.waitingQueue
    switch state.floor {
    case .agent, .nobody(.open): break
    case .nobody(.transferred(let transfer)):
      comesBack = Return(agent: transfer.agent, queue: transfer.queue)
    case .nobody(.left(let departure)):
      let back = Return(agent: departure.agent, queue: departure.queue)
      late = Late(back: back, hasEnteredQueue: departure.hasEnteredQueue)
      if departure.isReported { comesBack = back }
    }
  }

  /// What is to be there after an event that is no anomaly.
  mutating func apply(_ event: CallEvent<Name>, _ before: Call) {
    let conversation = before.state.active?.conversation
    switch event {
    case .ended: active = nil
    case .queueEntered(let queue):
      waiting = queue
      late?.hasEnteredQueue = true
    case .agentJoined(let agent, let role):
      if active == nil, role == .agent {
        active = agent
      } else {
        others.append(Other(party: .agent(agent), isHelper: role == .helper))
      }
    case .numberJoined(let number): others.append(Other(party: .number(number)))
    case .agentLeft(let agent) where agent == active:
      activeLeft()
      heldAlone.remove(.agent(agent))
      if active == nil, let conversation {
        waiting = waiting ?? conversation.queue
        late = Late(back: Return(agent: agent, queue: conversation.queue))
      }
    case .agentLeft(let agent): left(.agent(agent))
    case .numberLeft(let number): left(.number(number))
    case .held: isHeld = true
    case .resumed(let agent):
      isHeld = false
      heldAlone.formIntersection([.agent(agent)])
    case .partyHeld(let party): heldAlone.insert(Party(party))
    case .partyResumed(let party): heldAlone.remove(Party(party))
    case .callerLeft:
      heldAlone.remove(.caller)
      waiting = waiting ?? conversation?.queue
    case .consultStarted(_, let target): (consult, isHeld) = (.dialling(target), true)
    case .consultAnswered(_, let answerer): answered(answerer)
    case .consultEnded: endConsult()
    case .consultMerged: (consult, isHeld) = (.none, false)
    case .transferred(let agent, let target) where agent == active:
      heldAlone.remove(.agent(agent))
      transferred(target, conversation)
    case .transferred(_, let target): reportedLate(target)
    case .transferFailed(let agent): failed(agent)
    case .started, .consent, .variable, .callerAnswered, .callerRejoined, .request,
      .secureStarted, .secureEnded, .recorderFailed, .recorderRecovered:
      break
    }
    if active != before.state.active?.agent { (consult, isHeld) = (.none, false) }
    if active != nil { (comesBack, late) = (nil, nil) }
  }

  /// C8.
  private mutating func left(_ party: Party) {
    if case .answered(_, party) = consult { (consult, isHeld) = (.none, false) }
    others.removeAll { $0.party == party }
    heldAlone.remove(party)
  }

  /// C3.
  private mutating func activeLeft() {
    active = nil
    for other in others where !other.isHelper {
      guard case .agent(let agent) = other.party else { continue }
      return becomesActive(agent)
    }
  }

  private mutating func becomesActive(_ agent: Name) {
    active = agent
    others.removeAll { $0.party == .agent(agent) }
  }

  private mutating func answered(_ answerer: Answerer<Name>?) {
    guard case .dialling(let target) = consult else { return }
    let party: Party?
    switch (answerer, target) {
    case (.agent(let name)?, _), (nil, .agent(let name)): party = .agent(name)
    case (.number(let name)?, _), (nil, .number(let name)): party = .number(name)
    case (nil, .queue): party = nil
    }
    guard let party else { return }
    others.append(Other(party: party))
    consult = .answered(target, party)
  }

  private mutating func endConsult() {
    if case .answered(_, let party) = consult { left(party) }
    (consult, isHeld) = (.none, false)
  }

  /// C4, C5, C6.
  private mutating func transferred(_ target: Target<Name>, _ conversation: OpenConversation?) {
    if let party = receiver(of: target) {
      if case .answered(.queue(let dialled), party) = consult, case .agent = party {
        waiting = dialled
      }
      if case .agent(let agent) = party { becomesActive(agent) } else { activeLeft() }
      return
    }
    endConsult()
    if let agent = active {
      comesBack = Return(agent: agent, queue: conversation == nil ? waiting : conversation?.queue)
    }
    waiting = nil
    switch target {
    case .agent: active = nil
    case .queue(let queue): (active, waiting) = (nil, queue)
    case .number: activeLeft()
    }
  }

  /// C10.
  private mutating func reportedLate(_ target: Target<Name>) {
    guard let late else { return }
    comesBack = late.back
    if late.hasEnteredQueue { return }
    if case .queue(let queue) = target { waiting = queue } else { waiting = nil }
  }

  /// Who among the connected a transfer names; nobody, where it is blind.
  private func receiver(of target: Target<Name>) -> Party? {
    if case .agent(active) = target { return nil }
    let named: Party? =
      switch target {
      case .agent(let name): .agent(name)
      case .number(let name): .number(name)
      case .queue: nil
      }
    if let named, others.contains(where: { $0.party == named }) { return named }
    if case .answered(target, let party) = consult { return party }
    return nil
  }

  /// C9.
  private mutating func failed(_ agent: Name) {
    guard let comesBack else { return }
    active = agent
    waiting = comesBack.queue
    others.removeAll { $0.party == .agent(agent) }
  }
}

/// Where the call after an event is not what the C-rules say.
func brokenFloor(_ event: CallEvent<Name>, _ before: Call, _ after: Call) -> [String] {
  var expected = ExpectedFloor(before)
  if expectedAnomaly(event, in: before) == nil { expected.apply(event, before) }
  let actual = ExpectedFloor(after)
  // Of a call that is over nothing is kept but its record.
  if after.record.endedAt != nil { return actual.active == nil ? [] : ["somebody is active"] }
  var broken: [String] = []
  if actual.active != expected.active { broken.append("another agent is active") }
  if actual.others != expected.others { broken.append("others are connected") }
  if actual.consult != expected.consult { broken.append("the consult is another") }
  if actual.comesBack != expected.comesBack { broken.append("another transfer can come back") }
  if actual.late != expected.late { broken.append("another transfer can be reported late") }
  let hasEnded = before.state.active?.conversation != nil && endings(after) > endings(before)
  if actual.heldAlone != (hasEnded ? [] : expected.heldAlone) { broken.append("others on hold") }
  let hasStarted = after.history.conversations.count > before.history.conversations.count
  let isOpen = after.state.active?.conversation != nil
  if actual.isHeld != (expected.isHeld && isOpen && !hasStarted) { broken.append("the hold") }
  if hasStarted {
    let isNever = after.history.conversations.last?.mandate == .never
    let hasQueue = after.record.direction != .internal || isNever
    let queue = hasQueue ? expected.waiting : nil
    if after.history.conversations.last?.queue != queue { broken.append("another queue's") }
    if actual.waiting != nil { broken.append("a queue waits on") }
  } else if actual.waiting != expected.waiting {
    broken.append("another queue waits")
  }
  return broken
}

/// How many conversations of a call have ended.
private func endings(_ call: Call) -> Int {
  call.history.conversations.count { $0.ending != nil }
}

extension Party {
  fileprivate init(_ party: PartyID<Name>) {
    switch party {
    case .caller: self = .caller
    case .agent(let name): self = .agent(name)
    case .number(let name): self = .number(name)
    }
  }
}
