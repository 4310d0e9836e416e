import CallModel

/// Writes the parts of a saved state, each in the one way in which `StateReader` reads it.
struct StateWriter {
  var bytes: [UInt8] = []
  /// The time that was written last: the next one is a step forward from it.
  private var time = Instant.first

  /// A number of a fixed width, little-endian.
  mutating func fixed(_ number: UInt64, bytes count: Int) {
    for place in 0..<count {
      bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(place * 8)))
    }
  }

  /// A whole number: seven bits a byte, the lowest first, the high bit set where more follow.
  mutating func number(_ number: UInt64) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func count(_ count: Int) { number(UInt64(count)) }

  mutating func flag(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  /// One of the words of an enumeration.
  mutating func word(_ word: some RawRepresentable<UInt8>) { bytes.append(word.rawValue) }

  /// Bytes, and before them how many.
  mutating func text(_ text: Span<UInt8>) {
    count(text.count)
    for index in text.indices { bytes.append(text[index]) }
  }

  mutating func name(_ name: Name) { number(UInt64(name.index)) }

  /// A name that may be absent: 0 where it is, else its number and one.
  mutating func name(_ name: Name?) { number(name.map { UInt64($0.index) + 1 } ?? 0) }

  /// The time from which the next ones are steps forward.
  mutating func begin(at start: Instant) { time = start }

  /// A time that is not before the one that was written last.
  mutating func time(_ next: Instant) {
    number(UInt64(max(0, next.milliseconds - time.milliseconds)))
    time = next
  }
}
