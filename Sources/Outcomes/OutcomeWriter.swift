package import Bytes
import CallModel
package import CallRules

/// Writes the contract's lines (`interchange`, "Outcomes"): keys in its order, none left out, no
/// white space.
package struct OutcomeWriter: ~Copyable {
  /// Where the lines go.
  package var bytes = ByteWriter()
  /// What to write in the place of a caller's or a number's name, where names are references to
  /// values that stand elsewhere; `nil` for the name itself.
  package var revealed: ((_ name: [UInt8]) -> [UInt8]?)?
  /// Where the names of the present call were written.
  var names = WrittenNames()
  /// What has happened in the present call.
  private var history = History()

  /// A writer with nothing written.
  package init() {}

  /// Writes the outcome of a call that one has a copy of.
  package mutating func outcome(of call: Call) {
    var call = call
    outcome(of: &call)
  }

  // Calls are only read; as `inout` they are read where they are, and not copied again and again.

  /// Writes a call's outcome: what is open in it has `null` where its end would be.
  package mutating func outcome(of call: inout Call) {
    names.removeAll()
    history.read(call.record)
    append("{\"call\":\"", Call.id, "\",\"direction\":\"", &call)
    bytes.append(history.direction.word)
    bytes.append("\",\"caller\":")
    person(history.caller, &call)
    append(",\"parent\":", history.parent, &call)
    times(history.startedAt, history.endedAt)
    bytes.append(
      ",\"consent\":\"", call.consent.word,
      call.isRestricted ? "\",\"restricted\":true" : "\",\"restricted\":false")
    bytes.append(",\"conversations\":[")
    for index in 0..<history.conversations.count {
      comma(index)
      conversation(index, &call)
    }
    bytes.append("],\"segments\":[")
    for index in 0..<history.segments.count {
      comma(index)
      segment(index, &call)
    }
    bytes.append("],\"notices\":[")
    for index in 0..<history.notices.count {
      comma(index)
      notice(history.notices[index], &call)
    }
    bytes.append("],\"refusals\":[")
    for index in 0..<history.refusals.count {
      comma(index)
      refusal(history.refusals[index], &call)
    }
    bytes.append("],\"anomalies\":[")
    for index in 0..<history.anomalies.count {
      comma(index)
      anomaly(history.anomalies[index], &call)
    }
    bytes.append("]}\n")
  }

  private mutating func conversation(_ index: Int, _ call: inout Call) {
    let conversation = history.conversations[index]
    append("{\"agent\":\"", conversation.agent, "\"", &call)
    times(conversation.startedAt, conversation.ending?.at)
    reason(conversation.ending?.reason)
    append(",\"queue\":", conversation.queue, &call)
    bytes.append(",\"mandate\":\"", conversation.mandate.word, "\",\"forcedBy\":")
    switch conversation.mandate {
    case .never, .pending(isForcedOnAgent: false), .none: bytes.append("[]")
    case .pending(isForcedOnAgent: true), .forced(.agent): bytes.append("[\"agent\"]")
    case .forced(.queue): bytes.append("[\"queue\"]")
    case .forced(.agentAndQueue): bytes.append("[\"agent\",\"queue\"]")
    }
    bytes.append(",\"decisions\":[")
    let decisions = history.decisions(of: index)
    for place in decisions {
      comma(place - decisions.lowerBound)
      let decision = history.decisions[place]
      bytes.append("{\"at\":")
      bytes.append(decision.at)
      bytes.append(",\"rule\":\"", decision.rule.code, "\",\"cause\":\"")
      bytes.append(decision.cause.word)
      bytes.append("\"}")
    }
    bytes.append("]}")
  }

  private mutating func segment(_ index: Int, _ call: inout Call) {
    let segment = history.segments[index]
    segmentID("{\"segment\":\"", index, &call)
    append("\",\"agent\":\"", segment.agent, "\",\"rule\":\"", &call)
    bytes.append(segment.rule.rule.code, "\",\"track\":\"", segment.rule.track.word)
    bytes.append("\"")
    times(segment.startedAt, segment.ending?.at)
    reason(segment.ending?.reason)
    bytes.append(segment.isKept ? ",\"kept\":true,\"spans\":[" : ",\"kept\":false,\"spans\":[")
    let spans = history.spans(of: index)
    for place in spans {
      comma(place - spans.lowerBound)
      let span = history.spans[place]
      bytes.append("{\"startedAt\":")
      bytes.append(span.startedAt)
      bytes.append(",\"endedAt\":")
      append(history.end(ofSpan: place, inSegment: index))
      bytes.append(",\"kind\":\"", span.kind.word, "\",\"captured\":")
      captured(place, &call)
      bytes.append("}")
    }
    bytes.append("]}")
  }

  private mutating func notice(_ notice: ShownNotice, _ call: inout Call) {
    let segment = history.segments[Int(notice.segment)]
    append("{\"agent\":\"", segment.agent, "\",\"text\":\"", &call)
    bytes.append(segment.rule.notice)
    bytes.append("\"")
    times(notice.startedAt, notice.endedAt)
    bytes.append("}")
  }

  private mutating func refusal(_ refusal: Refusal, _ call: inout Call) {
    bytes.append("{\"at\":")
    bytes.append(refusal.at)
    append(",\"agent\":\"", refusal.agent, "\",\"request\":\"", &call)
    bytes.append(refusal.request.type.word, "\",\"reason\":\"", refusal.reason.word)
    bytes.append("\"}")
  }

  private mutating func anomaly(_ anomaly: Anomaly, _ call: inout Call) {
    bytes.append("{\"at\":")
    bytes.append(anomaly.at)
    switch anomaly.type {
    case .unknown(let type): append(",\"type\":\"", type, "\"", &call)
    case .known(let type): bytes.append(",\"type\":\"", type.word, "\"")
    }
    bytes.append(",\"anomaly\":\"", anomaly.kind.word, "\"}")
  }
}

