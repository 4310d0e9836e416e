internal import Bytes

/// A good frame of a log file: where it stands and which events it holds.
///
/// The bytes of its lines are in the scanner that found it, until that one goes on.
struct Frame: Hashable {
  /// Where its line begins in the file.
  var offset: Int
  /// Bytes of its line and body.
  var length: Int
  /// The sequence of its first event.
  var first: UInt64
  /// How many events it has.
  var count: Int

  /// Where the next frame begins.
  var end: Int { offset + length }
}

/// The text that an event's line begins with: `{"seq":N,`, counted up in place.
struct SequencePrefix {
  private(set) var bytes: [UInt8]

  init(_ sequence: UInt64) {
    bytes = []
    bytes.append(#"{"seq":"#)
    bytes.append(decimal: sequence)
    bytes.append(Byte.comma)
  }

  /// Counts the number up by one.
  mutating func advance() {
    var index = bytes.count - 2
    while bytes[index] == UInt8(ascii: "9") {
      bytes[index] = Byte.zero
      index -= 1
    }
    if bytes[index] == Byte.colon {
      bytes.insert(UInt8(ascii: "1"), at: index + 1)
    } else {
      bytes[index] += 1
    }
  }

  /// Whether a line has the form of an event's, with this number.
  func fits(_ line: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    guard line.count > self.bytes.count, line.count <= Format.storedLineLimit,
      bytes[line.upperBound - 1] == Byte.close
    else { return false }
    let start = line.lowerBound
    guard sameBytes(bytes.extracting(start..<start + self.bytes.count), self.bytes.span) else {
      return false
    }
    return !SequencePrefix.hasControls(bytes.extracting(line))
  }

  /// Whether there is a byte below 20 but tab and CR, looked for eight bytes at a time.
  private static func hasControls(_ line: Span<UInt8>) -> Bool {
    let raw = unsafe line.bytes
    var index = 0
    var low: UInt64 = 0
    while index + 8 <= line.count {
      let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
      // The high bit of a byte that is below 20; set in no byte where none is.
      low |= (word &- 0x2020_2020_2020_2020) & ~word
      index += 8
    }
    if low & 0x8080_8080_8080_8080 != 0 { index = 0 }
    while index < line.count {
      let byte = line[index]
      if byte < 0x20, byte != 0x09, byte != 0x0d { return true }
      index += 1
    }
    return false
  }
}
