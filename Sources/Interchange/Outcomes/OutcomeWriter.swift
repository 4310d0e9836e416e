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

  /// A writer with nothing written.
  package init() {}

  /// Writes a call's outcome: what is open in it has `null` where its end would be.
  package mutating func outcome(of call: Call) {
    let record = call.record
    let names = call.names
    bytes.append("{\"call\":")
    append(Call.id, names)
    bytes.append(",\"direction\":\"")
    bytes.append(record.direction.word)
    bytes.append("\",\"caller\":")
    person(record.caller, names)
    bytes.append(",\"parent\":")
    append(record.parent, names)
    times(record.startedAt, record.endedAt)
    bytes.append(",\"consent\":\"")
    bytes.append(call.consent.word)
    bytes.append(call.isRestricted ? "\",\"restricted\":true" : "\",\"restricted\":false")
    bytes.append(",\"conversations\":[")
    for index in record.conversations.indices {
      comma(index)
      conversation(index, record, names)
    }
    bytes.append("],\"segments\":[")
    for index in record.segments.indices {
      comma(index)
      segment(index, record, names)
    }
    bytes.append("],\"notices\":[")
    for index in record.segments.indices {
      comma(index)
      notice(record.segments[index], names)
    }
    bytes.append("],\"refusals\":[")
    for index in record.refusals.indices {
      comma(index)
      refusal(record.refusals[index], names)
    }
    bytes.append("],\"anomalies\":[")
    for index in record.anomalies.indices {
      comma(index)
      anomaly(record.anomalies[index], names)
    }
    bytes.append("]}\n")
  }

  private mutating func conversation(_ index: Int, _ record: CallRecord, _ names: Names) {
    let conversation = record.conversations[index]
    bytes.append("{\"agent\":")
    append(conversation.agent, names)
    times(conversation.startedAt, conversation.ending?.at)
    reason(conversation.ending?.reason)
    bytes.append(",\"queue\":")
    append(conversation.queue, names)
    bytes.append(",\"mandate\":\"")
    bytes.append(conversation.mandate.word)
    bytes.append("\",\"forcedBy\":")
    switch conversation.mandate {
    case .never, .pending, .none: bytes.append("[]")
    case .forced(.agent): bytes.append("[\"agent\"]")
    case .forced(.queue): bytes.append("[\"queue\"]")
    case .forced(.agentAndQueue): bytes.append("[\"agent\",\"queue\"]")
    }
    bytes.append(",\"decisions\":[")
    let decisions = record.decisions(of: index)
    for place in decisions {
      comma(place - decisions.lowerBound)
      let decision = record.decisions[place]
      bytes.append("{\"at\":")
      bytes.append(decision.at)
      bytes.append(",\"rule\":\"")
      bytes.append(decision.rule.code)
      bytes.append("\",\"cause\":\"")
      bytes.append(decision.cause.word)
      bytes.append("\"}")
    }
    bytes.append("]}")
  }

  private mutating func segment(_ index: Int, _ record: CallRecord, _ names: Names) {
    let segment = record.segments[index]
    bytes.append("{\"segment\":")
    segmentID(index, names)
    bytes.append(",\"agent\":")
    append(segment.agent, names)
    bytes.append(",\"rule\":\"")
    bytes.append(segment.rule.rule.code)
    bytes.append("\",\"track\":\"")
    bytes.append(segment.rule.track.word)
    bytes.append("\"")
    times(segment.startedAt, segment.ending?.at)
    reason(segment.ending?.reason)
    bytes.append(segment.isKept ? ",\"kept\":true,\"spans\":[" : ",\"kept\":false,\"spans\":[")
    let spans = record.spans(of: index)
    for place in spans {
      comma(place - spans.lowerBound)
      bytes.append("{\"startedAt\":")
      bytes.append(record.spans[place].startedAt)
      bytes.append(",\"endedAt\":")
      append(record.end(ofSpan: place, inSegment: index))
      bytes.append(",\"kind\":\"")
      bytes.append(record.spans[place].kind.word)
      bytes.append("\",\"captured\":")
      captured(place, record, names)
      bytes.append("}")
    }
    bytes.append("]}")
  }

  private mutating func notice(_ segment: Segment, _ names: Names) {
    bytes.append("{\"agent\":")
    append(segment.agent, names)
    bytes.append(",\"text\":\"")
    bytes.append(segment.rule.notice)
    bytes.append("\"")
    times(segment.startedAt, segment.ending?.at)
    bytes.append("}")
  }

  private mutating func refusal(_ refusal: Refusal, _ names: Names) {
    bytes.append("{\"at\":")
    bytes.append(refusal.at)
    bytes.append(",\"agent\":")
    append(refusal.agent, names)
    bytes.append(",\"request\":\"")
    bytes.append(refusal.request.type.word)
    bytes.append("\",\"reason\":\"")
    bytes.append(refusal.reason.word)
    bytes.append("\"}")
  }

  private mutating func anomaly(_ anomaly: Anomaly, _ names: Names) {
    bytes.append("{\"at\":")
    bytes.append(anomaly.at)
    bytes.append(",\"type\":")
    switch anomaly.type {
    case .unknown(let type): append(type, names)
    case .known(let type):
      bytes.append("\"")
      bytes.append(type.word)
      bytes.append("\"")
    }
    bytes.append(",\"anomaly\":\"")
    bytes.append(anomaly.kind.word)
    bytes.append("\"}")
  }
}