// Parts that outcomes and effects share.
extension OutcomeWriter {
  /// A comma before all but the first of a list.
  @inline(__always)
  mutating func comma(_ index: Int) {
    if index > 0 { bytes.append(byte: UInt8(ascii: ",")) }
  }

  /// The inside of a name's string, between two words of ours.
  @inline(__always)
  mutating func append(
    _ before: StaticString, _ name: Name, _ after: StaticString, _ call: inout Call
  ) {
    if let place = names[name] {
      bytes.append(before, again: place, after)
    } else {
      bytes.append(before)
      escape(name, &call)
      bytes.append(after)
    }
  }

  /// Writes the inside of a name's string for the first time.
  @inline(never)
  private mutating func escape(_ name: Name, _ call: inout Call) {
    let start = bytes.count
    call.names.read(name) { bytes.append(inQuotes: $0) }
    names[name] = start..<bytes.count
  }

  /// A name in quotes, or `null`, after a word of ours.
  mutating func append(_ before: StaticString, _ name: Name?, _ call: inout Call) {
    bytes.append(before)
    if let name { append("\"", name, "\"", &call) } else { bytes.append("null") }
  }

  /// A time in quotes, or `null`.
  mutating func append(_ instant: Instant?) {
    if let instant { bytes.append(instant) } else { bytes.append("null") }
  }

  mutating func times(_ start: Instant, _ end: Instant?) {
    bytes.append(",\"startedAt\":")
    bytes.append(start)
    bytes.append(",\"endedAt\":")
    append(end)
  }

  mutating func reason(_ reason: EndReason?) {
    guard let reason else { return bytes.append(",\"endReason\":null") }
    bytes.append(",\"endReason\":\"", reason.word, "\"")
  }

  /// `call/1` after a word of ours: segments are numbered from 1 in their call.
  mutating func segmentID(_ before: StaticString, _ index: Int, _ call: inout Call) {
    append(before, Call.id, "/", &call)
    bytes.append(Int64(index + 1))
  }

  /// Who a span captures, sorted by byte value.
  private mutating func captured(_ span: Int, _ call: inout Call) {
    bytes.append("[")
    let range = history.captured(of: span)
    // They stand in the order of their ranks, which knows no names; mostly that is the right one.
    if revealed == nil, isSorted(range, &call) {
      for place in range { append(place - range.lowerBound, history.captured[place], &call) }
    } else {
      sorted(Array(history.captured[range]), &call)
    }
    bytes.append("]")
  }

  /// Who is captured, sorted by byte value.
  mutating func captured(_ parties: [Party], _ call: inout Call) {
    bytes.append("[")
    sorted(parties, &call)
    bytes.append("]")
  }

  /// Whether the captured parties in `range` stand in the order of their names.
  @inline(__always)
  private func isSorted(_ range: Range<Int>, _ call: inout Call) -> Bool {
    var place = range.lowerBound + 1
    while place < range.upperBound {
      let (left, right) = (history.captured[place - 1], history.captured[place])
      if !call.names.precedes(left, right) { return false }
      place += 1
    }
    return true
  }

  private mutating func append(_ index: Int, _ party: Party, _ call: inout Call) {
    comma(index)
    switch party {
    case .caller: bytes.append("\"caller\"")
    case .agent(let name): append("\"agent:", name, "\"", &call)
    case .number(let name): append("\"number:", name, "\"", &call)
    }
  }

  /// A caller's name in quotes, or `null`.
  private mutating func person(_ name: Name?, _ call: inout Call) {
    guard let name, revealed != nil else { return append("", name, &call) }
    bytes.append(quoted: text(of: name, &call).span)
  }

  /// The same where names have to be sorted first, by what they are once they are revealed.
  private mutating func sorted(_ parties: [Party], _ call: inout Call) {
    var numbers: [[UInt8]] = []
    var others: [Party] = []
    for party in parties {
      switch party {
      case .caller, .agent: others.append(party)
      case .number(let name): numbers.append(text(of: name, &call))
      }
    }
    let names = call.names
    others.sort { names.precedes($0, $1) }
    numbers.sort { $0.lexicographicallyPrecedes($1) }
    for (index, party) in others.enumerated() { append(index, party, &call) }
    for (index, number) in numbers.enumerated() {
      comma(others.count + index)
      bytes.append(prefix: "number:", quoted: number.span)
    }
  }

  private func text(of name: Name, _ call: inout Call) -> [UInt8] {
    let bytes = call.names.bytes(of: name)
    return revealed?(bytes) ?? bytes
  }
}
