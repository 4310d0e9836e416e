/// Makes the events of a contact centre in which so many calls are in progress at once: the same
/// events for the same seed on every machine, and in every later version of the program.
struct ContactCentre: Sendable {
  private let isVaried: Bool
  /// No call begins beyond this many.
  private let mostCalls: UInt64
  /// The mean time between two events of the centre is one and a half times this, in milliseconds:
  /// calls last as long however many there are.
  private let pace: Int
  private var chance: Chance
  private var calls: [SimulatedCall] = []
  private var numbers = [Int64](repeating: 0, count: Mix.sources)
  private var started: UInt64 = 0
  /// 2026-11-23T06:00:00.000Z.
  private var now: Int64 = 1_795_413_600_000
  /// Events that are to come before anything else happens, the next one last.
  private var waiting: [GeneratedEvent] = []
  /// Events that are reported late, and how many others come first.
  private var late: [(event: GeneratedEvent, after: Int)] = []
  private var made = 0

  /// Opens the centre: its settings, then nothing but calls.
  init(seed: UInt64, isVaried: Bool, callsAtOnce: Int, mostCalls: UInt64 = .max) {
    self.isVaried = isVaried
    self.mostCalls = mostCalls
    pace = max(1, 10_000 / max(1, callsAtOnce))
    chance = Chance(seed: seed)
    addSettings()
    waiting.reverse()
    for _ in 0..<callsAtOnce where started < mostCalls { calls.append(nextCall()) }
  }

  /// The next event; `nil` once all calls are over.
  mutating func next() -> GeneratedEvent? {
    made += 1
    if isVaried, made % Mix.ticks == 0 {
      return GeneratedEvent(at: now, type: "log.tick")
    }
    if let index = late.indices.first(where: { late[$0].after < made }) {
      return late.remove(at: index).event
    }
    if let event = waiting.popLast() { return event }
    guard var event = nextOfCalls() else { return late.popLast()?.event }
    guard isVaried else { return event }
    if let source = event.source { event.at += clock(source) }
    let share = chance.below(1_000)
    if share < Mix.late {
      late.append((event, made + 1 + chance.below(6)))
      return next()
    }
    if share < Mix.late + Mix.echoed { echo(event) }
    if share >= 1_000 - Mix.doubled { waiting.append(event) }
    if share == 500 { addSetting() }
    return event
  }

  /// By how much the clock of a source is wrong now.
  private mutating func clock(_ source: Int) -> Int64 {
    if chance.below(1_000) < Mix.ahead { return 9_000 }
    return source == Mix.sources - 1 ? -250 : 0
  }

  /// Another source reports the same.
  private mutating func echo(_ event: GeneratedEvent) {
    guard let source = event.source else { return }
    var other = event
    number(&other, source: (source + 1) % Mix.sources)
    waiting.append(other)
  }

  /// The next event of a call that chance picks.
  private mutating func nextOfCalls() -> GeneratedEvent? {
    while !calls.isEmpty {
      let index = chance.below(calls.count)
      while true {
        if let step = calls[index].step() { return event(step, index) }
        guard started < mostCalls else { break }
        calls[index] = nextCall()
      }
      calls.remove(at: index)
    }
    return nil
  }

  private mutating func nextCall() -> SimulatedCall {
    started += 1
    return SimulatedCall(number: started, isVaried: isVaried, &chance)
  }

  /// Gives an event its source and running number.
  private mutating func number(_ event: inout GeneratedEvent, source: Int) {
    numbers[source] += 1
    if isVaried, chance.below(1_000) < Mix.lost { numbers[source] += 1 }
    event.source = source
    event.number = numbers[source]
  }
}

