import Bytes
import CallRules
import EventCoding
import NaiveEvaluator
import Outcomes
import RandomLogs
import Testing

/// What random logs of a few agents in a few calls hardly reach: more names than a call has room
/// for in place, and more calls than a small index holds, ending in any order.
@Suite struct Crowds {
  @Test(arguments: [6, 33, 60]) func `a call of many parties is the naive evaluator's`(
    _ parties: Int
  ) {
    for seed in 0..<2 {
      var random = SplitMix64(seed: UInt64(seed))
      var lines = [
        #"{"at":"2026-11-22T10:00:00Z","type":"setting.changed","scope":"company","#
          + #""property":"recordingForced","value":true}"#,
        event("c", "call.started", inbound),
      ]
      for _ in 0..<parties * 3 {
        let name = "somebody-\(random.below(parties))"
        let type = random.below(2) == 0 ? ("number", "number") : ("agent", "agent")
        let verb = random.below(3) == 0 ? "left" : "joined"
        lines.append(event("c", "\(type.0).\(verb)", "\"\(type.1)\":\"\(name)\""))
      }
      lines.append(event("c", "call.ended", "\"reason\":\"\""))
      expectNaive(lines)
    }
  }

  /// Whoever is captured is listed once time goes on: whatever happens in one instant, and whatever comes
  /// back to what it was, is told as by whoever lists it at once.
  @Test(arguments: [20, 40, 70])
  func `a call of many parties in few instants is the naive evaluator's`(_ parties: Int) {
    for seed in 0..<4 {
      var random = SplitMix64(seed: UInt64(seed))
      var lines = [
        #"{"at":"2026-11-22T10:00:00Z","type":"setting.changed","scope":"company","#
          + #""property":"recordingForced","value":true}"#,
        event("c", "call.started", inbound),
        event("c", "agent.joined", "\"agent\":\"owner\""),
      ]
      var milliseconds = 123
      for step in 0..<parties * 6 {
        if random.below(4) == 0 { milliseconds += 1 }
        let name = "somebody-\(random.below(parties))"
        let type = random.below(2) == 0 ? ("number", "number") : ("agent", "agent")
        let isFilling = step < parties * 2
        let line =
          switch random.below(isFilling ? 3 : 20) {
          case 0..<4: event("c", "\(type.0).joined", "\"\(type.1)\":\"\(name)\"")
          case 4..<8: event("c", "\(type.0).left", "\"\(type.1)\":\"\(name)\"")
          case 8: event("c", "call.held", "\"agent\":\"owner\"")
          case 9: event("c", "call.resumed", "\"agent\":\"owner\"")
          case 10: event("c", "secure.started", "\"reason\":\"\"")
          case 11..<14: event("c", "party.held", "\"\(type.1)\":\"\(name)\"")
          case 14..<16: event("c", "party.resumed", "\"\(type.1)\":\"\(name)\"")
          case 16:
            event(
              "c", random.below(2) == 0 ? "party.held" : "party.resumed",
              random.below(2) == 0 ? "\"x\":0" : "\"agent\":\"owner\"")
          case 17..<19:
            event(
              "c", "ivr.consent",
              "\"number\":\"\(name)\",\"answer\":\"\(random.below(2) == 0 ? "denied" : "granted")\""
            )
          default: event("c", "secure.ended", "\"reason\":\"\"")
          }
        lines.append(line.replacing("04.123Z", with: "04.\(milliseconds)Z"))
      }
      let end = event("c", "call.ended", "\"reason\":\"\"")
      lines.append(end.replacing("04.123Z", with: "04.\(milliseconds)Z"))
      expectNaive(lines)
    }
  }

  /// From 17 participants on a call is a crowd. Of those who come and go there, many are captured by no
  /// segment: numbers that denied. Nobody's recorder is told anew when they do.
  @Test func `a call about as large as a crowd begins is the naive evaluator's`() {
    for seed in Seeds.some(40) {
      var random = SplitMix64(seed: seed)
      var lines = [
        #"{"at":"2026-11-22T10:00:00Z","type":"setting.changed","scope":"company","#
          + #""property":"recordingForced","value":true}"#,
        event("c", "call.started", random.below(3) > 0 ? inbound : within),
        event("c", "agent.joined", "\"agent\":\"owner\""),
      ]
      for number in 0..<6 where random.below(3) > 0 {
        lines.append(answer(number, "denied"))
      }
      for agent in 0..<random.within(11...15) {
        lines.append(event("c", "agent.joined", "\"agent\":\"a\(agent)\""))
      }
      var milliseconds = 123
      for _ in 0..<150 {
        if random.below(3) == 0 { milliseconds += 1 }
        let line = aroundCrowd(&random)
        lines.append(line.replacing("04.123Z", with: "04.\(milliseconds)Z"))
      }
      expectNaive(lines, "\(Seeds.again(seed))")
      // Whoever writes effects looks at the call, and so has its span listed at once.
      let effects = product(lines, .effects).filter { $0.contains("\"effect\":\"capture\"") }
      #expect(capturesUnseen(lines) == effects.count, "\(Seeds.again(seed))")
    }
  }

