import Bytes
import CallModel
import EventCoding
import RandomLogs
import Testing
@testable import CallRules

/// What is always true (rule section 5), after every event of random logs, sensible or not.
@Suite struct Promises {
  @Test func `every promise holds after every event of random logs`() throws {
    print("seeds \(Seeds.some.first ?? 0) to \(Seeds.some.last ?? 0)")
    for seed in Seeds.some {
      var log = RandomLog(seed: seed)
      var checked = CheckedFold()
      for line in log.lines(200) {
        let broken = try checked.apply(line)
        #expect(broken == [], "\(line)\n\(Seeds.again(seed))")
        if !broken.isEmpty { break }
      }
    }
  }

  @Test func `nothing of a call is captured after its end`() throws {
    for seed in Seeds.some {
      var log = RandomLog(seed: seed)
      var checked = CheckedFold()
      for line in log.lines(300) {
        guard case .call(let place, let transition) = try checked.step(line).outcome,
          transition.isEnd, let record = checked.fold[place]?.history, let end = record.endedAt
        else { continue }
        let endings = record.segments.map(\.ending) + record.conversations.map(\.ending)
        #expect(endings.allSatisfy { $0.map { $0.at <= end } ?? false }, "\(Seeds.again(seed))")
      }
    }
  }

  @Test func `notices are those of the segments that are really recorded, one at a time`() throws {
    for seed in Seeds.some {
      var log = RandomLog(seed: seed)
      var checked = CheckedFold()
      var shown: [Int64: Transition.Notice] = [:]
      for line in log.lines(300) {
        guard case .call(let place, let transition) = try checked.step(line).outcome,
          let call = checked.fold[place]
        else { continue }
        if let agent = transition.clearedNotice {
          #expect(shown[call.order]?.agent == agent, "\(Seeds.again(seed))")
          shown[call.order] = nil
        }
        if let notice = transition.shownNotice { shown[call.order] = notice }
        let last = call.state.recorderHasFailed ? nil : call.history.segments.last
        let open = last.flatMap { $0.ending == nil ? $0 : nil }
        #expect(shown[call.order]?.agent == open?.agent, "\(Seeds.again(seed))")
        #expect(shown[call.order]?.rule == open?.rule, "\(Seeds.again(seed))")
      }
    }
  }
}

/// A fold each of whose steps is held against the contract.
struct CheckedFold: ~Copyable {
  private(set) var fold = Fold()
  private var parser = EventParser()

  /// Folds a line in.
  mutating func step(_ line: String) throws -> Step {
    let (event, texts) = try read(line)
    return fold.apply(event, texts.span)
  }

  /// Folds a line in, and says what does not hold then.
  mutating func apply(_ line: String) throws -> [String] {
    let (event, texts) = try read(line)
    var before: Call?
    var buttons = Buttons()
    if case .call(let id, _) = event.body {
      before = fold.place(of: texts.span.extracting(id.range)).flatMap { fold[$0] }
    }
    let settings = fold.settings
    let limit = CallTime.limit(after: fold.lastTick)
    guard case .call(let place, let transition) = fold.apply(event, texts.span).outcome,
      let after = fold[place]
    else { return [] }
    guard var before, case .call(_, let change) = event.body else {
      return brokenPromises(of: after) + brokenExpectations(after)
    }
    // The names that the event brings are new to the call, and no change.
    let named = change.named { before.names.name(texts.span.extracting($0.range)) }
    if case .request(_, let agent) = change {
      let switches = settings.switches(ofUser: texts.span.extracting(agent.range))
      buttons.manual = switches.contains(.manualRecordingAllowed)
      buttons.censor = switches.contains(.censorButtonVisible)
    }
    let step = CheckedStep(
      event: named, before: before, after: after, transition: transition, buttons: buttons)
    let time = CallTime(at: event.at, limit: limit)
    return step.broken + brokenTimes(before, after, time, transition)
  }

  private mutating func read(_ line: String) throws -> (Event, [UInt8]) {
    let bytes = Array(line.utf8)
    let event = try parser.parse(bytes.span)
    return (event, event.isDecoded ? parser.decoded : bytes)
  }

  /// T1: what is dated after the limit counts at the limit, and what is then before the latest time
  /// of its call counts at that; both are noted, in this order, before anything else.
  private func brokenTimes(
    _ before: Call, _ after: Call, _ time: CallTime, _ transition: Transition
  ) -> [String] {
    let noted = after.history.anomalies[before.history.anomalies.count...]
    var expected: [AnomalyKind] = []
    if time.at > time.limit { expected.append(.timeAhead) }
    if min(time.at, time.limit) < before.latest { expected.append(.timeWentBackwards) }
    var broken: [String] = []
    if noted.map(\.kind).prefix(expected.count) != expected[...] {
      broken.append("\(expected) not noted first")
    }
    let ofTime = noted.count { $0.kind == .timeAhead || $0.kind == .timeWentBackwards }
    if ofTime != expected.count { broken.append("a time is noted too often") }
    let at = max(min(time.at, time.limit), before.latest)
    if transition.at != at { broken.append("it counts at another time") }
    if noted.contains(where: { $0.at != at }) { broken.append("an anomaly at another time") }
    return broken
  }
}
