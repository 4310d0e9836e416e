import Bytes
import CallModel

/// Reads the strings of one line, and decodes those that have escapes.
///
/// Strings without escapes are left where they are. With the first escape the line's bytes are
/// copied to `decoded`, and what the escapes mean is put behind them, so that every text of the
/// line has its place there.
struct StringScanner: ~Copyable {
  /// The line and the decoded strings behind it; meaningful once `isDecoding`.
  var texts: [UInt8] { Array(decoded[..<used]) }
  /// The same, and then bytes without a meaning: room that is used again.
  private var decoded: [UInt8] = []
  private(set) var isDecoding = false
  /// How many bytes of `decoded` have a meaning.
  private var used = 0

  /// Begins another line.
  @inline(__always)
  mutating func reset() { isDecoding = false }

  /// Reads the string whose opening quote is at the cursor, and steps behind its closing one.
  mutating func string(_ cursor: inout LineCursor) throws(EventError) -> Member {
    cursor.index += 1
    let start = cursor.index
    var form = Member.Form.plainString
    var escapes: ScannedLine.Escapes?
    while true {
      cursor.skipPlain()
      switch cursor.byte {
      case Byte.quote:
        let inside = Text(from: start, to: cursor.index)
        cursor.index += 1
        guard let escapes else { return Member(form, inside) }
        return Member(.string, inside: inside, text: try decode(inside, cursor, escapes).text)
      case Byte.backslash:
        escapes = .init(next: escapes?.next ?? cursor.index, last: cursor.index)
        cursor.index += try Self.escape(cursor).length
      case 0x7F:
        form = .string
        cursor.index += 1
      case 0x80...:
        form = .string
        let start = cursor
        let length = UTF8Sequence.length(start.byte) { start[start.index + $0] }
        guard let length else { throw cursor.error(.invalidUTF8) }
        cursor.index += length
      default:
        if cursor.index < cursor.count {
          throw cursor.error(.notJSON(expected: "an escape such as \\n for a control character"))
        }
        throw cursor.error(.notJSON(expected: "a closing quote"))
      }
    }
  }

  /// What the escape at the cursor means, and how many bytes it takes.
  private static func escape(
    _ line: LineCursor
  ) throws(EventError) -> (scalar: Unicode.Scalar, length: Int) {
    do throws(JSONEscape.Mistake) {
      return try JSONEscape.read(at: line.index) { line[$0] }
    } catch {
      switch error {
      case .unknown:
        throw line.error(.notJSON(expected: "an escape of JSON, such as \\n or \\u00e9"))
      case .hexDigits: throw line.error(.notJSON(expected: "four hex digits after \\u"))
      case .loneSurrogate: throw line.error(.loneSurrogate)
      }
    }
  }

  /// Decodes what is between the quotes of a string, and says whether one of its escapes is a control
  /// character.
  ///
  /// - Parameter escapes: Where its first escape is, and behind which place of the line there is none.
  mutating func decode(
    _ inside: Text, _ line: LineCursor, _ escapes: ScannedLine.Escapes
  ) throws(EventError) -> (text: Text, hasControl: Bool) {
    if !isDecoding { begin(line) }
    let start = used
    let end = inside.range.upperBound
    var cursor = line
    cursor.index = inside.range.lowerBound
    var run = escapes.next
    var hasControl = false
    while true {
      append(line, cursor.index, run)
      if run >= end { break }
      cursor.index = run
      let escape = try Self.escape(cursor)
      let code = escape.scalar.value
      hasControl = hasControl || code < 0x20 || 0x7F...0x9F ~= code
      append(escape.scalar)
      cursor.index += escape.length
      run = cursor.index > escapes.last ? end : cursor.index
      while run < end, line[run] != UInt8(ascii: "\\") { run &+= 1 }
    }
    return (Text(from: start, to: used), hasControl)
  }

  /// Appends the bytes of a part of the line.
  private mutating func append(_ line: LineCursor, _ from: Int, _ to: Int) {
    // No escape is shorter than what it means: the room never ends before the strings.
    guard from < to, to <= line.count, to &- from <= decoded.count &- used else { return }
    let (start, count) = (used, to &- from)
    unsafe decoded.withUnsafeMutableBytes { room in
      unsafe room.baseAddress?.advanced(by: start)
        .copyMemory(from: line.bytes + from, byteCount: count)
    }
    used = start &+ count
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte) }
    }
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    if used >= decoded.count { return }
    decoded[used] = byte
    used += 1
  }

  /// Copies the line, and makes room for as many bytes behind it: its strings have no more.
  private mutating func begin(_ line: LineCursor) {
    isDecoding = true
    used = line.count
    let size = 2 * line.count
    if decoded.count < size { decoded = Array(repeating: 0, count: size) }
    var room = decoded.mutableSpan
    unsafe room.withUnsafeMutableBytes { unsafe $0.copyMemory(from: line.line) }
  }

  /// Does something with the decoded bytes of a text of this line.
  @inline(__always)
  func withBytes<Result>(
    of text: Text, _ line: LineCursor, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    if line.has(text) {
      return body(unsafe line.line.bindMemory(to: UInt8.self).span.extracting(text.range))
    }
    return body(decoded.span.extracting(text.range))
  }

  /// The decoded bytes of a text of this line.
  func bytes(of text: Text, _ line: LineCursor) -> [UInt8] {
    withBytes(of: text, line) { bytes in bytes.indices.map { bytes[$0] } }
  }

  /// The place of a text of this line in a table of words.
  @inline(__always)
  func code(_ table: WordTable, _ text: Text, _ line: LineCursor) -> UInt8? {
    if line.has(text) {
      return unsafe table.code(line.bytes, Int(text.start), Int(text.count))
    }
    return decodedCode(table, text)
  }

  @inline(never)
  private func decodedCode(_ table: WordTable, _ text: Text) -> UInt8? {
    table.code(of: decoded.span.extracting(text.range))
  }
}
