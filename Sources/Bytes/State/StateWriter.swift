/// Writes the parts of a saved state, each in the one way in which `StateReader` reads it.
package struct StateWriter {
  /// What has been written.
  package var bytes: [UInt8] = []
  /// The time that was written last: the next one is a step forward from it.
  private var time: Int64 = 0

  /// Nothing has been written.
  package init() {}

  /// A number of a fixed width, little-endian.
  package mutating func fixed(_ number: UInt64, bytes count: Int) {
    for place in 0..<count {
      bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(place * 8)))
    }
  }

  /// A whole number: seven bits a byte, the lowest first, the high bit set where more follow.
  package mutating func number(_ number: UInt64) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A difference, up or down, so that small ones take few bytes.
  package mutating func difference(_ difference: UInt64) {
    number(difference << 1 ^ UInt64(bitPattern: Int64(bitPattern: difference) >> 63))
  }

  /// How many of something follow.
  package mutating func count(_ count: Int) { number(UInt64(count)) }

  /// A flag: 0 or 1.
  package mutating func flag(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  /// One of the words of an enumeration.
  package mutating func word(_ word: some RawRepresentable<UInt8>) { bytes.append(word.rawValue) }

  /// Bytes, and before them how many.
  package mutating func text(_ text: Span<UInt8>) {
    count(text.count)
    for index in text.indices { bytes.append(text[index]) }
  }

  /// The time from which the next ones are steps forward.
  package mutating func begin(at start: Int64) { time = start }

  /// A time that is not before the one that was written last.
  package mutating func time(_ next: Int64) {
    number(UInt64(max(0, next - time)))
    time = next
  }
}
