import Bytes
import CIntrinsics

/// A copy of one line with zeros behind it, in which the quotes are marked: what lies between two of
/// them can be stepped over without looking at it.
///
/// It has room for twice the longest line that it takes and for a few bytes more. Every place is
/// reduced to that room before it is looked at, so that none can lie outside, whatever the line is.
@safe struct ScannedLine: ~Copyable {
  /// The most bytes that a line may have.
  static let longest = 1_024
  /// The fewest bytes that a line may have.
  static let shortest = 16
  private static let room = 2 * longest

  private let bytes: UnsafeMutableRawPointer
  /// One bit for each byte.
  private let quotes: UnsafeMutablePointer<UInt64>

  /// What a line has besides printable ASCII.
  struct Contents: OptionSet {
    let rawValue: UInt32

    static let backslash = Contents(rawValue: UInt32(CSCAN_BACKSLASH))
    static let notASCII = Contents(rawValue: UInt32(CSCAN_HIGH))
    /// Control characters, DEL among them; where the line has other than ASCII, DEL may be left out.
    static let control = Contents(rawValue: UInt32(CSCAN_CONTROL))
  }

  init() {
    unsafe bytes = .allocate(byteCount: Self.room + 16, alignment: 16)
    unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0, count: Self.room + 16)
    unsafe quotes = .allocate(capacity: Self.room / 64)
    unsafe quotes.initialize(repeating: 0, count: Self.room / 64)
  }

  deinit {
    unsafe bytes.deallocate()
    unsafe quotes.deallocate()
  }

  /// Copies `line` and marks its quotes; `nil` where it is too long or too short.
  @inline(__always)
  func scan(_ line: LineCursor) -> Contents? {
    guard line.count >= Self.shortest, line.count <= Self.longest else { return nil }
    // The line may end where 64 bytes end: then what follows has no quotes either.
    unsafe quotes[line.count / 64] = 0
    return unsafe Contents(rawValue: cscan_line(bytes, line.bytes, line.count, quotes))
  }

  /// The byte at a place; 0 in the first few behind the line.
  subscript(place: Int) -> UInt8 {
    @inline(__always) get {
      unsafe bytes.load(fromByteOffset: place & (Self.room - 1), as: UInt8.self)
    }
  }

  /// The two bytes from a place on, the first one lowest.
  @inline(__always)
  func pair(at place: Int) -> UInt16 {
    let pair = unsafe bytes.loadUnaligned(
      fromByteOffset: place & (Self.room - 1), as: UInt16.self)
    return UInt16(littleEndian: pair)
  }

  /// The eight bytes from a place on, the first one lowest.
  @inline(__always)
  func word(at place: Int) -> UInt64 {
    let word = unsafe bytes.loadUnaligned(
      fromByteOffset: place & (Self.room - 1), as: UInt64.self)
    return UInt64(littleEndian: word)
  }

  /// The place of the first quote that is at `place` or behind it, in a line of `count` bytes that
  /// has no less than `place`; `nil` where there is none.
  @inline(__always)
  func quote(from place: Int, _ count: Int) -> Int? {
    let left = marks(place &>> 6) &>> UInt64(truncatingIfNeeded: place & 63)
    if left != 0 { return place &+ left.trailingZeroBitCount }
    var block = place &>> 6
    while true {
      block &+= 1
      if block &<< 6 >= count { return nil }
      let left = marks(block)
      if left != 0 { return block &<< 6 &+ left.trailingZeroBitCount }
    }
  }

  @inline(__always)
  private func marks(_ block: Int) -> UInt64 { unsafe quotes[block & (Self.room / 64 - 1)] }

  /// The place of the first backslash that is at `place` or behind it, in a line of `count` bytes;
  /// `count` where there is none.
  @inline(__always)
  func backslash(from place: Int, _ count: Int) -> Int {
    let count = min(count, Self.longest)
    let start = min(max(place, 0), count)
    return unsafe start &+ cscan_padded_byte(bytes + start, count &- start, Byte.backslash)
  }

  /// Where a line's escapes are that are still to be decoded.
  struct Escapes {
    /// The first one that is left; where none is, no place of the line is behind it.
    var next: Int
    /// The line's last one.
    var last: Int
  }

  /// Takes the marks of quotes away that are escaped, and returns where the escapes are.
  func unmarkEscapedQuotes(_ count: Int) -> Escapes {
    let count = min(count, Self.longest)
    let first = backslash(from: 0, count)
    var place = first
    var last = first
    while place < count {
      last = place
      // In a line that is JSON, backslashes are in strings only: each goes with the byte behind it.
      let next = place + 1
      unsafe quotes[next >> 6] &= ~(1 << UInt64(next & 63))
      place = backslash(from: next + 1, count)
    }
    return Escapes(next: first, last: last)
  }

  /// Whether a line of `count` bytes is UTF-8 and has neither DEL nor a control character of two
  /// bytes (U+0080 to U+009F); one byte's control characters are not looked for.
  func isCleanUTF8(_ count: Int) -> Bool {
    let count = min(count, Self.longest)
    var place = 0
    while true {
      place = unsafe place &+ cscan_not_ascii(bytes + place, count - place)
      if place >= count { return true }
      // Most are of two bytes, and no control characters: from C3 on, and then 80 to BF.
      let pair = pair(at: place)
      if pair & 0xC0E0 == 0x80C0, pair & 0xFF >= 0xC3 {
        place = min(place &+ 2, count)
        continue
      }
      let lead = self[place]
      if lead == 0xC2, self[place + 1] < 0xA0 { return false }
      guard let length = UTF8Sequence.length(lead, { self[place + $0] }) else { return false }
      // Behind the line are zeros: no character reaches beyond its end.
      place = min(place + length, count)
    }
  }
}
