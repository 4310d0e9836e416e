/// Reads the parts of a saved state: strictly, and without trusting any of its numbers.
package struct StateReader {
  private let bytes: [UInt8]
  /// How many bytes have been read.
  package private(set) var offset = 0
  /// The time that was read last.
  package private(set) var time: Int64 = 0
  /// No time of the part that is being read is after it.
  private var latest = TimeReader.range.upperBound
  /// How many names there are that the part that is being read can mean by their numbers.
  package var nameCount = 0

  /// Begins at the first of these bytes.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether all bytes have been read.
  package var isAtEnd: Bool { offset == bytes.count }

  /// Whether the bytes that were read last are these.
  package func hasJustRead(_ last: [UInt8]) -> Bool {
    bytes[..<offset].suffix(last.count) == last[...]
  }

  /// An error at this place.
  package func error(_ problem: SavedStateError.Problem) -> SavedStateError {
    SavedStateError(offset: offset, problem: problem)
  }

  /// The next byte.
  package mutating func byte() throws(SavedStateError) -> UInt8 {
    guard offset < bytes.count else { throw error(.endsTooEarly) }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// A number of a fixed width, little-endian.
  package mutating func fixed(bytes count: Int) throws(SavedStateError) -> UInt64 {
    var number: UInt64 = 0
    for place in 0..<count { number |= UInt64(try byte()) << UInt64(place * 8) }
    return number
  }

  /// A whole number up to `limit`, written without needless bytes.
  package mutating func number(
    upTo limit: UInt64 = .max, of part: SavedStateError.Part
  ) throws(SavedStateError) -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      let bits = UInt64(next & 0x7F)
      guard shift < 63 || bits <= 1 else { throw error(.badNumber) }
      number |= bits << shift
      if next < 0x80 {
        if next == 0, shift > 0 { throw error(.badNumber) }
        break
      }
      shift += 7
      guard shift <= 63 else { throw error(.badNumber) }
    }
    guard number <= limit else { throw error(.outOfRange(part)) }
    return number
  }

  /// A difference, up or down, of which small ones take few bytes; sums of it wrap around.
  package mutating func difference(of part: SavedStateError.Part) throws(SavedStateError) -> UInt64
  {
    let number = try number(of: part)
    return number >> 1 ^ (0 &- (number & 1))
  }

  /// So many bytes.
  package mutating func bytes(_ count: Int) throws(SavedStateError) -> ArraySlice<UInt8> {
    guard count <= bytes.count - offset else { throw error(.endsTooEarly) }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }

  /// How many of `part` follow; no more than the bytes that are left can hold.
  package mutating func count(
    of part: SavedStateError.Part, eachAtLeast least: Int
  ) throws(SavedStateError) -> Int {
    let number = try number(of: part)
    guard number <= UInt64((bytes.count - offset) / least) else { throw error(.endsTooEarly) }
    return Int(number)
  }

  /// A flag: 0 or 1.
  package mutating func flag() throws(SavedStateError) -> Bool {
    switch try byte() {
    case 0: return false
    case 1: return true
    default: throw error(.outOfRange(.flag))
    }
  }

  /// One of the words of an enumeration.
  package mutating func word<Word: RawRepresentable<UInt8>>(
    _ type: Word.Type = Word.self
  ) throws(SavedStateError) -> Word {
    guard let word = Word(rawValue: try byte()) else { throw error(.outOfRange(.word)) }
    return word
  }

  /// Valid UTF-8 of at least and at most so many bytes.
  package mutating func text(
    _ length: ClosedRange<Int>, of part: SavedStateError.Part
  ) throws(SavedStateError) -> ArraySlice<UInt8> {
    let count = try count(of: part, eachAtLeast: 1)
    guard length.contains(count) else { throw error(.notText(part)) }
    let text = bytes[offset..<offset + count]
    do {
      _ = try UTF8Span(validating: text.span)
    } catch {
      throw self.error(.notText(part))
    }
    offset += count
    return text
  }

  /// An id, as events have them.
  package mutating func id(of part: SavedStateError.Part) throws(SavedStateError) -> [UInt8] {
    Array(try text(1...Limits.id, of: part))
  }

  /// The time from which the next ones are steps forward, up to `end`.
  package mutating func begin(at start: Int64, upTo end: Int64) {
    time = start
    latest = end
  }

  /// A time that is not before the one that was read last.
  package mutating func nextTime() throws(SavedStateError) -> Int64 {
    let room = UInt64(max(0, latest - time))
    let step = try number(upTo: room, of: .time)
    time += Int64(step)
    return time
  }
}
