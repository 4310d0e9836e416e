import Bytes
import CallModel
import EventCoding

/// Writes the events of a contact centre in which so many calls are in progress at once: the same
/// bytes for the same numbers on every machine.
struct ContactCentre: ~Copyable {
  /// What has been written and not yet been taken.
  var bytes = ByteWriter()
  /// How many events have been written.
  private(set) var events = 0

  private var chance = Chance(seed: 2026)
  private var calls: [SimulatedCall] = []
  private var numbers = [Int64](repeating: 0, count: Mix.sources)
  private var started: UInt64 = 0
  /// 2026-11-23T06:00:00.000Z.
  private var now = Instant(milliseconds: 1_795_413_600_000)

  /// Opens the centre: its settings, then nothing but calls.
  init(callsAtOnce: Int) {
    calls.reserveCapacity(callsAtOnce)
    writeSettings()
    for _ in 0..<callsAtOnce { calls.append(nextCall()) }
  }

  /// Writes the next event of a call that chance picks.
  mutating func writeEvent() {
    let index = chance.below(calls.count)
    while true {
      if let step = calls[index].step() { return write(step, index) }
      calls[index] = nextCall()
    }
  }

  private mutating func nextCall() -> SimulatedCall {
    started += 1
    return SimulatedCall(number: started, &chance)
  }

  // MARK: - Settings

  private mutating func writeSettings() {
    for property: StaticString in ["manualRecordingAllowed", "censorButtonVisible"] {
      writeSetting("company", nil, property, "true")
    }
    for queue in 0..<Mix.queues {
      let share = queue * 100 / Mix.queues
      let pending = Mix.forcedQueues + Mix.pendingQueues
      if share < Mix.forcedQueues {
        writeSetting("queue", .queue(queue), "recording", "\"forced\"")
      } else if share < pending {
        writeSetting("queue", .queue(queue), "recording", "\"pending\"")
      } else if share < pending + Mix.neverQueues {
        writeSetting("queue", .queue(queue), "recording", "\"never\"")
      }
    }
    for agent in 0..<Mix.agents where agent * 37 % 100 < Mix.forcedAgents {
      writeSetting("user", .agent(agent), "recordingForced", "true")
      if agent % 2 == 0 {
        writeSetting("user", .agent(agent), "recordAgentWhenCallerDenies", "true")
      }
    }
  }

  private mutating func writeSetting(
    _ scope: StaticString, _ subject: Identity?, _ property: StaticString, _ value: StaticString
  ) {
    bytes.append("{\"at\":")
    bytes.append(now)
    bytes.append(",\"type\":\"setting.changed\",\"scope\":\"")
    bytes.append(scope)
    bytes.append("\"")
    if let subject { write("subject", subject) }
    bytes.append(",\"property\":\"")
    bytes.append(property)
    bytes.append("\",\"value\":")
    bytes.append(value)
    finish(source: 0)
  }

  // MARK: - Events

  private mutating func write(_ step: Step, _ index: Int) {
    let call = calls[index]
    now.milliseconds += Int64(chance.below(4))
    bytes.append("{\"at\":")
    bytes.append(now)
    bytes.append(",\"call\":\"")
    append(.call(call.number, call.direction))
    bytes.append("\",\"type\":\"")
    bytes.append(step.type)
    bytes.append("\"")
    writeFields(step, call)
    finish(source: call.source)
    if step == .transferred || step == .transferredBlind {
      (calls[index].owner, calls[index].other) = (call.other, call.owner)
    }
  }

  private mutating func writeFields(_ step: Step, _ call: SimulatedCall) {
    switch step {
    case .started: writeStart(call)
    case .granted: bytes.append(",\"answer\":\"granted\"")
    case .denied: bytes.append(",\"answer\":\"denied\"")
    case .variable: bytes.append(",\"name\":\"SET_RESTRICTED\",\"value\":\"true\"")
    case .queueEntered: write("queue", .queue(call.queue))
    case .joined: write("agent", .agent(call.direction == .internal ? call.other : call.owner))
    case .helperJoined:
      write("agent", .agent(call.helper))
      bytes.append(",\"role\":\"helper\"")
    case .helperLeft: write("agent", .agent(call.helper))
    case .consultStarted, .transferred:
      write("agent", .agent(call.owner))
      write("toAgent", .agent(call.other))
    case .transferredBlind:
      write("agent", .agent(call.owner))
      write("toQueue", .queue((call.queue + 1) % Mix.queues))
    case .held, .resumed, .consultAnswered, .consultEnded, .consultMerged, .manualStart,
      .manualStop, .saved, .censorStart, .censorStop, .left:
      write("agent", .agent(call.owner))
    case .failed: bytes.append(",\"reason\":\"disk full\"")
    case .informed: bytes.append(",\"screen\":\"crm-contact\",\"device\":\"headset\"")
    case .ended: bytes.append(",\"reason\":\"normal\"")
    case .callerAnswered, .secureStarted, .secureEnded, .recovered, .callerLeft: break
    }
  }

