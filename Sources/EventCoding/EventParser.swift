public import Bytes
public import CallModel

/// Reads one line of NDJSON as an event: strictly, over its bytes, without copying them
/// (`interchange`, "Events").
///
/// It keeps room that it uses again for each line; it keeps nothing of a line.
public struct EventParser: ~Copyable {
  var members = MemberTable()
  let scanned = ScannedLine()
  var unknownKeys = UnknownKeys()
  var strings = StringScanner()
  var times = TimeReader()
  let fields = FieldTable.shared
  let words = Vocabulary.shared
  /// What the type of the event is that was parsed last.
  package internal(set) var kind = EventKind.unknown

  /// A parser that has read nothing.
  public init() {}

  /// The bytes in which the texts of an event lie whose `isDecoded` is true, until the next line.
  public var decoded: [UInt8] { strings.texts }

  /// Reads the event in `line`, which has no LF.
  ///
  /// - Parameter limit: The most bytes that the line may have; a log's own lines have a higher one.
  /// - Throws: `EventError` with the byte's column for everything that the contract refuses.
  public mutating func parse(
    _ line: Span<UInt8>, limit: Int = Limits.line
  ) throws(EventError) -> Event {
    if line.count > limit { throw EventError(column: nil, problem: .lineTooLong(limit: limit)) }
    let cursor = LineCursor(line)
    if !readPlainObject(cursor) { try readObject(cursor) }
    let at = try members.time(&times, cursor, strings)
    let type = try members.needed(.type)
    kind = words.kind(of: type, cursor, strings)
    return try members.event(at, type, kind, cursor, strings, words)
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

  @inline(never)
  private mutating func readObject(_ line: LineCursor) throws(EventError) {
    var cursor = line
    strings.reset()
    members.present = FieldSet()
    members.seen = FieldSet()
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
        if member.form != .null { members.present.insert(field) }
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

  /// Steps over the key here and its colon, and says which known field it is; each key may be given
  /// once.
  private mutating func key(_ cursor: inout LineCursor) throws(EventError) -> Field? {
    let key = try strings.string(&cursor)
    let field = try field(key, cursor)
    cursor.skipSpace()
    try cursor.expect(UInt8(ascii: ":"), "':' after the key")
    return field
  }

  private mutating func field(_ key: Member, _ cursor: LineCursor) throws(EventError) -> Field? {
    if let field = strings.code(words.fields, key.text, cursor).flatMap(Field.init) {
      if members.seen.contains(field) { throw key.error(.duplicateKey(field.key)) }
      members.seen.insert(field)
      return field
    }
    if Int(key.text.count) > Limits.string {
      throw key.error(.badLength("a key", limit: Limits.string))
    }
    let bytes = strings.bytes(of: key.text, cursor)
    if !unknownKeys.insert(bytes) {
      throw key.error(.duplicateKey(String(decoding: bytes, as: UTF8.self)))
    }
    return nil
  }

  /// The error of a value that is too long, whose key begins at `key`.
  @inline(never)
  private mutating func tooLong(_ key: LineCursor, _ value: Member) -> EventError {
    var cursor = key
    let name = (try? strings.string(&cursor)).map { strings.bytes(of: $0.text, cursor) } ?? []
    return value.error(
      .badLength(String(decoding: name, as: UTF8.self), limit: Limits.string))
  }

  // MARK: - Values

  private mutating func value(_ cursor: inout LineCursor) throws(EventError) -> Member {
    if cursor.byte == Byte.quote { return try strings.string(&cursor) }
    return try Self.literal(&cursor)
  }

  /// Steps over a value that is no string.
  @inline(never)
  static func literal(_ cursor: inout LineCursor) throws(EventError) -> Member {
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
    return Member(form, Text(from: start, to: cursor.index))
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
}