// Settings.
extension ContactCentre {
  private mutating func addSettings() {
    for property in ["manualRecordingAllowed", "censorButtonVisible"] {
      add(setting("company", nil, property, .bool(true)))
    }
    for queue in 0..<Mix.queues {
      let share = queue * 100 / Mix.queues
      let pending = Mix.forcedQueues + Mix.pendingQueues
      let word =
        share < Mix.forcedQueues
        ? "forced"
        : share < pending ? "pending" : share < pending + Mix.neverQueues ? "never" : nil
      if let word { add(setting("queue", Identities.queue(queue), "recording", .text(word))) }
    }
    for agent in 0..<Mix.agents where agent * 37 % 100 < Mix.forcedAgents {
      let name = Identities.agent(agent, isVaried: isVaried)
      add(setting("user", name, "recordingForced", .bool(true)))
      if agent % 2 == 0 { add(setting("user", name, "recordAgentWhenCallerDenies", .bool(true))) }
    }
    guard isVaried else { return }
    for group in 0..<Mix.groups where group % 4 == 0 {
      add(setting("group", Identities.group(group), "consentRequired", .bool(group == 0)))
    }
    add(setting("user", "chief", "recordingAdministration", .bool(true)))
    for agent in 0..<Mix.agents / 10 {
      add(grouping(agent * 10 + 1, Identities.group(agent % Mix.groups)))
    }
  }

  private mutating func add(_ event: GeneratedEvent) {
    var event = event
    number(&event, source: 0)
    waiting.append(event)
  }

  private func setting(
    _ scope: String, _ subject: String?, _ property: String, _ value: GeneratedEvent.Value
  ) -> GeneratedEvent {
    var event = GeneratedEvent(at: now, type: "setting.changed")
    event.fields = [.init(name: "scope", value: .text(scope))]
    if let subject { event.fields.append(.init(name: "subject", value: .text(subject))) }
    event.fields.append(.init(name: "property", value: .text(property)))
    event.fields.append(.init(name: "value", value: value))
    return event
  }

  private func grouping(_ agent: Int, _ group: String?) -> GeneratedEvent {
    var event = GeneratedEvent(at: now, type: "user.grouped")
    let name = Identities.agent(agent, isVaried: isVaried)
    event.fields = [
      .init(name: "user", value: .text(name)),
      .init(name: "group", value: group.map { .text($0) } ?? .null),
    ]
    return event
  }

  /// Someone changes a setting in the middle of the day: who may, and who may not.
  private mutating func addSetting() {
    let agent = chance.below(Mix.agents)
    let name = Identities.agent(agent, isVaried: isVaried)
    var event =
      switch chance.below(4) {
      case 0: grouping(agent, chance.percent(30) ? nil : Identities.group(agent % Mix.groups))
      case 1: setting("user", name, "recordingForced", .null)
      case 2: setting("company", nil, "recordingForcedd", .bool(true))
      default: setting("user", name, "manualRecordingAllowed", .bool(chance.percent(50)))
      }
    event.fields.append(.init(name: "by", value: .text(chance.percent(80) ? "chief" : name)))
    add(event)
  }
}

// Events of calls.
extension ContactCentre {
  private mutating func event(_ step: Step, _ index: Int) -> GeneratedEvent {
    let call = calls[index]
    now += Int64(chance.below(3 * pace + 1))
    let id = Identities.call(call.number, call.direction, isVaried: isVaried)
    var event = GeneratedEvent(at: now, call: id, type: step.type)
    for (name, text) in fields(step, call) {
      event.fields.append(.init(name: name, value: .text(text)))
    }
    if step == .informed || step == .parked {
      for index in event.fields.indices { event.fields[index].isExtra = true }
    }
    if isVaried, call.source >= 2 {
      let trace = Identities.hex(call.number &* 0xD1B5_4A32_D192_ED03, 16)
      event.fields.append(.init(name: "trace", value: .text(trace), isExtra: true))
    }
    number(&event, source: call.source)
    if step == .transferred || step == .transferredBlind {
      (calls[index].owner, calls[index].other) = (call.other, call.owner)
    } else if step == .transferFailed {
      // Whoever made the transfer has the call again.
      (calls[index].owner, calls[index].other) = (call.other, call.owner)
    }
    return event
  }

