public import Bytes
public import CallModel

/// Reads one line of NDJSON as an event: strictly, over its bytes, without copying them
/// (`interchange`, "Events").
///
/// It keeps room that it uses again for each line; it keeps nothing of a line.
public struct EventParser: ~Copyable {
  var members = MemberTable()
  /// The fields that are there and not `null`.
  var present: UInt32 = 0
  var seen: UInt32 = 0
  let quotes = QuoteMarks()
  private var unknownKeys = UnknownKeys()
  var strings = StringScanner()
  var times = TimeReader()
  let fields = WordTable<Field>(\.word)
  let shortFields = ShortWordTable<Field>(Field.allCases.map { ($0.word, $0) })
  let types = WordTable<KnownType>(KnownType.words)
  let directions = WordTable<Direction>(\.word)
  let answers = WordTable<Answer>(\.word)
  let roles = WordTable<Role>(\.word)
  let scopes = WordTable<Scope>(\.word)

  /// A parser that has read nothing.
  public init() {}

  /// The bytes in which the texts of an event lie whose `isDecoded` is true, until the next line.
  public var decoded: [UInt8] { strings.decoded }

  /// Reads the event in `line`, which has no LF.
  ///
  /// - Parameter limit: The most bytes that the line may have; a log's own lines have a higher one.
  /// - Throws: `EventError` with the byte's column for everything that the contract refuses.
  public mutating func parse(
    _ line: Span<UInt8>, limit: Int = Limits.line
  ) throws(EventError) -> Event {
    if line.count > limit { throw EventError(column: nil, problem: .lineTooLong(limit: limit)) }
    return try unsafe line.withUnsafeBufferPointer { (buffer) throws(EventError) -> Event in
      let cursor = unsafe LineCursor(UnsafeRawBufferPointer(buffer))
      strings.reset()
      if !readPlainObject(cursor) { try readObject(cursor) }
      return try event(at: try time(cursor), cursor)
    }
  }

  /// Whether a line holds nothing but spaces, tabs and CR, and so is passed over.
  public static func isBlank(_ line: Span<UInt8>) -> Bool {
    for index in line.indices {
      let byte = line[index]
      if byte != 0x20, byte != 0x09, byte != 0x0D { return false }
    }
    return true
  }

  // MARK: - The object

  private mutating func readObject(_ line: LineCursor) throws(EventError) {
    var cursor = line
    present = 0
    seen = 0
    unknownKeys.removeAll()
    cursor.skipSpace()
    guard cursor.byte == UInt8(ascii: "{") else { throw cursor.error(.notAnObject) }
    cursor.index += 1
    cursor.skipSpace()
    if cursor.byte == UInt8(ascii: "}") {
      cursor.index += 1
    } else {
      cursor = try readMembers(cursor)
    }
    cursor.skipSpace()
    if cursor.index < cursor.count {
      throw cursor.error(.notJSON(expected: "the end of the line, after one object,"))
    }
  }

  /// Reads the members from the first key's quote on, and returns the place behind the brace.
  private mutating func readMembers(_ start: LineCursor) throws(EventError) -> LineCursor {
    var cursor = start
    while true {
      guard cursor.byte == UInt8(ascii: "\"") else {
        throw cursor.error(.notJSON(expected: "a key in quotes"))
      }
      let keyStart = cursor
      let field = try key(&cursor)
      cursor.skipSpace()
      let member = try value(&cursor)
      if member.text.count > Limits.string { throw tooLong(keyStart, member) }
      if let field {
        members[field] = member
        if member.form != .null { present |= field.bit }
      }
      if cursor.pair == Self.commaAndQuote {
        cursor.index += 1
        continue
      }
      cursor.skipSpace()
      let byte = cursor.byte
      cursor.index += 1
      if byte == UInt8(ascii: ",") {
        cursor.skipSpace()
      } else if byte == UInt8(ascii: "}") {
        return cursor
      } else {
        cursor.index -= 1
        throw cursor.error(.notJSON(expected: "',' or '}' after the value"))
      }
    }
  }

  /// `,"`
  private static let commaAndQuote: UInt16 = 0x222C

  /// Steps over the key here and its colon, and says which known field it is.
  @inline(__always)
  private mutating func key(_ cursor: inout LineCursor) throws(EventError) -> Field? {
    let start = cursor
    if let key = cursor.shortKey(), let field = shortFields.value(key), seen & field.bit == 0 {
      seen |= field.bit
      return field
    }
    cursor = start
    let key = try strings.string(&cursor)
    let field = try self.field(key, cursor)
    cursor.skipSpace()
    try cursor.expect(UInt8(ascii: ":"), "':' after the key")
    return field
  }

  /// Which known field a key is; each key may stand once.
  @inline(__always)
  private mutating func field(_ key: Member, _ cursor: LineCursor) throws(EventError) -> Field? {
    if key.form == .plainString,
      let field = unsafe fields.value(cursor.bytes, Int(key.text.start), Int(key.text.count))
    {
      return try first(field, key)
    }
    return try unusualField(key, cursor)
  }

