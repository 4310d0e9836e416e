import CallModel
import Interchange
import RandomLogs
import Testing

/// Different calls' events in another order change no call's outcome, settings and each source's
/// events kept in their order (rule section 5, 9).
@Suite struct Interleaving {
  @Test func `another order of independent events gives the same lines`() throws {
    for seed in Seeds.some {
      var log = RandomLog(seed: seed)
      let lines = log.lines(400)
      var random = SplitMix64(seed: seed)
      let other = try interleaved(lines, &random)
      let (one, two) = (product(lines, .outcomes), product(other, .outcomes))
      #expect(one.sorted() == two.sorted(), "\(Seeds.again(seed))")
    }
  }

  @Test func `most random logs have events that can change places`() throws {
    let moved = try Seeds.some.count { seed in
      var log = RandomLog(seed: seed)
      let lines = log.lines(400)
      var random = SplitMix64(seed: seed)
      return try interleaved(lines, &random) != lines
    }
    #expect(moved * 4 > Seeds.some.count)
  }

  /// Neighbours that are independent change places, many times over.
  private func interleaved(_ lines: [String], _ random: inout SplitMix64) throws -> [String] {
    var events = try lines.map { ($0, try Ties(line: $0)) }
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
  var call: [UInt8]?
  var source: [UInt8]?
  var isConfiguration = false

  init(line: String) throws {
    let bytes = Array(line.utf8)
    var parser = EventParser()
    let event = try parser.parse(bytes.span)
    let texts = event.isDecoded ? parser.decoded : bytes
    source = event.source.map { Array(texts[$0.source.range]) }
    switch event.body {
    case .call(let call, _): self.call = Array(texts[call.range])
    case .unknown(_, let call): self.call = call.map { Array(texts[$0.range]) }
    case .setting, .grouping: isConfiguration = true
    case .silent: break
    }
  }

  func isIndependent(of other: Ties) -> Bool {
    if isConfiguration || other.isConfiguration { return false }
    if let source, source == other.source { return false }
    return call == nil || call != other.call
  }
}
