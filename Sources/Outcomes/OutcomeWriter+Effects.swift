import Bytes
import CallModel
package import CallRules

// What recorders and screens are to do (`interchange`, "Effects").
extension OutcomeWriter {
  /// Writes the effects of one event on `call`, in the contract's order.
  package mutating func effects(_ transition: Transition, on call: inout Call, sequence: Int64) {
    names.removeAll()
    var head = EffectHead(sequence: sequence, index: 0, at: transition.at)
    if let stopped = transition.stopped { stop(stopped, &call, &head) }
    if let segment = transition.capture { capture(segment, &call, &head) }
    if let agent = transition.clearedNotice { notice(agent, nil, &call, &head) }
    if let shown = transition.shownNotice { notice(shown.agent, shown.rule, &call, &head) }
    if let refusal = transition.refusal { refused(refusal, &call, &head) }
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

  private mutating func segment(_ index: Int, _ call: inout Call) {
    segmentID(",\"segment\":\"", index, &call)
    append("\",\"agent\":\"", call.record.segments[index].agent, "\"", &call)
  }

  private mutating func kept(_ isKept: Bool) {
    bytes.append(isKept ? ",\"kept\":true}\n" : ",\"kept\":false}\n")
  }

  private mutating func stop(_ index: Int, _ call: inout Call, _ head: inout EffectHead) {
    begin("stop", &call, &head)
    segment(index, &call)
    reason(call.record.segments[index].ending?.reason)
    kept(call.record.segments[index].isKept)
  }

  private mutating func capture(_ index: Int, _ call: inout Call, _ head: inout EffectHead) {
    begin("capture", &call, &head)
    segment(index, &call)
    let rule = call.record.segments[index].rule
    bytes.append(",\"rule\":\"", rule.rule.code, "\",\"track\":\"")
    let span = call.record.spans.count - 1
    bytes.append(rule.track.word, "\",\"kind\":\"", call.record.spans[span].kind.word)
    bytes.append("\",\"captured\":")
    captured(span, &call)
    kept(call.record.segments[index].isKept)
  }

  private mutating func notice(
    _ agent: Name, _ rule: RecordingRule?, _ call: inout Call, _ head: inout EffectHead
  ) {
    begin("notice", &call, &head)
    append(",\"agent\":\"", agent, "\",\"text\":", &call)
    if let rule { bytes.append("\"", rule.notice, "\"}\n") } else { bytes.append("null}\n") }
  }

  private mutating func refused(
    _ refusal: Refusal, _ call: inout Call, _ head: inout EffectHead
  ) {
    begin("refused", &call, &head)
    append(",\"agent\":\"", refusal.agent, "\",\"request\":\"", &call)
    bytes.append(refusal.request.type.word, "\",\"reason\":\"", refusal.reason.word)
    bytes.append("\"}\n")
  }
}
