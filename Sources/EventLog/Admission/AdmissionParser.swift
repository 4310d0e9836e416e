internal import Bytes
internal import CallModel
internal import EventCoding

/// The parser of the interchange contract at the log's door: everything that it refuses is refused
/// here, with the same words.
///
/// It keeps room that it uses again for each line; it keeps nothing of a line.
package final class AdmissionParser {
  private var room = Room()

  /// A parser at a log's admission.
  package init() {}

  /// Takes a line apart, which is not empty; throws where it is no event.
  ///
  /// - Parameter stored: the line comes from the log itself, so it may be longer, and its number is
  ///   the log's.
  package func parse(
    _ bytes: [UInt8], _ line: Range<Int>, stored: Bool
  ) throws(AdmissionRefusal) -> ReceivedEvent {
    var event = ReceivedEvent()
    try parse(bytes, line, stored: stored, into: &event)
    return event
  }

  /// The same, into an event whose room is used again.
  func parse(
    _ bytes: [UInt8], _ line: Range<Int>, stored: Bool, into event: inout ReceivedEvent
  ) throws(AdmissionRefusal) {
    try room.parse(bytes, line, stored: stored, into: &event)
  }
}

/// What the parser uses again for each line.
private struct Room: ~Copyable {
  private var parser = EventParser()
  private var layout = EventLayout()

  mutating func parse(
    _ bytes: [UInt8], _ line: Range<Int>, stored: Bool, into admission: inout ReceivedEvent
  ) throws(AdmissionRefusal) {
    let text = bytes.span.extracting(line)
    let event: Event
    do throws(EventError) {
      event = try parser.parse(
        text, limit: stored ? Format.storedLineLimit : Limits.line)
    } catch {
      let place = error.column.map { "column \($0): " } ?? ""
      throw AdmissionRefusal(code: "malformed", reason: place + error.description)
    }
    parser.find(&layout, text, isStored: stored)
    let start = line.lowerBound
    let hasEscapes = parser.hasEscapes
    admission.object = layout.object.moved(by: start)
    admission.at = event.at.milliseconds
    admission.kind = Self.kind(parser.kind)
    admission.call = value(layout.call, bytes, start, hasEscapes)
    admission.source = nil
    if let source = event.source, let name = value(layout.source, bytes, start, hasEscapes) {
      admission.source = ReceivedEvent.Source(name: name, number: UInt64(source.number))
    }
    admission.sequenceMember =
      stored
      ? Self.ownSequenceMember(bytes, line) : layout.sequenceMember?.moved(by: start)
    admission.personal.removeAll(keepingCapacity: true)
    for value in layout.personal {
      admission.personal.append(
        ReceivedEvent.Personal(value: value.range.moved(by: start), isOfCall: value.isOfCall))
    }
  }

  /// What the log itself has put behind the brace: `"seq":N,`.
  private static func ownSequenceMember(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
    guard ByteText.stands(#"{"seq":"#, in: bytes, at: line.lowerBound),
      let comma = bytes[line].firstIndex(of: Byte.comma)
    else { return nil }
    return line.lowerBound + 1..<comma + 1
  }

  private static func kind(_ type: EventKind) -> ReceivedEvent.Kind {
    switch type {
    case .call(.callEnded): .callEnded
    case .tick, .log, .archive, .media(.purged): .reserved
    case .call, .settingChanged, .userGrouped, .media, .info, .unknown: .event
    }
  }

  private func value(
    _ inside: Range<Int>?, _ bytes: [UInt8], _ start: Int, _ hasEscapes: Bool
  ) -> ReceivedEvent.Value? {
    inside.map {
      let place = $0.moved(by: start)
      return ReceivedEvent.Value(
        inside: place, isEscaped: hasEscapes && bytes[place].contains(Byte.backslash))
    }
  }
}

extension Range<Int> {
  fileprivate func moved(by offset: Int) -> Range<Int> {
    lowerBound + offset..<upperBound + offset
  }
}
