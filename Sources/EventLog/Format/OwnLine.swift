internal import Bytes
internal import CallModel
internal import EventCoding

/// The log's own events, which no producer may send.
enum OwnLine {
  /// An event without its `seq`, as a producer would have sent it.
  static func tick(at time: Int64) -> [UInt8] {
    line("log.tick", at: time) { _ in }
  }

  /// - Parameter edition: of the recording rules, by which calls that start behind it are folded.
  static func rules(at time: Int64, edition: UInt64) -> [UInt8] {
    line("log.rules", at: time) { line in
      line.append(editionMark)
      line.append(decimal: edition)
    }
  }

  static func recovered(at time: Int64, file: String, offset: Int, bytes count: Int) -> [UInt8] {
    line("log.recovered", at: time) { line in
      line.append(#","file":"#)
      line.append(json: file)
      line.append(#","offset":"#)
      line.append(decimal: UInt64(offset))
      line.append(#","bytes":"#)
      line.append(decimal: UInt64(count))
    }
  }

  static func erased(
    at time: Int64, _ references: ArraySlice<Reference>, user: String, reason: String
  ) -> [UInt8] {
    line("log.erased", at: time) { line in
      line.append(erasedMark)
      for (index, reference) in references.enumerated() {
        if index > 0 { line.append(" ") }
        reference.append(to: &line)
      }
      line.append(#"","user":"#)
      line.append(json: user)
      line.append(#","reason":"#)
      line.append(json: reason)
    }
  }

  /// References that one `log.erased` can name: a string has at most 4,096 bytes.
  static let referencesInOne = Limits.string / (Reference.length + 1)

  /// References that are named in one frame at most, with room for whatever words beside them.
  static let referencesAtOnce =
    (Format.bodyLimit / Format.storedLineLimit - 4) * referencesInOne

  /// Whether a stored line is a `log.tick`.
  static func isTick(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
    let end = line.upperBound - tickEnd.utf8CodeUnitCount
    return end > line.lowerBound && ByteText.stands(tickEnd, in: bytes, at: end)
  }

  /// The edition that a stored line says, 0 where its number is none; `nil` if it is no `log.rules`.
  static func edition(_ bytes: [UInt8], _ line: Range<Int>) -> UInt64? {
    guard line.count <= longestRules, let comma = bytes[line].firstIndex(of: Byte.comma) else {
      return nil
    }
    let type = comma + 1 + timeLength
    let mark = type + rulesType.utf8CodeUnitCount
    guard ByteText.stands(rulesType, in: bytes, at: type),
      ByteText.stands(editionMark, in: bytes, at: mark)
    else { return nil }
    let number = mark + editionMark.utf8CodeUnitCount
    let end = line.upperBound - 1
    return number < end ? ByteText.decimal(bytes, number..<end) ?? 0 : 0
  }

  /// What a stored line says was erased; nothing if it is no `log.erased`.
  static func erased(_ bytes: [UInt8], _ line: Range<Int>) -> [Reference] {
    guard let comma = bytes[line].firstIndex(of: Byte.comma) else { return [] }
    let type = comma + 1 + timeLength
    let mark = type + erasedType.utf8CodeUnitCount
    guard ByteText.stands(erasedType, in: bytes, at: type),
      ByteText.stands(erasedMark, in: bytes, at: mark)
    else { return [] }
    var place = mark + erasedMark.utf8CodeUnitCount
    var references: [Reference] = []
    while place + Reference.length < line.upperBound,
      let reference = Reference(bytes, place..<place + Reference.length)
    {
      references.append(reference)
      place += Reference.length + 1
    }
    return references
  }

  /// Behind the number stands the time, whose text has one length.
  private static let timeLength = #""at":"2026-11-22T10:15:04.123Z""#.utf8.count
  // Each begins with a comma. A quote behind one is no escaped quote, so in a line that is an event
  // it begins a key: no string that a producer sends can hold one of these.
  private static let tickEnd: StaticString = #","type":"log.tick"}"#
  private static let rulesType: StaticString = #","type":"log.rules""#
  private static let erasedType: StaticString = #","type":"log.erased""#
  private static let editionMark: StaticString = #","edition":"#
  /// Bytes that a `log.rules` has at most, with both numbers of 20 digits.
  private static let longestRules = 128
  private static let erasedMark: StaticString = #","references":""#

  private static func line(
    _ type: StaticString, at time: Int64, _ members: (inout [UInt8]) -> Void
  ) -> [UInt8] {
    var line: [UInt8] = []
    line.append(#"{"at":""#)
    line.append(Instant(nearest: time).text)
    line.append(#"","type":""#)
    line.append(type)
    line.append("\"")
    members(&line)
    line.append("}")
    return line
  }
}
