/// Bytes on their way out: grows as needed, and is used again after each flush.
///
/// What is appended together is asked room for once; without room it grows, so no number of bytes
/// can be written beyond its end.
@safe public struct ByteWriter: ~Copyable {
  @usableFromInline var storage: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  @usableFromInline var length = 0
  private var hour = HourText()

  /// Makes room for `capacity` bytes.
  public init(capacity: Int = 1 << 16) {
    self.capacity = max(capacity, 64)
    unsafe storage = UnsafeMutableRawPointer.allocate(byteCount: self.capacity, alignment: 16)
  }

  /// How many bytes wait.
  @inlinable
  public var count: Int { length }

  deinit { unsafe storage.deallocate() }

  /// The bytes that wait.
  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeRawBufferPointer(start: storage, count: count))
  }

  /// A copy of the bytes that wait.
  public var bytes: [UInt8] { unsafe withBytes { unsafe Array($0) } }

  /// Forgets the bytes, and keeps the room.
  public mutating func removeAll() { length = 0 }

  /// Makes sure that `more` bytes fit.
  @inlinable @inline(__always)
  package mutating func reserve(_ more: Int) {
    if capacity &- length < more { grow(more) }
  }

  @usableFromInline @inline(never)
  mutating func grow(_ more: Int) {
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    unsafe moved.copyMemory(from: storage, byteCount: count)
    unsafe storage.deallocate()
    unsafe storage = moved
    capacity = larger
  }

  /// Where the next byte goes.
  @inlinable @inline(__always)
  var end: UnsafeMutableRawPointer { unsafe storage + length }

  /// Appends a byte for which room has been made.
  @inlinable @inline(__always)
  mutating func put(_ byte: UInt8) {
    unsafe end.storeBytes(of: byte, as: UInt8.self)
    length &+= 1
  }

  // MARK: - Bytes as they are

  /// Appends a word of ours as it is.
  @inlinable @inline(__always)
  public mutating func append(_ word: StaticString) {
    let count = word.utf8CodeUnitCount
    reserve(count)
    unsafe copyBytes(from: word.utf8Start, count, to: end)
    length &+= count
  }

  /// Appends three words of ours as they are.
  @inlinable @inline(__always)
  package mutating func append(_ one: StaticString, _ two: StaticString, _ three: StaticString) {
    let (first, second) = (one.utf8CodeUnitCount, two.utf8CodeUnitCount)
    let third = three.utf8CodeUnitCount
    reserve(first &+ second &+ third)
    let start = unsafe end
    unsafe copyBytes(from: one.utf8Start, first, to: start)
    unsafe copyBytes(from: two.utf8Start, second, to: start + first)
    unsafe copyBytes(from: three.utf8Start, third, to: start + first + second)
    length &+= first &+ second &+ third
  }

  /// Appends one byte.
  @inlinable
  public mutating func append(byte: UInt8) {
    reserve(1)
    put(byte)
  }

  /// Appends bytes as they are.
  public mutating func append(_ bytes: Span<UInt8>) {
    reserve(bytes.count)
    unsafe bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe end.copyMemory(from: start, byteCount: bytes.count)
    }
    length += bytes.count
  }

  /// Appends bytes once more that wait, between two words of ours.
  ///
  /// - Parameter range: Where they are among the bytes that wait.
  @inlinable @inline(__always)
  package mutating func append(
    _ before: StaticString, again range: Range<Int>, _ after: StaticString
  ) {
    precondition(range.upperBound <= length && range.lowerBound >= 0)
    let (first, third) = (before.utf8CodeUnitCount, after.utf8CodeUnitCount)
    let second = range.upperBound &- range.lowerBound
    reserve(first &+ second &+ third)
    let start = unsafe end
    unsafe copyBytes(from: before.utf8Start, first, to: start)
    unsafe copyBytes(from: storage + range.lowerBound, second, to: start + first)
    unsafe copyBytes(from: after.utf8Start, third, to: start + first + second)
    length &+= first &+ second &+ third
  }

  // MARK: - JSON strings

  /// Appends a JSON string: only `"`, `\` and U+0000–001F are escaped (`interchange`, "Outcomes").
  public mutating func append(quoted bytes: Span<UInt8>) {
    append(prefix: "", quoted: bytes)
  }

  /// Appends `"prefix` and `bytes"`, as a party is written.
  package mutating func append(prefix: StaticString, quoted bytes: Span<UInt8>) {
    append("\"")
    append(prefix)
    append(inQuotes: bytes)
    append("\"")
  }

  /// Appends the inside of a JSON string, without its quotes.
  package mutating func append(inQuotes bytes: Span<UInt8>) {
    reserve(bytes.count * JSONEscape.longest)
    if copyPlain(bytes) {
      length += bytes.count
    } else {
      for index in bytes.indices {
        let byte = bytes[index]
        if JSONEscape.isNeeded(byte) { JSONEscape.write(byte) { put($0) } } else { put(byte) }
      }
    }
  }

  /// Copies bytes to the end, for which room has been made, as long as there is nothing to escape;
  /// false where there is.
  private func copyPlain(_ bytes: Span<UInt8>) -> Bool {
    let count = bytes.count
    guard count >= 8 else {
      for index in bytes.indices {
        if JSONEscape.isNeeded(bytes[index]) { return false }
        unsafe end.storeBytes(of: bytes[index], toByteOffset: index, as: UInt8.self)
      }
      return true
    }
    var index = 0
    while true {
      let word = unsafe bytes.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index, as: UInt64.self)
      if Self.needsEscapes(word) { return false }
      unsafe end.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
      if index == count - 8 { return true }
      // The last word overlaps the one before it.
      index = min(index + 8, count - 8)
    }
  }

  /// Whether a quote, a backslash or a control character is among these bytes.
  @inline(__always)
  private static func needsEscapes(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* 0x22)
    let backslashes = word ^ (ones &* 0x5C)
    // A byte's high bit is set where it was below what is taken away; those above 127 do not count.
    let found =
      (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
      | (word &- ones &* 0x20) & ~word
    return found & 0x8080_8080_8080_8080 != 0
  }

  // MARK: - Numbers and times

  /// Appends a whole number in decimal.
  public mutating func append(_ number: Int64) {
    reserve(20)
    if number >= 0, number < 10 { return put(0x30 + UInt8(truncatingIfNeeded: number)) }
    if number < 0 { put(UInt8(ascii: "-")) }
    var rest = number.magnitude
    var digits = 1
    var bound: UInt64 = 10
    while digits < 20, rest >= bound {
      digits += 1
      bound = bound.multipliedReportingOverflow(by: 10).overflow ? .max : bound * 10
    }
    var place = count + digits
    length = place
    repeat {
      place -= 1
      let digit = UInt8(truncatingIfNeeded: rest % 10)
      unsafe storage.storeBytes(of: 0x30 + digit, toByteOffset: place, as: UInt8.self)
      rest /= 10
    } while rest > 0
  }

  /// Appends a time in quotes: UTC, three decimals, `Z`.
  ///
  /// - Parameter time: Milliseconds since 1970, in the years 1970 to 9999.
  public mutating func append(time: Int64) {
    reserve(HourText.Text.room)
    let text = hour.text(UInt64(truncatingIfNeeded: max(0, time)))
    let start = unsafe end
    unsafe start.storeBytes(of: text.months, as: UInt64.self)
    unsafe start.storeBytes(of: text.hours, toByteOffset: 8, as: UInt64.self)
    unsafe start.storeBytes(of: text.minutes, toByteOffset: 15, as: UInt64.self)
    unsafe start.storeBytes(of: text.end, toByteOffset: 23, as: UInt32.self)
    length &+= HourText.Text.length
  }
}

