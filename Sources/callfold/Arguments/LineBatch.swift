import Bytes
import EventLog
import Platform

/// Lines of a producer that have arrived and are not yet appended; a line whose end has not come
/// waits for it.
///
/// Memory is bounded: of a line that is too long to be taken, no more is kept than shows that.
struct LineBatch: Equatable {
  /// Whole lines, each with its LF.
  private(set) var lines: [UInt8] = []
  private var begun: [UInt8] = []
  private var firstLine = 1
  private var count = 0

  /// Whether there is a whole line.
  var isEmpty: Bool { count == 0 }

  /// Takes in what has been read.
  mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
    var start = range.lowerBound
    while let end = ByteSearch.first(UInt8(ascii: "\n"), in: bytes, start..<range.upperBound) {
      keep(bytes[start..<end])
      finishLine()
      start = end + 1
    }
    keep(bytes[start..<range.upperBound])
  }

  /// The input has ended: a last line without LF counts.
  mutating func finish() {
    if !begun.isEmpty { finishLine() }
  }

  /// The whole lines, and the number of the first of them.
  mutating func take() -> (lines: [UInt8], firstLine: Int) {
    defer {
      lines = []
      firstLine += count
      count = 0
    }
    return (lines, firstLine)
  }

  private mutating func keep(_ part: ArraySlice<UInt8>) {
    begun += part.prefix(Limits.line + 1 - begun.count)
  }

  private mutating func finishLine() {
    lines += begun
    lines.append(UInt8(ascii: "\n"))
    begun.removeAll(keepingCapacity: true)
    count += 1
  }
}
