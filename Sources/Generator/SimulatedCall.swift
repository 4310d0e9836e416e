/// What a simulated call does next.
enum Step: UInt8, Sendable {
  case started, granted, denied, variable, queueEntered, callerAnswered, joined
  case held, resumed, consultStarted, consultAnswered, consultEnded, consultMerged
  case transferred, helperJoined, helperLeft, transferredBlind
  case manualStart, manualStop, saved, censorStart, censorStop
  case secureStarted, secureEnded, failed, recovered, informed, left, callerLeft, ended
  // Only where lines are varied.
  case callerRejoined, partyHeld, partyResumed, agentHeld, agentResumed, numberJoined, numberLeft
  case numberDenied, transferFailed, unsaved, stored, listened, parked
}

enum CallDirection: String, Sendable {
  case inbound, outbound, `internal`
}

/// A call that the generator has under way: who is in it, and what is still to happen.
struct SimulatedCall: Sendable {
  let number: UInt64
  let direction: CallDirection
  let source: Int
  /// Who has the conversation; a transfer exchanges it with the other.
  var owner: Int
  var other: Int
  let helper: Int
  let queue: Int
  let caller: Int
  /// The number of the call that this one continues.
  private(set) var parent: UInt64?
  private var steps: [Step]
  private var next = 0

  /// A call whose story chance has written.
  init(number: UInt64, isVaried: Bool, _ chance: inout Chance) {
    self.number = number
    source = chance.below(Mix.sources)
    owner = chance.below(Mix.agents / 3)
    other = Mix.agents / 3 + chance.below(Mix.agents / 3)
    helper = Mix.agents / 3 * 2 + chance.below(Mix.agents / 3)
    queue = chance.below(Mix.queues)
    caller = chance.below(90_000_000) + 10_000_000
    let share = chance.below(100)
    direction =
      share < Mix.inbound ? .inbound : share < Mix.inbound + Mix.outbound ? .outbound : .internal
    steps = []
    steps.reserveCapacity(16)
    write(&chance)
    if isVaried { vary(&chance) }
  }

  /// Takes the next step; `nil` once the call is over.
  mutating func step() -> Step? {
    guard next < steps.count else { return nil }
    defer { next += 1 }
    return steps[next]
  }

  private mutating func write(_ chance: inout Chance) {
    steps.append(.started)
    switch direction {
    case .inbound:
      ask(&chance)
      steps += [.queueEntered, .joined]
    case .outbound:
      steps.append(.callerAnswered)
      ask(&chance)
    case .internal: steps.append(.joined)
    }
    if chance.percent(Mix.informed) { steps.append(.informed) }
    if chance.percent(Mix.manual) { steps += [.manualStart, .manualStop] }
    if chance.percent(Mix.held) { steps += [.held, .resumed] }
    if chance.percent(Mix.censored) { steps += [.censorStart, .censorStop] }
    if chance.percent(Mix.secure) { steps += [.secureStarted, .secureEnded] }
    if chance.percent(Mix.failed) { steps += [.failed, .recovered] }
    if chance.percent(Mix.saved) { steps.append(.saved) }
    if direction != .internal { writeHandovers(&chance) }
    steps.append(chance.percent(50) || direction == .internal ? .left : .callerLeft)
    steps.append(.ended)
  }

  private mutating func ask(_ chance: inout Chance) {
    if chance.percent(Mix.askedForConsent) {
      steps.append(chance.percent(Mix.denied) ? .denied : .granted)
    }
    if chance.percent(Mix.variables) { steps.append(.variable) }
  }

  private mutating func writeHandovers(_ chance: inout Chance) {
    if chance.percent(Mix.helped) { steps += [.helperJoined, .helperLeft] }
    if chance.percent(Mix.consulted) {
      steps += [.consultStarted, .consultAnswered]
      let share = chance.below(100)
      if share < Mix.transferred {
        steps.append(.transferred)
      } else {
        steps.append(share < Mix.transferred + Mix.merged ? .consultMerged : .consultEnded)
      }
    } else if chance.percent(Mix.transferredBlind) {
      steps += [.transferredBlind, .joined]
    }
  }

  /// Adds what only varied calls have.
  private mutating func vary(_ chance: inout Chance) {
    if number > 1, chance.percent(Mix.continued) {
      parent = number - UInt64(chance.below(Int(min(number - 1, 100)))) - 1
    }
    if chance.percent(Mix.partyHeld) {
      insert(chance.percent(50) ? [.partyHeld, .partyResumed] : [.agentHeld, .agentResumed])
    }
    if chance.percent(Mix.numbers) {
      insert(
        chance.percent(20)
          ? [.numberJoined, .numberDenied, .numberLeft] : [.numberJoined, .numberLeft])
    }
    if chance.percent(Mix.rejoined), direction != .internal {
      insert([.callerLeft, .callerRejoined])
    }
    if let saved = steps.firstIndex(of: .saved), chance.percent(Mix.unsaved) {
      steps.insert(.unsaved, at: saved + 1)
    }
    if let blind = steps.firstIndex(of: .transferredBlind), chance.percent(Mix.comeBack) {
      steps[blind + 1] = .transferFailed
    }
    if chance.percent(Mix.unknown) { insert([.parked]) }
    if chance.percent(Mix.stored) { steps.append(.stored) }
    if chance.percent(Mix.listened) { steps.append(.listened) }
  }

  /// Lets something happen before the call begins to end.
  private mutating func insert(_ some: [Step]) {
    steps.insert(contentsOf: some, at: steps.count - 2)
  }
}