  @inline(__always)
  private mutating func first(_ field: Field, _ key: Member) throws(EventError) -> Field {
    if seen & field.bit != 0 { throw error(key, .duplicateKey(field.key)) }
    seen |= field.bit
    return field
  }

  @inline(never)
  private mutating func unusualField(
    _ key: Member, _ cursor: LineCursor
  ) throws(EventError) -> Field? {
    if Int(key.text.count) > Limits.string {
      throw error(key, .badLength("a key", limit: Limits.string))
    }
    let bytes = bytes(of: key.text, cursor)
    // What is written plainly has been looked up; what has escapes may still be a field.
    if key.form != .plainString {
      let field = Field.allCases.first { $0.key.utf8.elementsEqual(bytes) }
      if let field { return try first(field, key) }
    }
    if !unknownKeys.insert(bytes) {
      throw error(key, .duplicateKey(String(decoding: bytes, as: UTF8.self)))
    }
    return nil
  }

  /// The error of a value that is too long, whose key begins at `key`.
  @inline(never)
  private mutating func tooLong(_ key: LineCursor, _ value: Member) -> EventError {
    var cursor = key
    let name = (try? strings.string(&cursor)).map { bytes(of: $0.text, cursor) } ?? []
    return error(
      value, .badLength(String(decoding: name, as: UTF8.self), limit: Limits.string))
  }

  // MARK: - Values

  @inline(__always)
  private mutating func value(_ cursor: inout LineCursor) throws(EventError) -> Member {
    if cursor.byte == UInt8(ascii: "\"") { return try strings.string(&cursor) }
    if let number = cursor.plainNumber() { return number }
    var slow = cursor
    let member = try Self.otherValue(&slow)
    cursor = slow
    return member
  }

  @inline(never)
  private static func otherValue(_ cursor: inout LineCursor) throws(EventError) -> Member {
    let start = cursor.index
    let form: Member.Form
    switch cursor.byte {
    case UInt8(ascii: "-"), 0x30...0x39:
      try skipNumber(&cursor)
      form = .number
    case UInt8(ascii: "t"):
      try skip("true", &cursor)
      form = .true
    case UInt8(ascii: "f"):
      try skip("false", &cursor)
      form = .false
    case UInt8(ascii: "n"):
      try skip("null", &cursor)
      form = .null
    case UInt8(ascii: "{"), UInt8(ascii: "["): throw cursor.error(.nested)
    default: throw cursor.error(.notJSON(expected: "a value"))
    }
    let text = Text(
      start: UInt32(truncatingIfNeeded: start),
      count: UInt32(truncatingIfNeeded: cursor.index - start))
    return Member(form: form, column: UInt32(truncatingIfNeeded: start + 1), text: text)
  }

  private static func skip(_ word: StaticString, _ cursor: inout LineCursor) throws(EventError) {
    for offset in 0..<word.utf8CodeUnitCount {
      let known = unsafe word.utf8Start[offset]
      guard cursor[cursor.index + offset] == known else {
        throw cursor.error(.notJSON(expected: "a value"))
      }
    }
    cursor.index += word.utf8CodeUnitCount
  }

  /// Steps over a number as RFC 8259 section 6 has it.
  private static func skipNumber(_ cursor: inout LineCursor) throws(EventError) {
    if cursor.byte == UInt8(ascii: "-") { cursor.index += 1 }
    if cursor.byte == UInt8(ascii: "0") {
      cursor.index += 1
    } else {
      try skipDigits(&cursor)
    }
    if cursor.byte == UInt8(ascii: ".") {
      cursor.index += 1
      try skipDigits(&cursor)
    }
    if cursor.byte | 0x20 == UInt8(ascii: "e") {
      cursor.index += 1
      if cursor.byte == UInt8(ascii: "+") || cursor.byte == UInt8(ascii: "-") { cursor.index += 1 }
      try skipDigits(&cursor)
    }
  }

  private static func skipDigits(_ cursor: inout LineCursor) throws(EventError) {
    let start = cursor.index
    while (0x30...0x39).contains(cursor.byte) { cursor.index += 1 }
    if cursor.index == start { throw cursor.error(.notJSON(expected: "a digit")) }
  }

  // MARK: - Texts

  /// The decoded bytes of a text of this line.
  @inline(__always)
  func bytes(of text: Text, _ cursor: LineCursor) -> [UInt8] {
    if strings.isDecoding { return Array(strings.decoded[text.range]) }
    return unsafe Array(cursor.line[text.range])
  }

  /// Whether a field is there, `null` included.
  func isSeen(_ field: Field) -> Bool { seen & field.bit != 0 }

  /// An error at a member of the line.
  @inline(__always)
  func error(_ member: Member, _ problem: EventError.Problem) -> EventError {
    EventError(column: Int(member.column), problem: problem)
  }
}
