import NaiveEvaluator
import RandomLogs
import Outcomes
import Testing

/// Different calls' events in another order change no call's outcome: settings, ticks, each source's
/// events, and a parent with its children, kept in their order (rule section 5, 9).
@Suite struct Interleaving {
  @Test func `another order of independent events gives the same lines`() {
    for seed in Seeds.some {
      var log = RandomLog(seed: seed)
      let lines = log.lines(400)
      var random = SplitMix64(seed: seed)
      let other = interleaved(lines, &random)
      let (one, two) = (product(lines, .outcomes), product(other, .outcomes))
      #expect(one.sorted() == two.sorted(), "\(Seeds.again(seed))")
    }
  }

  @Test func `most random logs have events that can change places`() {
    let moved = Seeds.some.count { seed in
      var log = RandomLog(seed: seed)
      let lines = log.lines(400)
      var random = SplitMix64(seed: seed)
      return interleaved(lines, &random) != lines
    }
    #expect(moved * 4 > Seeds.some.count)
  }

  /// Neighbours that are independent change places, many times over.
  private func interleaved(_ lines: [String], _ random: inout SplitMix64) -> [String] {
    var events = lines.map { ($0, Ties(line: $0)) }
    for _ in 0..<40 {
      for place in events.indices.dropFirst() where random.percent(50) {
        if events[place - 1].1.isIndependent(of: events[place].1) {
          events.swapAt(place - 1, place)
        }
      }
    }
    return events.map(\.0)
  }
}

/// What keeps an event in its place among others.
private struct Ties {
  let call: [UInt8]?
  let parent: [UInt8]?
  let source: [UInt8]?
  /// Settings and ticks, which hold for every call.
  let isForAll: Bool

  init(line: String) {
    func text(_ key: String) -> [UInt8]? { NaiveEvaluator.text(of: key, in: line) }
    let type = String(decoding: text("type") ?? [], as: UTF8.self)
    call = text("call")
    parent = type == "call.started" ? text("parent") : nil
    source = text("source")
    isForAll = ["setting.changed", "user.grouped", "log.tick"].contains(type)
  }

  func isIndependent(of other: Ties) -> Bool {
    if isForAll || other.isForAll { return false }
    if let source, source == other.source { return false }
    if let parent, parent == other.call { return false }
    if let call, call == other.parent || call == other.call { return false }
    return true
  }
}