  private func fields(_ step: Step, _ call: SimulatedCall) -> [(String, String)] {
    let owner = Identities.agent(call.owner, isVaried: isVaried)
    let other = Identities.agent(call.other, isVaried: isVaried)
    let helper = Identities.agent(call.helper, isVaried: isVaried)
    let number = Identities.number(call.caller / 2)
    switch step {
    case .started: return start(call)
    case .granted: return [("answer", "granted")]
    case .denied: return [("answer", "denied")]
    case .numberDenied: return [("answer", "denied"), ("number", number), ("by", owner)]
    case .variable: return [("name", "SET_RESTRICTED"), ("value", "true")]
    case .queueEntered: return [("queue", Identities.queue(call.queue))]
    case .joined: return [("agent", call.direction == .internal ? other : owner)]
    case .helperJoined: return [("agent", helper), ("role", "helper")]
    case .helperLeft: return [("agent", helper)]
    case .consultStarted, .transferred: return [("agent", owner), ("toAgent", other)]
    case .transferredBlind:
      return [("agent", owner), ("toQueue", Identities.queue((call.queue + 1) % Mix.queues))]
    case .transferFailed: return [("agent", other)]
    case .held, .resumed, .consultAnswered, .consultEnded, .consultMerged, .manualStart,
      .manualStop, .saved, .unsaved, .censorStart, .censorStop, .left, .agentHeld, .agentResumed:
      return [("agent", owner)]
    case .numberJoined, .numberLeft: return [("number", number)]
    case .failed: return [("reason", "disk full")]
    case .informed: return [("screen", "crm-contact"), ("device", "headset")]
    case .parked: return [("slot", "7")]
    case .stored, .listened: return [("segment", "1")]
    case .ended: return [("reason", "normal")]
    case .callerAnswered, .secureStarted, .secureEnded, .recovered, .callerLeft, .callerRejoined,
      .partyHeld, .partyResumed:
      return []
    }
  }

  private func start(_ call: SimulatedCall) -> [(String, String)] {
    var fields = [("direction", call.direction.rawValue)]
    if call.direction != .internal { fields.append(("caller", Identities.number(call.caller))) }
    if call.direction != .inbound {
      fields.append(("agent", Identities.agent(call.owner, isVaried: isVaried)))
    }
    if let parent = call.parent {
      let id = Identities.call(parent, call.direction, isVaried: isVaried)
      fields.append(("parent", id))
    }
    return fields
  }
}

extension Step {
  /// The word of the event's type.
  var type: String {
    switch self {
    case .started: "call.started"
    case .granted, .denied, .numberDenied: "ivr.consent"
    case .variable: "call.variable"
    case .queueEntered: "queue.entered"
    case .callerAnswered: "caller.answered"
    case .callerRejoined: "caller.rejoined"
    case .joined, .helperJoined: "agent.joined"
    case .held: "call.held"
    case .resumed: "call.resumed"
    case .partyHeld, .agentHeld: "party.held"
    case .partyResumed, .agentResumed: "party.resumed"
    case .numberJoined: "number.joined"
    case .numberLeft: "number.left"
    case .consultStarted: "consult.started"
    case .consultAnswered: "consult.answered"
    case .consultEnded: "consult.ended"
    case .consultMerged: "consult.merged"
    case .transferred, .transferredBlind: "call.transferred"
    case .transferFailed: "transfer.failed"
    case .helperLeft, .left: "agent.left"
    case .manualStart: "manual.start"
    case .manualStop: "manual.stop"
    case .saved: "pending.save"
    case .unsaved: "pending.unsave"
    case .censorStart: "censor.start"
    case .censorStop: "censor.stop"
    case .secureStarted: "secure.started"
    case .secureEnded: "secure.ended"
    case .failed: "recorder.failed"
    case .recovered: "recorder.recovered"
    case .informed: "info.screen"
    case .stored: "media.stored"
    case .listened: "archive.played"
    case .parked: "call.parked"
    case .callerLeft: "caller.left"
    case .ended: "call.ended"
    }
  }
}
