package import CallModel

/// Where the parts of an event stand in its line that a log has to know, and those that must not
/// stand in the log as they came.
///
/// All ranges are places in the line that was parsed.
package struct EventPlaces: Hashable, Sendable {
  /// From the opening brace to behind the closing one.
  package var object: Range<Int>
  /// The inside of the string `call`, where the event has one.
  package var call: Range<Int>?
  /// The inside of the string `source`, where the event has one.
  package var source: Range<Int>?
  /// The member `seq`, with the comma that goes with it.
  package var sequenceMember: Range<Int>?
  /// Values that are personal data, in the order of their places.
  package var personal: [Personal] = []

  /// A value that is personal data.
  package struct Personal: Hashable, Sendable {
    /// The whole value, quotes included.
    package var range: Range<Int>
    /// Whether the same value in the same call is to be known as the same.
    package var isOfCall: Bool
  }

  /// The places of nothing.
  package init() { self.init(object: 0..<0) }

  init(object: Range<Int>) { self.object = object }
}

extension EventParser {
  /// The type of the event that was parsed last, whose line this is.
  package func type(_ line: Span<UInt8>) -> [UInt8] {
    text(members[.type].text, line)
  }

  /// Whether some string of the line that was parsed last has an escape.
  package var hasEscapes: Bool { strings.isDecoding }

  /// Whether the event that was parsed last may have personal data, or be one of the log's or the
  /// archive's own; where not, `find` finds none.
  @inline(__always)
  package func mayHavePeople(_ event: Event) -> Bool {
    present & Self.personal != 0 || strings.isDecoding || event.body.isSilent
  }

  /// Finds the places of the event that was parsed last, whose line this is.
  ///
  /// Personal are `caller`, `number` and `toNumber` of any event, `value` of a variable that means
  /// nothing to the rules, `recipient` of `archive.link`, `query` of `archive.audit` and `text` of
  /// any event of the archive.
  ///
  /// - Parameter isStored: The log has put the event's number in; its place is of no interest.
  package func find(
    _ places: inout EventPlaces, of event: Event, _ line: Span<UInt8>, isStored: Bool
  ) {
    // The archive's events have personal data in keys that no other event has.
    let isUnusual = strings.isDecoding || (event.body.isSilent && isOfArchive(line))
    if isUnusual || (isSeen(.seq) && !isStored) {
      places = MemberScan(line).places(type: type(line), variable: name(line))
      return
    }
    places.object = MemberScan.object(line)
    places.call = member(.call).map(\.text.range)
    places.source = member(.source).map(\.text.range)
    places.sequenceMember = nil
    places.personal.removeAll(keepingCapacity: true)
    if present & Self.personal == 0 { return }
    if case .call(_, .variable) = event.body, !Variable.hasMeaning(name(line) ?? []) {
      note(.value, &places)
    }
    note(.caller, &places)
    note(.number, &places)
    note(.toNumber, &places)
    if places.personal.count > 1 {
      places.personal.sort { $0.range.lowerBound < $1.range.lowerBound }
    }
  }

  /// The fields that may hold personal data.
  private static let personal =
    Field.value.bit | Field.caller.bit | Field.number.bit | Field.toNumber.bit

  @inline(__always)
  private func note(_ field: Field, _ places: inout EventPlaces) {
    guard let value = member(field) else { return }
    places.personal.append(.init(range: whole(value), isOfCall: places.call != nil))
  }

  /// Whether the type, which has no escape, begins as those of the archive do.
  private func isOfArchive(_ line: Span<UInt8>) -> Bool {
    let start = Int(members[.type].text.start)
    return start < line.count && line[start] == UInt8(ascii: "a")
  }

  private func name(_ line: Span<UInt8>) -> [UInt8]? {
    member(.name).map { text($0.text, line) }
  }

  private func text(_ text: Text, _ line: Span<UInt8>) -> [UInt8] {
    if strings.isDecoding { return Array(strings.decoded[text.range]) }
    let part = line.extracting(text.range)
    return unsafe part.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// A value with its quotes, if it has some.
  private func whole(_ value: Member) -> Range<Int> {
    let range = value.text.range
    switch value.form {
    case .plainString, .string: return range.lowerBound - 1..<range.upperBound + 1
    case .number, .true, .false, .null: return range
    }
  }
}

extension Event.Body {
  fileprivate var isSilent: Bool {
    switch self {
    case .silent, .tick: true
    case .call, .setting, .grouping, .unknown: false
    }
  }
}
