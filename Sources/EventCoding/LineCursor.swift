import Bytes
import CallModel

/// A place in the bytes of one line; the only way in which the parser looks at them.
///
/// Each load is checked against the line's end, so that no input can lead outside of it.
@safe struct LineCursor {
  let bytes: UnsafeRawPointer
  let count: Int
  var index = 0

  init(_ line: UnsafeRawBufferPointer) {
    // An empty line has no address; any other will do, as nothing is ever loaded from it.
    unsafe bytes = line.baseAddress ?? UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped
    count = line.count
  }

  /// The whole line.
  var line: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: bytes, count: count)
  }

  /// The byte here; 0, which no JSON token has, at the end of the line.
  var byte: UInt8 {
    @inline(__always) get { self[index] }
  }

  /// The byte at `place`; 0 at the end of the line and beyond.
  subscript(place: Int) -> UInt8 {
    @inline(__always) get {
      place < count ? unsafe bytes.load(fromByteOffset: place, as: UInt8.self) : 0
    }
  }

  /// The two bytes here, the first one lower; 0 where fewer are left.
  var pair: UInt16 {
    @inline(__always) get {
      guard index + 2 <= count else { return 0 }
      return unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt16.self)
    }
  }

  /// Steps over `"key":`, where the quote is here, the key has at most seven plain bytes, and no
  /// white space stands between; returns the key's bytes as a number, from the lowest on.
  @inline(__always)
  mutating func shortKey() -> UInt64? {
    guard index + 10 <= count else { return nil }
    let word = unsafe bytes.loadUnaligned(fromByteOffset: index + 1, as: UInt64.self)
    let special = Self.specials(word)
    if special == 0 { return nil }
    let length = special.trailingZeroBitCount >> 3
    let end = unsafe bytes.loadUnaligned(fromByteOffset: index + 1 + length, as: UInt16.self)
    // `":`
    guard end == 0x3A22 else { return nil }
    index += length + 3
    return word & ~(~0 &<< UInt64(length * 8))
  }

  /// Steps over a byte that must be here.
  @inline(__always)
  mutating func expect(_ byte: UInt8, _ name: StaticWord) throws(EventError) {
    guard self.byte == byte else { throw error(.notJSON(expected: name)) }
    index += 1
  }

  /// Steps over white space.
  @inline(__always)
  mutating func skipSpace() {
    while byte <= 0x20, byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A {
      index += 1
    }
  }

  /// Steps over a whole number without sign, leading zero, fraction or exponent, if one is here.
  @inline(__always)
  mutating func plainNumber() -> Member? {
    guard (0x31...0x39).contains(byte) else { return nil }
    let start = index
    var end = index + 1
    while (0x30...0x39).contains(self[end]) { end += 1 }
    if self[end] == UInt8(ascii: ".") || self[end] | 0x20 == UInt8(ascii: "e") { return nil }
    index = end
    let text = Text(
      start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: end - start))
    return Member(form: .number, column: UInt32(truncatingIfNeeded: start + 1), text: text)
  }

  /// An error at this place.
  @inline(never)
  func error(_ problem: EventError.Problem) -> EventError {
    EventError(column: index + 1, problem: problem)
  }

  /// Steps over printable ASCII without quote and backslash, eight bytes at a time.
  ///
  /// Afterwards the byte here is a quote, a backslash, a control character, DEL, a byte of a
  /// longer character, or the end of the line.
  @inline(__always)
  mutating func skipPlain() {
    while index + 8 <= count {
      let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let special = Self.specials(word)
      if special != 0 {
        index += special.trailingZeroBitCount >> 3
        return
      }
      index += 8
    }
    while index < count {
      let byte = self.byte
      if byte < 0x20 || byte >= 0x7F || byte == 0x22 || byte == 0x5C { return }
      index += 1
    }
  }

  /// The high bit of each byte that is not plain; only the lowest one set is exact.
  @inline(__always)
  private static func specials(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    // A difference gets the high bit where it would be below zero, a sum where it is above 0x7F.
    let quotes = (word ^ (ones &* 0x22)) &- ones
    let backslashes = (word ^ (ones &* 0x5C)) &- ones
    let controls = word &- (ones &* 0x20)
    let deletes = word &+ ones
    return (quotes | backslashes | controls | deletes | word) & high
  }
}