/// Copies a few bytes, sixteen at once: sooner done than the C library is asked.
@unsafe @inlinable @inline(__always)
func copyBytes(from: UnsafeRawPointer, _ count: Int, to: UnsafeMutableRawPointer) {
  if count >= 16 {
    var index = 0
    while true {
      let part = unsafe from.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
      unsafe to.storeBytes(of: part, toByteOffset: index, as: SIMD16<UInt8>.self)
      if index == count &- 16 { return }
      // The last part overlaps the one before it; so do both words of what is shorter.
      index = min(index &+ 16, count &- 16)
    }
  } else if count >= 8 {
    unsafe copyEnds(from, count, to, UInt64.self)
  } else if count >= 4 {
    unsafe copyEnds(from, count, to, UInt32.self)
  } else if count >= 2 {
    unsafe copyEnds(from, count, to, UInt16.self)
  } else if count == 1 {
    unsafe to.storeBytes(of: from.loadUnaligned(as: UInt8.self), as: UInt8.self)
  }
}

@unsafe @inlinable @inline(__always)
func copyEnds<Word: FixedWidthInteger & BitwiseCopyable>(
  _ from: UnsafeRawPointer, _ count: Int, _ to: UnsafeMutableRawPointer, _ word: Word.Type
) {
  let last = count &- Word.bitWidth / 8
  let ends = unsafe (
    from.loadUnaligned(as: word), from.loadUnaligned(fromByteOffset: last, as: word)
  )
  unsafe to.storeBytes(of: ends.0, as: word)
  unsafe to.storeBytes(of: ends.1, toByteOffset: last, as: word)
}
