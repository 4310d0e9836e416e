internal import CallModel
internal import Interchange

/// The parser of the interchange contract at the log's door: everything that it refuses is refused
/// here, with the same words.
public struct StrictDoor: DoorParser {
  /// The parser's room is shared by copies of this value, of which one works at a time.
  private final class Room {
    var parser = EventParser()
  }

  private let room = Room()

  /// A parser at a log's door.
  public init() {}

  /// Takes a line apart.
  public mutating func parse(
    _ bytes: [UInt8], _ line: Range<Int>, stored: Bool
  ) throws(DoorRefusal) -> DoorEvent {
    try Self.parse(bytes, line, stored: stored, &room.parser)
  }

  private static func parse(
    _ bytes: [UInt8], _ line: Range<Int>, stored: Bool, _ parser: inout EventParser
  ) throws(DoorRefusal) -> DoorEvent {
    let text = bytes.span.extracting(line)
    let event: Event
    do throws(EventError) {
      event = try parser.parse(
        text, limit: stored ? Format.storedLineLimit : Format.receivedLineLimit)
    } catch {
      let place = error.column.map { "column \($0): " } ?? ""
      throw DoorRefusal(code: "malformed", reason: place + error.description)
    }
    let places = parser.places(event, text, isStored: stored)
    let start = line.lowerBound
    let hasEscapes = parser.hasEscapes
    var door = DoorEvent(object: places.object.moved(by: start), at: event.at.milliseconds)
    door.kind = kind(event, text, parser)
    door.call = value(places.call, bytes, start, hasEscapes)
    if let source = event.source, let name = value(places.source, bytes, start, hasEscapes) {
      door.source = DoorEvent.Source(name: name, number: UInt64(source.number))
    }
    door.sequenceMember =
      stored ? ownSequenceMember(bytes, line) : places.sequenceMember?.moved(by: start)
    if !places.personal.isEmpty {
      door.personal = places.personal.map {
        DoorEvent.Personal(value: $0.range.moved(by: start), isOfCall: $0.isOfCall)
      }
    }
    return door
  }

  /// What the log itself has put behind the brace: `"seq":N,`.
  private static func ownSequenceMember(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
    guard ByteText.stands(#"{"seq":"#, in: bytes, at: line.lowerBound),
      let comma = bytes[line].firstIndex(of: Byte.comma)
    else { return nil }
    return line.lowerBound + 1..<comma + 1
  }

  private static func kind(
    _ event: Event, _ line: Span<UInt8>, _ parser: borrowing EventParser
  ) -> DoorEvent.Kind {
    switch event.body {
    case .call(_, .ended): return .callEnded
    case .call, .setting, .grouping, .unknown: return .event
    case .silent:
      let type = parser.type(line)
      let isReserved =
        type.starts(with: "log.".utf8) || type.starts(with: "archive.".utf8)
        || type.elementsEqual("media.purged".utf8)
      return isReserved ? .reserved : .event
    }
  }

  private static func value(
    _ inside: Range<Int>?, _ bytes: [UInt8], _ start: Int, _ hasEscapes: Bool
  ) -> DoorEvent.Value? {
    inside.map {
      let place = $0.moved(by: start)
      return DoorEvent.Value(
        inside: place, isEscaped: hasEscapes && bytes[place].contains(Byte.backslash))
    }
  }
}

extension Range<Int> {
  fileprivate func moved(by offset: Int) -> Range<Int> {
    lowerBound + offset..<upperBound + offset
  }
}
