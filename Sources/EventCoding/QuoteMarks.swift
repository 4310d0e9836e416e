import CIntrinsics

/// Where the quotes of one line are, one bit for each byte of the line: what lies between two of
/// them can then be stepped over without looking at it.
///
/// It has a number for each 64 bytes of the longest line that it takes, and hands out no other.
@safe struct QuoteMarks: ~Copyable {
  /// The most bytes that a line may have.
  static let longestLine = 512
  /// The fewest bytes that a line may have.
  static let shortestLine = 16

  private let masks: UnsafeMutablePointer<UInt64>

  init() {
    unsafe masks = .allocate(capacity: Self.longestLine / 64)
    unsafe masks.initialize(repeating: 0, count: Self.longestLine / 64)
  }

  deinit { unsafe masks.deallocate() }

  /// Marks the quotes of `line`; false where something else in it is not printable ASCII, or a
  /// backslash, or where it is too long or too short.
  @inline(__always)
  func mark(_ line: LineCursor) -> Bool {
    guard line.count >= Self.shortestLine, line.count <= Self.longestLine else { return false }
    return unsafe cscan_quotes(line.bytes, line.count, masks)
  }

  /// The marks of the 64 bytes whose number is `block`; none beyond the longest line.
  @inline(__always)
  subscript(block: Int) -> UInt64 {
    unsafe UInt(bitPattern: block) < UInt(Self.longestLine / 64) ? masks[block] : 0
  }
}

/// Goes from quote to quote through a line that has been marked.
struct QuoteCursor {
  /// The marks of the present 64 bytes that have not been passed.
  private var left: UInt64
  /// Where the present 64 bytes begin.
  private var start = 0
  private let end: Int

  @inline(__always)
  init(_ marks: borrowing QuoteMarks, _ line: LineCursor) {
    left = marks[0]
    end = line.count
  }

  /// The place of the next quote; the end of the line where there is none.
  @inline(__always)
  mutating func next(_ marks: borrowing QuoteMarks) -> Int {
    while left == 0 {
      start &+= 64
      if start >= end { return end }
      left = marks[start &>> 6]
    }
    let place = start &+ left.trailingZeroBitCount
    left &= left &- 1
    return place
  }
}
