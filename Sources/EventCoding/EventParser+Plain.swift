import Bytes
import CallModel

// Nearly all lines are written as a serializer writes them: known keys, no white space but a space
// between tokens, strings and whole numbers. Those are read from quote to quote.
extension EventParser {
  /// Reads the members of such a line; false for any other line, right or wrong, for which nothing
  /// of what was noted counts.
  @inline(__always)
  mutating func readPlainObject(_ line: LineCursor) -> Bool {
    strings.reset()
    unknownKeys.removeAll()
    guard let contents = scanned.scan(line) else { return false }
    let count = line.count
    var escapes = ScannedLine.Escapes(next: count, last: count)
    if !contents.isEmpty {
      guard let found = prepare(contents, count) else { return false }
      escapes = found
    }
    guard scanned[0] == UInt8(ascii: "{") else { return false }
    var seen = FieldSet()
    var nulls = FieldSet()
    var index = afterSpaces(1)
    guard scanned[index] == UInt8(ascii: "\"") else { return false }
    while true {
      // The key, its quote and the colon.
      index &+= 1
      let field: Field?
      if let found = fields.find(scanned, at: index) {
        if seen.intersects(found.set) { return false }
        seen.formUnion(found.set)
        field = found.field
        index &+= found.length
      } else {
        guard let end = unknownKey(index, count, escapes) else { return false }
        field = nil
        index = end
      }
      // The value.
      var byte = scanned[index]
      if byte != UInt8(ascii: "\""), byte == UInt8(ascii: " ") {
        index = afterSpaces(index)
        byte = scanned[index]
      }
      if byte == UInt8(ascii: "\"") {
        index &+= 1
        guard let end = scanned.quote(from: index, count) else { return false }
        let inside = Text(from: index, to: end)
        if let field { members[field] = Member(.plainString, inside) }
        if end > escapes.next {
          guard let value = decode(line, inside, &escapes) else { return false }
          if let field { members[field] = value }
        }
        index = end &+ 1
      } else if let end = endOfNumber(index, byte) {
        if let field { members[field] = Member(.number, Text(from: index, to: end)) }
        index = end
      } else {
        guard let value = literal(line, index) else { return false }
        if let field {
          members[field] = value
          if value.form == .null { nulls.insert(field) }
        }
        index = value.range.upperBound
      }
      // `,"`
      if scanned.pair(at: index) == 0x222C {
        index &+= 1
        continue
      }
      index = afterSpaces(index)
      if scanned[index] == UInt8(ascii: ",") {
        index = afterSpaces(index &+ 1)
        guard scanned[index] == UInt8(ascii: "\"") else { return false }
      } else {
        guard scanned[index] == UInt8(ascii: "}"), afterSpaces(index &+ 1) == count else {
          return false
        }
        members.seen = seen
        members.present = seen.subtracting(nulls)
        return true
      }
    }
  }

  /// The first place from `index` on that has no space; there are zeros behind the line.
  @inline(__always)
  private func afterSpaces(_ index: Int) -> Int {
    var index = index
    while scanned[index] == UInt8(ascii: " ") { index &+= 1 }
    return index
  }

  /// Makes a line ready that has other than printable ASCII, and returns where its escapes are; `nil`
  /// where it must be read with more care.
  @inline(never)
  private func prepare(
    _ contents: ScannedLine.Contents, _ count: Int
  ) -> ScannedLine.Escapes? {
    if contents.contains(.control) { return nil }
    if contents.contains(.notASCII), !scanned.isCleanUTF8(count) { return nil }
    if contents.contains(.backslash) { return scanned.unmarkEscapedQuotes(count) }
    return .init(next: count, last: count)
  }

  /// Steps over the key from `start` on that is no field of ours, with its quote and colon.
  @inline(never)
  private mutating func unknownKey(
    _ start: Int, _ count: Int, _ escapes: ScannedLine.Escapes
  ) -> Int? {
    guard let end = scanned.quote(from: start, count), end < escapes.next,
      scanned[end + 1] == UInt8(ascii: ":")
    else { return nil }
    let key = Text(from: start, to: end)
    // A field whose key is written as usual has been found.
    return unknownKeys.insert(key, scanned) ? end + 2 : nil
  }

  /// Decodes a string that has the next escape, and perhaps others.
  @inline(never)
  private mutating func decode(
    _ line: LineCursor, _ inside: Text, _ escapes: inout ScannedLine.Escapes
  ) -> Member? {
    guard let decoded = try? strings.decode(inside, line, escapes) else { return nil }
    let end = inside.range.upperBound
    escapes.next = end > escapes.last ? line.count : scanned.backslash(from: end, line.count)
    return Member(decoded.hasControl ? .string : .plainString, inside: inside, text: decoded.text)
  }

  /// The end of a whole number without sign, leading zero, fraction and exponent at `start`, where
  /// `first` is, if one is there.
  @inline(__always)
  private func endOfNumber(_ start: Int, _ first: UInt8) -> Int? {
    guard first &- 0x31 < 9 else { return nil }
    var end = start
    while true {
      let length = Digits.count(in: scanned.word(at: end))
      end &+= length
      // There are zeros behind the line, which are no digits.
      if length < 8 { break }
    }
    let next = scanned[end]
    return next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e") ? nil : end
  }

  /// A value that is no string and no such number.
  @inline(never)
  private func literal(_ line: LineCursor, _ start: Int) -> Member? {
    var cursor = line
    cursor.index = start
    return try? Self.literal(&cursor)
  }
}
