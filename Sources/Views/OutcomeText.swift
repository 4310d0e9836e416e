import CallModel
package import CallRules

/// A call's outcome in sentences with rule codes: what a person reads under the picture, and what
/// a scenario expects.
///
/// Nothing of the outcome is left out, so that text which is equal means an outcome which is equal.
package struct OutcomeText {
  private let call: Call
  private let clock: Clock

  /// The text of `call`, its times shown by `clock`.
  package init(_ call: Call, _ clock: Clock) {
    self.call = call
    self.clock = clock
  }

  /// A sentence, and when it holds.
  private struct Line {
    var time: String
    var sentence: String
  }

  /// The lines, conversation by conversation, the sentences below each other.
  package var lines: [String] {
    let lines = sentences
    let width = max(Clock.width, lines.map(\.time.count).max() ?? 0)
    return lines.map { "\($0.time.padded(to: width)) \($0.sentence)" }
  }

  private var sentences: [Line] {
    var lines = [heading]
    for index in call.record.conversations.indices { lines += conversation(index) }
    for refusal in call.record.refusals {
      let asked = "\(name(refusal.agent)) asked for \(refusal.request.type.word)"
      lines.append(line(refusal.at, "\(asked): refused, \(refusal.reason.word)"))
    }
    for anomaly in call.record.anomalies {
      // The one anomaly that counts all the same.
      let isLate = anomaly.kind == .timeWentBackwards
      let said = isLate ? "came with an earlier time" : "did not fit"
      lines.append(line(anomaly.at, "\(type(anomaly.type)) \(said): \(anomaly.kind.word)"))
    }
    return lines
  }

  private var heading: Line {
    let record = call.record
    var parts = ["\(record.direction.word) call \(name(Call.id))"]
    switch record.direction {
    case .inbound: parts[0] += record.caller.map { " from \(name($0))" } ?? ""
    case .outbound: parts[0] += record.caller.map { " to \(name($0))" } ?? ""
    case .internal: break
    }
    if let parent = record.parent { parts.append("goes on from \(name(parent))") }
    switch call.consent {
    case .unknown: break
    case .granted: parts.append("the caller agreed")
    case .denied: parts.append("the caller denied")
    }
    if call.isRestricted { parts.append("restricted") }
    if record.conversations.isEmpty { parts.append("no conversation") }
    return line(record.startedAt, record.endedAt, parts.joined(separator: ", "))
  }

  private func conversation(_ index: Int) -> [Line] {
    let record = call.record
    let conversation = record.conversations[index]
    var sentence = "\(name(conversation.agent))'s conversation"
    if let queue = conversation.queue { sentence += " from \(name(queue))" }
    sentence += ": \(conversation.mandate.sentence)"
    if let ending = conversation.ending { sentence += ", till \(ending.reason.word)" }
    var lines = [line(conversation.startedAt, conversation.ending?.at, sentence)]
    var segment = firstSegment(of: index)
    for place in record.decisions(of: index) {
      let decision = record.decisions[place]
      let reason = decision.rule.reason(conversation.mandate)
      let decided = "\(decision.cause.word): \(decision.rule.code) decides, \(reason)"
      if isRecording(decision.rule) {
        lines.append(line(decision.at, decided))
        lines += self.segment(segment)
        segment += 1
      } else {
        lines.append(line(decision.at, "\(decided): nothing recorded"))
      }
    }
    return lines
  }

  /// The first of the segments that lie in a conversation: as many as recording decisions before.
  private func firstSegment(of conversation: Int) -> Int {
    let record = call.record
    return record.decisions[..<record.decisions(of: conversation).lowerBound]
      .count { isRecording($0.rule) }
  }

  private func isRecording(_ rule: Rule) -> Bool {
    RecordingRule.allCases.contains { $0.rule == rule }
  }

  private func segment(_ index: Int) -> [Line] {
    let record = call.record
    let segment = record.segments[index]
    var sentence = "\(name(segment.agent)) recorded"
    switch segment.rule.track {
    case .full: break
    case .agentOnly: sentence += " without the caller"
    }
    sentence += " (\(segment.rule.rule.code))"
    if let ending = segment.ending { sentence += ", till \(ending.reason.word)" }
    if !segment.isKept { sentence += ", not kept" }
    if segment.rule == .r2, segment.isKept { sentence += ", saved" }
    var lines = [line(segment.startedAt, segment.ending?.at, sentence)]
    for place in record.spans(of: index) {
      let span = record.spans[place]
      let parties = record.captured[record.captured(of: place)]
        .sorted { call.names.precedes($0, $1) }.map(party)
      let captured = parties.isEmpty ? "nobody" : parties.joined(separator: ", ")
      let end = record.end(ofSpan: place, inSegment: index)
      lines.append(line(span.startedAt, end, "  \(span.kind.word): \(captured)"))
    }
    lines.append(
      line(
        segment.startedAt, segment.ending?.at,
        "\(name(segment.agent)) sees \"\(segment.rule.notice)\""))
    return lines
  }

  // MARK: - Parts of lines

  private func line(_ at: Instant, _ sentence: String) -> Line {
    Line(time: clock.text(at), sentence: sentence)
  }

  private func line(_ start: Instant, _ end: Instant?, _ sentence: String) -> Line {
    Line(time: clock.text(start, end), sentence: sentence)
  }

  private func name(_ name: Name) -> String { call.names.text(of: name).asName }

  private func type(_ type: AnomalyType) -> String {
    switch type {
    case .known(let type): type.word.description
    case .unknown(let name): self.name(name)
    }
  }

  private func party(_ party: Party) -> String {
    switch party {
    case .caller: "caller"
    case .agent(let agent): "agent:\(name(agent))"
    case .number(let number): "number:\(name(number))"
    }
  }
}
