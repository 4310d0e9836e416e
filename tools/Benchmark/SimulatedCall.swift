import CallModel

/// What a simulated call does next.
enum Step: UInt8 {
  case started, granted, denied, variable, queueEntered, callerAnswered, joined
  case held, resumed, consultStarted, consultAnswered, consultEnded, consultMerged
  case transferred, helperJoined, helperLeft, transferredBlind
  case manualStart, manualStop, saved, censorStart, censorStop
  case secureStarted, secureEnded, failed, recovered, informed, left, callerLeft, ended
}

/// A call that the generator has under way: who is in it, and what is still to happen.
struct SimulatedCall {
  let number: UInt64
  let direction: Direction
  let source: Int
  /// Who has the conversation; a transfer exchanges it with the other.
  var owner: Int
  var other: Int
  let helper: Int
  let queue: Int
  let caller: Int
  private var steps: [Step]
  private var next = 0

  /// A call whose story chance has written.
  init(number: UInt64, _ chance: inout Chance) {
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
}
