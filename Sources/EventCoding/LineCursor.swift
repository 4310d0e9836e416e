import Bytes
import CallModel

/// A place in the bytes of one line; the only way in which the parser looks at them.
///
/// Each load is checked against the line's end, so that no input can lead outside of it.
@safe struct LineCursor {
  let bytes: UnsafeRawPointer
  let count: Int
  var index = 0

  /// A cursor at the start of `line`, for as long as whoever makes it has that line.
  @inline(__always)
  init(_ line: Span<UInt8>) {
    let start = unsafe line.withUnsafeBytes { $0.baseAddress }
    // An empty line has no address; any other will do, as nothing is ever loaded from it.
    unsafe bytes = start ?? UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped
    count = line.count
  }

  /// The whole line.
  var line: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: bytes, count: count)
  }

  /// Whether a text of this line is one that lies in it as it stands, and not among those that were
  /// decoded, which lie behind it.
  @inline(__always)
  func has(_ text: Text) -> Bool { text.start < UInt32(truncatingIfNeeded: count) }

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

  /// The eight bytes before a place, the last one highest; `nil` where there are fewer, or where the
  /// place lies outside of the line.
  @inline(__always)
  func word(before end: Int) -> UInt64? {
    guard end >= 8, end <= count else { return nil }
    return UInt64(
      littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self))
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
