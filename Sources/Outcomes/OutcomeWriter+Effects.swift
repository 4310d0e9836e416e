import Bytes
import CallModel
package import CallRules

// What recorders and screens are to do (`interchange`, "Effects").
extension OutcomeWriter {
  /// Writes the effects of one event on `call`, in the contract's order.
  package mutating func effects(_ transition: Transition, on call: inout Call, sequence: Int64) {
    names.removeAll()
    var head = EffectHead(sequence: sequence, index: 0, at: transition.at)
    for effect in call.effects(of: transition) {
      switch effect {
      case .stop(let stopped): stop(stopped, &call, &head)
      case .capture(let capture): self.capture(capture, &call, &head)
      case .notice(let agent, let rule): notice(agent, rule, &call, &head)
      case .refused(let refused): self.refused(refused, &call, &head)
      }
    }
  }

  private struct EffectHead {
    var sequence: Int64
    var index: Int64
    var at: Instant
  }

  private mutating func begin(
    _ effect: StaticString, _ call: inout Call, _ head: inout EffectHead
  ) {
    bytes.append("{\"seq\":")
    bytes.append(head.sequence)
    bytes.append(",\"index\":")
    bytes.append(head.index)
    bytes.append(",\"at\":")
    bytes.append(head.at)
    append(",\"call\":\"", Call.id, "\",\"effect\":\"", &call)
    bytes.append(effect)
    bytes.append("\"")
    head.index += 1
  }

  private mutating func segment(_ number: UInt32, of agent: Name, _ call: inout Call) {
    segmentID(",\"segment\":\"", Int(number) - 1, &call)
    append("\",\"agent\":\"", agent, "\"", &call)
  }

  private mutating func kept(_ isKept: Bool) {
    bytes.append(isKept ? ",\"kept\":true}\n" : ",\"kept\":false}\n")
  }

  private mutating func stop(
    _ stopped: Effect.Stop, _ call: inout Call, _ head: inout EffectHead
  ) {
    begin("stop", &call, &head)
    segment(stopped.segment, of: stopped.agent, &call)
    reason(stopped.reason)
    kept(stopped.isKept)
  }

  private mutating func capture(
    _ capture: Effect.Capture, _ call: inout Call, _ head: inout EffectHead
  ) {
    begin("capture", &call, &head)
    segment(capture.segment, of: capture.agent, &call)
    bytes.append(",\"rule\":\"", capture.rule.rule.code, "\",\"track\":\"")
    bytes.append(capture.rule.track.word, "\",\"kind\":\"", capture.kind.word)
    bytes.append("\",\"captured\":")
    captured(capture.captured, &call)
    kept(capture.isKept)
  }

  private mutating func notice(
    _ agent: Name, _ rule: RecordingRule?, _ call: inout Call, _ head: inout EffectHead
  ) {
    begin("notice", &call, &head)
    append(",\"agent\":\"", agent, "\",\"text\":", &call)
    if let rule { bytes.append("\"", rule.notice, "\"}\n") } else { bytes.append("null}\n") }
  }

  private mutating func refused(
    _ refused: Effect.Refused, _ call: inout Call, _ head: inout EffectHead
  ) {
    begin("refused", &call, &head)
    append(",\"agent\":\"", refused.agent, "\",\"request\":\"", &call)
    bytes.append(refused.request.type.word, "\",\"reason\":\"", refused.reason.word)
    bytes.append("\"}\n")
  }
}
