import Outcomes
import Testing

/// The log's own clock bounds the time of what follows (T1).
@Suite struct LogClock {
  @Test func `without a tick every time counts`() {
    let told = product([started(at: "10:00:00"), ended(at: "23:00:00")], .outcomes)
    #expect(told[0].contains(#""endedAt":"2026-11-22T23:00:00.000Z""#))
    #expect(told[0].contains(#""anomalies":[]"#))
  }

  @Test func `an event counts at most five seconds after the largest tick`() {
    let lines = [
      tick("10:00:00"), tick("09:00:00"), started(at: "10:00:05"), ended(at: "10:00:06"),
    ]
    let told = product(lines, .outcomes)
    #expect(told[0].contains(#""startedAt":"2026-11-22T10:00:05.000Z""#))
    #expect(told[0].contains(#""endedAt":"2026-11-22T10:00:05.000Z""#))
    #expect(told[0].hasSuffix(anomalies("10:00:05", ["timeAhead"])))
  }

  @Test func `what is ahead of the clock and then late is noted as both, in this order`() {
    let lines = [started(at: "10:30:00"), tick("10:00:00"), ended(at: "11:00:00")]
    let told = product(lines, .outcomes)
    #expect(told[0].contains(#""endedAt":"2026-11-22T10:30:00.000Z""#))
    #expect(told[0].hasSuffix(anomalies("10:30:00", ["timeAhead", "timeWentBackwards"])))
  }

  @Test func `strays and refused settings show their own time`() {
    let setting =
      #"{"at":"2026-11-22T12:00:00Z","type":"setting.changed","scope":"company","#
      + #""property":"none","value":true}"#
    let told = product([tick("10:00:00"), ended(at: "11:00:00"), setting], .outcomes)
    #expect(told[0].contains(#""at":"2026-11-22T11:00:00.000Z""#))
    #expect(told[1].contains(#""at":"2026-11-22T12:00:00.000Z""#))
  }

  @Test func `a tick that was seen before is dropped like any other event`() {
    let lines = [
      tick("10:00:00", #","source":"s","n":1"#), tick("12:00:00", #","source":"s","n":1"#),
      started(at: "11:00:00"),
    ]
    #expect(product(lines, .outcomes)[0].contains(#""startedAt":"2026-11-22T10:00:05.000Z""#))
  }

  private func tick(_ time: String, _ more: String = "") -> String {
    #"{"at":"2026-11-22T\#(time)Z","type":"log.tick"\#(more)}"#
  }

  private func started(at time: String) -> String {
    #"{"at":"2026-11-22T\#(time)Z","call":"c","type":"call.started","direction":"inbound"}"#
  }

  private func ended(at time: String) -> String {
    #"{"at":"2026-11-22T\#(time)Z","call":"c","type":"call.ended"}"#
  }

  private func anomalies(_ time: String, _ kinds: [String]) -> String {
    let each = kinds.map {
      #"{"at":"2026-11-22T\#(time).000Z","type":"call.ended","anomaly":"\#($0)"}"#
    }
    return "\"anomalies\":[\(each.joined(separator: ","))]}"
  }
}
