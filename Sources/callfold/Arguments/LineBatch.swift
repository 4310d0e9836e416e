import Bytes

/// Lines of a producer that have arrived and are not yet appended; a line whose end has not come
/// waits for it.
///
/// Memory is bounded: of a line that is too long to be taken, no more is kept than shows that.
struct LineBatch: ~Copyable {
  private var reader = LineReader()
  private var whole = Lines()
  private var firstLine = 1

  /// Whole lines, each with its LF.
  private struct Lines {
    var bytes: [UInt8] = []
    var count = 0

    mutating func append(_ line: Span<UInt8>) {
      bytes.append(copying: line.extracting(0..<min(line.count, Limits.line + 1)))
      bytes.append(UInt8(ascii: "\n"))
      count += 1
    }
  }

  /// Whether there is a whole line.
  var isEmpty: Bool { whole.count == 0 }

  /// Takes in what has been read.
  mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
    Self.move(bytes.span.extracting(range), through: &reader, to: &whole)
  }

  /// The input has ended: a last line without LF counts.
  mutating func finish() { Self.finish(&reader, to: &whole) }

  /// The whole lines, and the number of the first of them.
  mutating func take() -> (lines: [UInt8], firstLine: Int) {
    defer {
      firstLine += whole.count
      whole = Lines()
    }
    return (whole.bytes, firstLine)
  }

  private static func move(
    _ bytes: Span<UInt8>, through reader: inout LineReader, to whole: inout Lines
  ) {
    reader.read(bytes) { line, _ in whole.append(line) }
  }

  private static func finish(_ reader: inout LineReader, to whole: inout Lines) {
    reader.finish { line, _ in whole.append(line) }
  }
}