  private mutating func writeStart(_ call: SimulatedCall) {
    bytes.append(",\"direction\":\"")
    bytes.append(call.direction.word)
    bytes.append("\"")
    if call.direction != .internal { write("caller", .number(call.caller)) }
    if call.direction != .inbound { write("agent", .agent(call.owner)) }
  }

  private mutating func finish(source: Int) {
    numbers[source] += 1
    bytes.append(",\"source\":\"core-")
    bytes.append(Int64(source + 1))
    bytes.append("\",\"n\":")
    bytes.append(numbers[source])
    bytes.append("}\n")
    events += 1
  }

  // MARK: - Ids

  private enum Identity {
    case agent(Int), queue(Int), number(Int)
    case call(UInt64, Direction)
  }

  private mutating func write(_ field: StaticString, _ identity: Identity) {
    bytes.append(",\"")
    bytes.append(field)
    bytes.append("\":\"")
    append(identity)
    bytes.append("\"")
  }

  private mutating func append(_ identity: Identity) {
    switch identity {
    case .agent(let agent):
      bytes.append(Self.firstNames[agent % Self.firstNames.count])
      bytes.append(".")
      bytes.append(Int64(agent + 1))
    case .queue(let queue):
      bytes.append(Self.queueNames[queue % Self.queueNames.count])
      bytes.append("-")
      bytes.append(Int64(queue + 1))
    case .number(let number):
      bytes.append("+47")
      bytes.append(Int64(number))
    case .call(let number, let direction):
      switch direction {
      case .inbound: bytes.append("c-")
      case .outbound: bytes.append("dial-")
      case .internal: bytes.append("desk-1")
      }
      // Ids look random, as those of a telephony core do.
      appendHex(number &* 0x9E37_79B9_7F4A_7C15)
    }
  }

  private mutating func appendHex(_ number: UInt64) {
    for digit in 4..<16 {
      let nibble = UInt8(truncatingIfNeeded: number >> UInt64(60 - digit * 4 + 12) & 0xF)
      bytes.append(byte: nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
    }
  }

  private static let firstNames: [StaticString] = [
    "anna", "bo", "chidi", "dagny", "elif", "farid", "greta", "henrik", "ingrid", "jonas", "karin",
    "lars", "maja", "nils", "oda", "per",
  ]
  private static let queueNames: [StaticString] = [
    "support", "sales", "billing", "technical", "returns", "vip",
  ]
}

extension Step {
  /// The word of the event's type.
  fileprivate var type: StaticString {
    switch self {
    case .started: "call.started"
    case .granted, .denied: "ivr.consent"
    case .variable: "call.variable"
    case .queueEntered: "queue.entered"
    case .callerAnswered: "caller.answered"
    case .joined, .helperJoined: "agent.joined"
    case .held: "call.held"
    case .resumed: "call.resumed"
    case .consultStarted: "consult.started"
    case .consultAnswered: "consult.answered"
    case .consultEnded: "consult.ended"
    case .consultMerged: "consult.merged"
    case .transferred, .transferredBlind: "call.transferred"
    case .helperLeft, .left: "agent.left"
    case .manualStart: "manual.start"
    case .manualStop: "manual.stop"
    case .saved: "pending.save"
    case .censorStart: "censor.start"
    case .censorStop: "censor.stop"
    case .secureStarted: "secure.started"
    case .secureEnded: "secure.ended"
    case .failed: "recorder.failed"
    case .recovered: "recorder.recovered"
    case .informed: "info.screen"
    case .callerLeft: "caller.left"
    case .ended: "call.ended"
    }
  }
}
