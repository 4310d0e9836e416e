internal import Bytes
internal import Platform

/// Lines that a producer sent, one after the other, and their numbers there.
struct ReceivedLines {
  let bytes: [UInt8]
  /// The number of the line that came last.
  private(set) var number: Int
  /// Where the next line begins.
  private var start = 0

  init(_ bytes: [UInt8], first: Int) {
    self.bytes = bytes
    number = first - 1
  }

  /// Bytes that are still to come.
  var rest: Int { max(0, bytes.count - start) }

  /// The next line without its LF; the last one need not have an LF.
  mutating func next() -> Range<Int>? {
    guard start < bytes.count else { return nil }
    let end = ByteSearch.first(Byte.lineFeed, in: bytes, start..<bytes.count) ?? bytes.count
    defer { start = end + 1 }
    number += 1
    return start..<end
  }
}
