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
    for index in self.bytes.indices where bytes[line.lowerBound + index] != self.bytes[index] {
      return false
    }
    // A loop without a way out is one that the compiler makes many bytes wide.
    var controls: UInt8 = 0
    for index in line {
      let byte = bytes[index]
      controls |= byte < 0x20 && byte != 0x09 && byte != 0x0d ? 1 : 0
    }
    return controls == 0
  }
}