// Parts that outcomes and effects share.
extension OutcomeWriter {
  /// A comma before all but the first of a list.
  @inline(__always)
  mutating func comma(_ index: Int) {
    if index > 0 { bytes.append(byte: UInt8(ascii: ",")) }
  }

  /// A name in quotes, or `null`.
  mutating func append(_ name: Name?, _ names: Names) {
    guard let name else { return bytes.append("null") }
    names.read(name) { bytes.append(quoted: $0) }
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
    bytes.append(",\"endReason\":\"")
    bytes.append(reason.word)
    bytes.append("\"")
  }

  /// `"call/1"`: segments are numbered from 1 in their call.
  mutating func segmentID(_ index: Int, _ names: Names) {
    append(Call.id, names)
    bytes.dropLast()
    bytes.append("/")
    bytes.append(Int64(index + 1))
    bytes.append("\"")
  }

  /// Who a span captures, sorted by byte value.
  mutating func captured(_ span: Int, _ record: CallRecord, _ names: Names) {
    bytes.append("[")
    let range = record.captured(of: span)
    // They stand in the order of their ranks, which knows no names; mostly that is the right one.
    if let revealed {
      captured(Array(record.captured[range]), names, revealed)
    } else if range.dropFirst().allSatisfy({
      names.precedes(record.captured[$0 - 1], record.captured[$0])
    }) {
      for place in range { append(place - range.lowerBound, record.captured[place], names) }
    } else {
      let sorted = record.captured[range].sorted { names.precedes($0, $1) }
      for (index, party) in sorted.enumerated() { append(index, party, names) }
    }
    bytes.append("]")
  }

  private mutating func append(_ index: Int, _ party: Party, _ names: Names) {
    comma(index)
    switch party {
    case .caller: bytes.append("\"caller\"")
    case .agent(let name):
      names.read(name) { bytes.append(prefix: "agent:", quoted: $0) }
    case .number(let name):
      names.read(name) { bytes.append(prefix: "number:", quoted: $0) }
    }
  }

  /// A caller's name in quotes, or `null`.
  private mutating func person(_ name: Name?, _ names: Names) {
    guard let name, let revealed else { return append(name, names) }
    bytes.append(quoted: Self.text(of: name, names, revealed).span)
  }

  /// The same as `captured` where names have to be revealed first, and sorted by what they then are.
  private mutating func captured(
    _ parties: [Party], _ names: Names, _ revealed: ([UInt8]) -> [UInt8]?
  ) {
    var numbers: [[UInt8]] = []
    var others: [Party] = []
    for party in parties {
      switch party {
      case .caller, .agent: others.append(party)
      case .number(let name): numbers.append(Self.text(of: name, names, revealed))
      }
    }
    others.sort { names.precedes($0, $1) }
    numbers.sort { $0.lexicographicallyPrecedes($1) }
    for (index, party) in others.enumerated() { append(index, party, names) }
    for (index, number) in numbers.enumerated() {
      comma(others.count + index)
      bytes.append(prefix: "number:", quoted: number.span)
    }
  }

  private static func text(
    of name: Name, _ names: Names, _ revealed: ([UInt8]) -> [UInt8]?
  ) -> [UInt8] {
    let bytes = names.bytes(of: name)
    return revealed(bytes) ?? bytes
  }
}