  /// How often the fold says that something else is captured, where nobody looks at the call meanwhile.
  private func capturesUnseen(_ lines: [String]) -> Int {
    var fold = Fold()
    var parser = EventParser()
    var count = 0
    for line in lines {
      let bytes = Array(line.utf8)
      guard let event = try? parser.parse(bytes.span) else { continue }
      if case .call(_, let transition) = fold.apply(event, bytes.span).outcome,
        transition.isCapturedAnew
      {
        count += 1
      }
    }
    return count
  }

  private func aroundCrowd(_ random: inout SplitMix64) -> String {
    let number = random.below(6)
    let party =
      random.below(2) == 0 ? "\"number\":\"n\(number)\"" : "\"agent\":\"a\(random.below(16))\""
    switch random.below(24) {
    case 0..<8: return event("c", "number.joined", "\"number\":\"n\(number)\"")
    case 8..<13: return event("c", "number.left", "\"number\":\"n\(number)\"")
    case 13: return event("c", "agent.joined", "\"agent\":\"a\(random.below(16))\"")
    case 14: return event("c", "agent.left", "\"agent\":\"a\(random.below(16))\"")
    case 15: return event("c", "party.held", party)
    case 16: return event("c", "party.resumed", party)
    case 17: return answer(number, "denied")
    case 18: return answer(number, "granted")
    case 19: return event("c", "call.held", "\"agent\":\"owner\"")
    case 20: return event("c", "call.resumed", "\"agent\":\"owner\"")
    case 21: return event("c", "recorder.failed", "\"reason\":\"\"")
    case 22: return event("c", "recorder.recovered", "\"reason\":\"\"")
    default:
      let verb = ["started", "answered", "merged", "ended"][random.below(4)]
      let target = verb == "started" ? ",\"toNumber\":\"n\(number)\"" : ""
      return event("c", "consult.\(verb)", "\"agent\":\"owner\"\(target)")
    }
  }

  private func answer(_ number: Int, _ answer: String) -> String {
    event("c", "ivr.consent", "\"number\":\"n\(number)\",\"answer\":\"\(answer)\"")
  }

  @Test func `thousands of calls that end in any order are the naive evaluator's`() {
    var random = SplitMix64(seed: 11)
    var (lines, open): ([String], [String]) = ([], [])
    for number in 0..<1_500 {
      open.append("call-\(number % 700 == 0 ? 0 : number)")
      lines.append(event(open[open.count - 1], "call.started", inbound))
      if random.below(10) < 4 {
        let call = open.remove(at: random.below(open.count))
        lines.append(event(call, "agent.joined", "\"agent\":\"anna\""))
        lines.append(event(call, "call.ended", "\"reason\":\"\""))
      }
    }
    expectNaive(lines)
  }

  @Test func `a key that is given twice among hundreds of unknown ones is refused`() {
    let keys = (0..<300).map { "\"k\($0)\":0" } + ["\"k299\":1"]
    var parser = EventParser()
    let line = Array("{\(keys.joined(separator: ","))}".utf8)
    let refusal = #expect(throws: EventError.self) { _ = try parser.parse(line.span) }
    #expect(refusal?.problem == .duplicateKey("k299"))
  }

  private let within = "\"direction\":\"internal\",\"agent\":\"owner\""
  private let inbound = "\"direction\":\"inbound\",\"caller\":\"+4712345678\""

  private func event(_ call: String, _ type: String, _ fields: String) -> String {
    #"{"at":"2026-11-22T10:15:04.123Z","call":"\#(call)","type":"\#(type)",\#(fields)}"#
  }

  private func expectNaive(_ lines: [String], _ comment: Comment? = nil) {
    #expect(product(lines, .outcomes) == NaiveEvaluator.outcomes(of: lines), comment)
    #expect(product(lines, .effects) == NaiveEvaluator.effects(of: lines), comment)
  }
}
