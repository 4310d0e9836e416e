/// A plain scanner of event lines: enough for the log's own needs and tests.
///
/// It is not the strict parser of the interchange contract, which takes its place: it finds the
/// members of a flat object and judges `at`, `type`, `call`, `source`, `n` and `seq`, and no row
/// of the event table.
public struct DoorScanner: DoorParser {
  /// Makes a scanner; it has no state.
  public init() {}

  private struct Member {
    var key: [UInt8]
    var start: Int
    var value: Range<Int>
    var string: DoorEvent.Value?
  }

  /// Takes a line apart.
  public mutating func parse(
    _ bytes: [UInt8], _ line: Range<Int>, stored: Bool
  ) throws(DoorRefusal) -> DoorEvent {
    var members: [Member] = []
    let object = try DoorScanner.members(bytes, line, &members)
    func member(_ key: StaticString) -> Member? {
      members.first {
        $0.key.count == key.utf8CodeUnitCount && ByteText.stands(key, in: $0.key, at: 0)
      }
    }
    guard let at = member("at")?.string, let time = Timestamp.parse(at.decoded(bytes)) else {
      throw .malformed("it has no good member at")
    }
    guard let type = member("type")?.string?.decoded(bytes) else {
      throw .malformed("it has no member type")
    }
    var event = DoorEvent(object: object, at: time)
    event.kind = DoorScanner.kind(of: type)
    event.call = member("call")?.string
    if let source = member("source"), let n = member("n") {
      guard let name = source.string, let number = ByteText.decimal(bytes, n.value), number > 0,
        number <= Format.lastSequence
      else { throw .malformed("source is no string or n no number from 1 to 2^63 - 1") }
      event.source = DoorEvent.Source(name: name, number: number)
    } else if member("source") != nil || member("n") != nil {
      throw .malformed("source and n come together")
    }
    if let index = members.firstIndex(where: { $0.key == Array("seq".utf8) }) {
      let member = members[index]
      if index + 1 < members.count {
        event.sequenceMember = member.start..<members[index + 1].start
      } else if index > 0 {
        event.sequenceMember = members[index - 1].value.upperBound..<member.value.upperBound
      }
    }
    let name = member("name")?.string?.decoded(bytes)
    for member in members where member.value.count != 4 || bytes[member.value.lowerBound] != 0x6e {
      guard
        let isOfCall = DoorScanner.isPersonal(member.key, type, name, hasCall: event.call != nil)
      else { continue }
      event.personal.append(DoorEvent.Personal(value: member.value, isOfCall: isOfCall))
    }
    return event
  }

  private static func kind(of type: [UInt8]) -> DoorEvent.Kind {
    if type == Array("call.ended".utf8) { return .callEnded }
    let isReserved =
      type.starts(with: "log.".utf8) || type.starts(with: "archive.".utf8)
      || type == Array("media.purged".utf8)
    return isReserved ? .reserved : .event
  }

  /// `nil` where the member is not personal data, else whether the call's references are meant.
  private static func isPersonal(
    _ key: [UInt8], _ type: [UInt8], _ name: [UInt8]?, hasCall: Bool
  ) -> Bool? {
    switch String(decoding: key, as: UTF8.self) {
    case "caller", "number", "toNumber": return hasCall
    case "recipient": return type == Array("archive.link".utf8) ? false : nil
    case "query": return type == Array("archive.audit".utf8) ? false : nil
    case "value":
      guard type == Array("call.variable".utf8) else { return nil }
      let known = ["set_restricted", "deny_recording"].map { Array($0.utf8) }
      let lower = (name ?? []).map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
      return known.contains(lower) ? nil : hasCall
    case _: return nil
    }
  }

  /// Finds the members; gives the object's place.
  private static func members(
    _ bytes: [UInt8], _ line: Range<Int>, _ members: inout [Member]
  ) throws(DoorRefusal) -> Range<Int> {
    var place = line.lowerBound
    func skip() {
      while place < line.upperBound, [0x20, 0x09, 0x0d].contains(bytes[place]) { place += 1 }
    }
    func take(_ byte: UInt8) -> Bool {
      skip()
      guard place < line.upperBound, bytes[place] == byte else { return false }
      place += 1
      return true
    }
    func string() -> DoorEvent.Value? {
      guard take(Byte.quote) else { return nil }
      let start = place
      var isEscaped = false
      while place < line.upperBound, bytes[place] != Byte.quote {
        guard bytes[place] >= 0x20 else { return nil }
        if bytes[place] == Byte.backslash {
          isEscaped = true
          place += 1
        }
        place += 1
      }
      guard place < line.upperBound else { return nil }
      place += 1
      return DoorEvent.Value(inside: start..<place - 1, isEscaped: isEscaped)
    }
    guard take(Byte.open) else { throw .malformed("it is no JSON object") }
    let start = place - 1
    repeat {
      skip()
      let keyStart = place
      guard let key = string(), take(Byte.colon) else { throw .malformed("it is no JSON object") }
      skip()
      let valueStart = place
      var text: DoorEvent.Value?
      if place < line.upperBound, bytes[place] == Byte.quote {
        text = string()
        guard text != nil else { throw .malformed("a string is not ended") }
      } else {
        while place < line.upperBound, bytes[place] > 0x20, bytes[place] != Byte.comma,
          bytes[place] != Byte.close
        {
          guard ![Byte.open, UInt8(ascii: "["), Byte.quote].contains(bytes[place]) else {
            throw .malformed("a value is nested")
          }
          place += 1
        }
        guard place > valueStart else { throw .malformed("a value is missing") }
      }
      members.append(
        Member(
          key: key.decoded(bytes), start: keyStart, value: valueStart..<place, string: text))
    } while take(Byte.comma)
    guard take(Byte.close) else { throw .malformed("it is no JSON object") }
    let end = place
    skip()
    guard place == line.upperBound else { throw .malformed("something stands behind the object") }
    return start..<end
  }
}

extension DoorRefusal {
  static func malformed(_ what: String) -> DoorRefusal {
    DoorRefusal(code: "malformed", reason: "not taken: \(what)")
  }
}
