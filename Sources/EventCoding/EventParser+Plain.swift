import Bytes
import CallModel

// Most lines are as short and plain as they can be: known keys, strings without escapes and whole
// numbers, and no white space between. Those are read from quote to quote.
extension EventParser {
  /// Reads the members of such a line; false for any other line, right or wrong, for which nothing
  /// of what was noted counts.
  @inline(__always)
  mutating func readPlainObject(_ line: LineCursor) -> Bool {
    guard quotes.mark(line), line.byte == UInt8(ascii: "{") else { return false }
    var cursor = line
    var next = QuoteCursor(quotes, line)
    var index = 1
    present = 0
    while true {
      let key = next.next(quotes)
      let keyEnd = next.next(quotes)
      guard key == index, cursor[keyEnd &+ 1] == UInt8(ascii: ":"),
        let field = unsafe field(cursor.bytes, key &+ 1, keyEnd &- key &- 1, line.count),
        present & field.bit == 0
      else { return false }
      present |= field.bit
      cursor.index = keyEnd &+ 2
      if cursor.byte == UInt8(ascii: "\"") {
        let start = next.next(quotes)
        let end = next.next(quotes)
        if end == line.count { return false }
        members[field] = Member(
          form: .plainString, column: UInt32(truncatingIfNeeded: start &+ 1),
          text: Text(
            start: UInt32(truncatingIfNeeded: start &+ 1),
            count: UInt32(truncatingIfNeeded: end &- start &- 1)))
        cursor.index = end &+ 1
      } else {
        guard let number = cursor.plainNumber() else { return false }
        members[field] = number
      }
      // `,"`
      if cursor.pair == 0x222C {
        index = cursor.index &+ 1
      } else {
        // What is there is not null: what has been seen is present.
        seen = present
        return cursor.byte == UInt8(ascii: "}") && cursor.index + 1 == line.count
      }
    }
  }

  /// The known field whose key has `count` bytes from `start` on.
  @inline(__always)
  private func field(
    _ bytes: UnsafeRawPointer, _ start: Int, _ count: Int, _ limit: Int
  ) -> Field? {
    if count < 8, start + 8 <= limit {
      let word = unsafe bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
      return shortFields.value(word & ~(~0 &<< UInt64(truncatingIfNeeded: count &* 8)))
    }
    return unsafe fields.value(bytes, start, count)
  }
}
