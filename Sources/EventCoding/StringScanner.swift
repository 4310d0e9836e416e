import Bytes
import CallModel

/// Reads the strings of one line, and decodes those that have escapes.
///
/// Strings without escapes are left where they are. With the first escape the line's bytes are
/// copied to `decoded`, and what the escapes mean is put behind them, so that every text of the
/// line has its place there.
struct StringScanner {
  /// The line and the decoded strings behind it; meaningful once `isDecoding`.
  private(set) var decoded: [UInt8] = []
  private(set) var isDecoding = false

  /// Begins another line.
  mutating func reset() { isDecoding = false }

  /// Reads the string whose opening quote is at the cursor, and steps behind its closing one.
  @inline(__always)
  mutating func string(_ cursor: inout LineCursor) throws(EventError) -> Member {
    let column = UInt32(truncatingIfNeeded: cursor.index + 1)
    cursor.index += 1
    let start = cursor.index
    cursor.skipPlain()
    if cursor.byte == 0x22 {
      let count = cursor.index - start
      cursor.index += 1
      return Member(form: .plainString, column: column, text: Self.text(start, count))
    }
    // A copy, so that the cursor itself need never have an address: it stays in registers.
    var slow = cursor
    let member = try unusual(&slow, start, column)
    cursor = slow
    return member
  }

  @inline(__always)
  private static func text(_ start: Int, _ count: Int) -> Text {
    Text(start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: count))
  }

  /// A string with something else than printable ASCII in it.
  @inline(never)
  private mutating func unusual(
    _ cursor: inout LineCursor, _ start: Int, _ column: UInt32
  ) throws(EventError) -> Member {
    while true {
      cursor.skipPlain()
      switch cursor.byte {
      case 0x22:
        let count = cursor.index - start
        cursor.index += 1
        return Member(form: .string, column: column, text: Self.text(start, count))
      case 0x5C: return try escaped(&cursor, start, column)
      case 0x7F: cursor.index += 1
      case 0x80...: try skipCharacter(&cursor)
      default: throw unended(cursor)
      }
    }
  }

  private func unended(_ cursor: LineCursor) -> EventError {
    if cursor.index < cursor.count {
      return cursor.error(.notJSON(expected: "an escape such as \\n for a control character"))
    }
    return cursor.error(.notJSON(expected: "a closing quote"))
  }

  /// A string with escapes, from `start` on; the cursor is at the first one.
  private mutating func escaped(
    _ cursor: inout LineCursor, _ start: Int, _ column: UInt32
  ) throws(EventError) -> Member {
    if !isDecoding {
      isDecoding = true
      decoded.removeAll(keepingCapacity: true)
      unsafe decoded.append(contentsOf: cursor.line)
    }
    let place = decoded.count
    var from = start
    while true {
      let before = cursor.index
      cursor.skipPlain()
      switch cursor.byte {
      case 0x22:
        copy(cursor, from, cursor.index)
        cursor.index += 1
        let text = Self.text(place, decoded.count - place)
        return Member(form: .string, column: column, text: text)
      case 0x5C:
        copy(cursor, from, cursor.index)
        try escape(&cursor)
        from = cursor.index
      case 0x7F: cursor.index += 1
      case 0x80...: try skipCharacter(&cursor)
      default: throw unended(cursor)
      }
      assert(cursor.index > before)
    }
  }

  private mutating func copy(_ cursor: LineCursor, _ from: Int, _ to: Int) {
    for index in from..<to { decoded.append(cursor[index]) }
  }

  /// Appends what the escape at the cursor means, and steps behind it.
  private mutating func escape(_ cursor: inout LineCursor) throws(EventError) {
    let line = cursor
    do throws(JSONEscape.Mistake) {
      let (scalar, length) = try JSONEscape.read(at: line.index) { line[$0] }
      if scalar.isASCII {
        decoded.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        decoded.append(contentsOf: String(scalar).utf8)
      }
      cursor.index += length
    } catch {
      switch error {
      case .unknown:
        throw line.error(.notJSON(expected: "an escape of JSON, such as \\n or \\u00e9"))
      case .hexDigits: throw line.error(.notJSON(expected: "four hex digits after \\u"))
      case .loneSurrogate: throw line.error(.loneSurrogate)
      }
    }
  }

  /// Steps over one character of two to four bytes, which must be valid UTF-8 (RFC 3629).
  private func skipCharacter(_ cursor: inout LineCursor) throws(EventError) {
    let lead = cursor.byte
    let second = cursor[cursor.index + 1]
    let length: Int
    switch (lead, second) {
    case (0xC2...0xDF, 0x80...0xBF): length = 2
    case (0xE0, 0xA0...0xBF), (0xE1...0xEC, 0x80...0xBF), (0xED, 0x80...0x9F),
      (0xEE...0xEF, 0x80...0xBF):
      length = 3
    case (0xF0, 0x90...0xBF), (0xF1...0xF3, 0x80...0xBF), (0xF4, 0x80...0x8F): length = 4
    default: throw cursor.error(.invalidUTF8)
    }
    for offset in 2..<max(length, 2) {
      guard (0x80...0xBF).contains(cursor[cursor.index + offset]) else {
        throw cursor.error(.invalidUTF8)
      }
    }
    cursor.index += length
  }
}
