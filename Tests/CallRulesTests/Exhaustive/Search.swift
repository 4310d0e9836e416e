import CallModel
@testable import Bytes
@testable import CallRules
@testable import Settings

/// Tries every event from every state of a call that can be reached, breadth first.
struct Search {
  private(set) var states = 0
  private(set) var transitions = 0
  /// The first few broken promises, each with the state and the event.
  private(set) var findings: [String] = []

  private let world: World
  private let start: Call
  private let settings: SettingsStore
  private let events: [CallEvent<Name>]
  private var seen: Set<CallKey> = []
  private var next: [CallKey] = []

  init(_ world: World, _ direction: Direction) throws {
    self.world = world
    let (call, settings, people) = try world.call(direction)
    start = call
    self.settings = settings
    events = people.events.filter { world.cast.has($0, people) && world.plot.has($0, people) }
  }

  mutating func run() {
    visit(start)
    while !next.isEmpty {
      let present = next
      next = []
      for key in present { tryEverything(from: key) }
    }
  }

  private mutating func visit(_ call: Call) {
    if call.record.endedAt != nil { return }
    let key = CallKey(call)
    guard seen.insert(key).inserted else { return }
    states += 1
    next.append(key)
  }

  private mutating func tryEverything(from key: CallKey) {
    let before = key.call(like: start)
    for promise in brokenPromises(of: before) + brokenExpectations(before) {
      find(promise, before, .started(.inbound, caller: nil, agent: nil, parent: nil))
    }
    for event in events {
      var after = before
      let later = Instant(milliseconds: before.latest.milliseconds + 1000)
      check(event, before, &after, at: CallTime(at: later))
      visit(after)
      if transitions % world.oneAtOnceOf != 0 { continue }
      // A clock that is ahead of the log's: the event counts at the moment of the one before.
      var atOnce = before
      check(event, before, &atOnce, at: CallTime(at: later, limit: before.latest))
      if CallKey(atOnce) != CallKey(after) { find("time decides", before, event) }
      if atOnce.history.anomalies.first?.kind != .timeAhead { find("not ahead", before, event) }
    }
  }

  private mutating func check(
    _ event: CallEvent<Name>, _ before: Call, _ after: inout Call, at time: CallTime
  ) {
    transitions += 1
    let transition = after.apply(event, at: time, settings: settings)
    let step = CheckedStep(
      event: event, before: before, after: after, transition: transition, buttons: world.buttons)
    for promise in step.broken { find(promise, before, event) }
    if transition.isEnd != (event.type == .callEnded) { find("the end", before, event) }
  }

  private mutating func find(_ promise: String, _ before: Call, _ event: CallEvent<Name>) {
    if findings.count < 5 { findings.append("\(promise): \(event) after \(before.state)") }
  }
}
