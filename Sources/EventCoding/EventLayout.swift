import Bytes
package import CallModel

/// Where the parts of an event stand in its line that a log has to know, and those that must not
/// stand in the log as they came.
///
/// All ranges are places in the line that was parsed.
package struct EventLayout: Hashable, Sendable {
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

  /// The layout of nothing.
  package init() { self.init(object: 0..<0) }

  init(object: Range<Int>) { self.object = object }
}

extension EventParser {
  /// The name and the value of the `call.variable` that was read last, until the next line: the
  /// event itself holds only what they mean.
  package var variable: (name: Text, value: Text)? {
    guard let name = members.member(.name), let value = members.member(.value) else { return nil }
    return (name.text, value.text)
  }

  /// Whether some string of the line that was parsed last has an escape.
  package var hasEscapes: Bool { strings.isDecoding }

  /// Whether the event that was parsed last may have personal data, or be one of the log's or the
  /// archive's own; where not, its layout has none.
  @inline(__always)
  package var mayHavePersonalData: Bool {
    if members.present.intersects(Self.personal) { return true }
    switch kind {
    case .archive, .media, .info, .log, .tick: return true
    case .call, .settingChanged, .userGrouped, .unknown: return false
    }
  }

  /// Finds the layout of the event that was parsed last, whose line this is.
  ///
  /// Personal are `caller`, `number` and `toNumber` of any event, `value` of a variable that means
  /// nothing to the rules, `recipient` of `archive.link`, `query` of `archive.audit` and `text` of
  /// any event of the archive.
  ///
  /// - Parameter isStored: The log has put the event's number in; its place is of no interest.
  package func find(_ layout: inout EventLayout, _ line: Span<UInt8>, isStored: Bool) {
    layout.object = object(line)
    layout.call = inside(.call)
    layout.source = inside(.source)
    layout.sequenceMember = isStored || !members.seen.contains(.seq) ? nil : sequenceMember(line)
    layout.personal.removeAll(keepingCapacity: true)
    if !members.present.intersects(Self.personal) { return }
    let isOfCall = layout.call != nil
    note(.caller, isOfCall: isOfCall, &layout)
    note(.number, isOfCall: isOfCall, &layout)
    note(.toNumber, isOfCall: isOfCall, &layout)
    switch kind {
    case .call(.callVariable): noteVariable(line, &layout)
    case .archive(let type):
      note(.text, isOfCall: false, &layout)
      if type == .link { note(.recipient, isOfCall: false, &layout) }
      if type == .audit { note(.query, isOfCall: false, &layout) }
    case .call, .settingChanged, .userGrouped, .tick, .log, .media, .info, .unknown: break
    }
    if layout.personal.count > 1 {
      layout.personal.sort { $0.range.lowerBound < $1.range.lowerBound }
    }
  }

  /// The fields that may hold personal data.
  private static let personal = FieldSet(
    .value, .caller, .number, .toNumber, .text, .recipient, .query)

  @inline(__always)
  private func note(_ field: Field, isOfCall: Bool, _ layout: inout EventLayout) {
    guard let value = members.member(field) else { return }
    layout.personal.append(.init(range: value.range, isOfCall: isOfCall))
  }

  private func noteVariable(_ line: Span<UInt8>, _ layout: inout EventLayout) {
    guard let name = members.member(.name) else { return }
    let hasMeaning = strings.withBytes(of: name.text, LineCursor(line)) { Variable.hasMeaning($0) }
    if !hasMeaning { note(.value, isOfCall: layout.call != nil, &layout) }
  }

  /// The object without what stands around it.
  private func object(_ line: Span<UInt8>) -> Range<Int> {
    var start = 0
    var end = line.count
    while start < end, line[start] != Byte.open { start += 1 }
    while end > start, line[end - 1] != Byte.close { end -= 1 }
    return start..<end
  }

  /// Where a string's characters stand; `nil` for any other value, and where there is none.
  private func inside(_ field: Field) -> Range<Int>? {
    guard let member = members.member(field), member.isString else { return nil }
    return member.inside.range
  }

  /// The member `seq`, from its key to before the next one's or, if it is the last, from behind the
  /// value before it.
  private func sequenceMember(_ line: Span<UInt8>) -> Range<Int> {
    let value = members[.seq].range
    func before(_ index: Int) -> Int {
      var index = index
      while index > 0, Self.isSpace(line[index - 1]) { index -= 1 }
      return index
    }
    func behind(_ index: Int) -> Int {
      var index = index
      while index < line.count, Self.isSpace(line[index]) { index += 1 }
      return index
    }
    // No escape of these three letters has a quote in it.
    var key = before(before(value.lowerBound) - 1) - 1
    while key > 1, line[key - 1] != Byte.quote { key -= 1 }
    key -= 1
    let next = behind(value.upperBound)
    if next < line.count, line[next] == Byte.comma { return key..<behind(next + 1) }
    let comma = before(key) - 1
    return comma > 0 && line[comma] == Byte.comma
      ? before(comma)..<value.upperBound : key..<value.upperBound
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }
}
