/// Bytes on their way out: grows as needed, and is used again after each flush.
@safe public struct ByteWriter: ~Copyable {
  @usableFromInline var storage: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  @usableFromInline var length = 0
  /// The text of the hour that was written last, and its first millisecond.
  private var lastText: (UInt64, UInt64) = (0, 0)
  private var lastHour: UInt64 = 1 << 63

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

  /// Takes the last byte back.
  package mutating func dropLast() { length -= 1 }

  /// Forgets the bytes, and keeps the room.
  public mutating func removeAll() { length = 0 }

  /// Makes sure that `more` bytes fit.
  @inlinable @inline(__always)
  package mutating func reserve(_ more: Int) {
    if capacity - count < more { grow(more) }
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

  /// Appends a byte for which room has been made.
  @inlinable @inline(__always)
  mutating func put(_ byte: UInt8) {
    unsafe storage.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    length += 1
  }

  /// Appends bytes for which room has been made.
  @inlinable @inline(__always)
  mutating func put(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    unsafe (storage + count).copyMemory(from: start, byteCount: bytes.count)
    length += bytes.count
  }

  /// Appends a word of ours as it is.
  @inlinable @inline(__always)
  public mutating func append(_ word: StaticString) {
    let length = word.utf8CodeUnitCount
    reserve(length)
    unsafe put(UnsafeRawBufferPointer(start: word.utf8Start, count: length))
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
    unsafe bytes.withUnsafeBytes { unsafe put($0) }
  }

  /// Appends a JSON string: only `"`, `\` and U+0000–001F are escaped (`interchange`, "Outcomes").
  public mutating func append(quoted bytes: Span<UInt8>) {
    reserve(bytes.count * JSONEscape.longest + 2)
    put(0x22)
    append(inQuotes: bytes)
    put(0x22)
  }

  /// Appends the inside of a JSON string, for which room has been made.
  private mutating func append(inQuotes bytes: Span<UInt8>) {
    var index = 0
    // Mostly there is nothing to escape, and eight bytes are taken at once.
    while index + 8 <= bytes.count {
      let word = unsafe bytes.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index, as: UInt64.self)
      guard !needsEscapes(word) else { break }
      unsafe storage.storeBytes(of: word, toByteOffset: count, as: UInt64.self)
      length += 8
      index += 8
    }
    while index < bytes.count {
      let byte = bytes[index]
      if JSONEscape.isNeeded(byte) { put(escaped: byte) } else { put(byte) }
      index += 1
    }
  }

  /// Whether a quote, a backslash or a control character is among these bytes; where longer
  /// characters are, too, it may say so of bytes without.
  @inline(__always)
  private func needsEscapes(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = (word ^ (ones &* 0x22)) &- ones
    let backslashes = (word ^ (ones &* 0x5C)) &- ones
    let controls = word &- (ones &* 0x20)
    return (quotes | backslashes | controls) & 0x8080_8080_8080_8080 != 0
  }

  /// Appends `"prefix` and `bytes"`, as a party is written.
  package mutating func append(prefix: StaticString, quoted bytes: Span<UInt8>) {
    reserve(bytes.count * JSONEscape.longest + prefix.utf8CodeUnitCount + 2)
    put(0x22)
    append(prefix)
    reserve(bytes.count * JSONEscape.longest + 1)
    append(inQuotes: bytes)
    put(0x22)
  }

  @inline(never)
  private mutating func put(escaped byte: UInt8) {
    JSONEscape.write(byte) { put($0) }
  }

  /// Appends a whole number in decimal.
  public mutating func append(_ number: Int64) {
    reserve(20)
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
    reserve(32)
    let milliseconds = UInt64(truncatingIfNeeded: max(0, time))
    if milliseconds &- lastHour >= 3_600_000 { remember(milliseconds / 3_600_000) }
    let inHour = UInt32(truncatingIfNeeded: milliseconds &- lastHour)
    let inMinute = inHour % 60_000
    let milli = UInt64(inMinute % 1000)
    // `"yyyy-mm-ddThh:`, `mm:ss.mm`, `mZ"`, each byte by byte from the lowest.
    putWord(lastText.0)
    putWord(lastText.1)
    length -= 1
    let clock = Self.pair(UInt64(inHour / 60_000)) | Self.pair(UInt64(inMinute / 1000)) << 24
    putWord(clock | 0x2E_0000 << 24 | 0x3A_0000 | Self.pair(milli / 10) << 48)
    putWord(UInt32(truncatingIfNeeded: 0x30 + milli % 10) | 0x22_5A00)
    // The last word had a byte that is not part of it.
    length -= 1
  }

  /// Appends a number's bytes, for which room has been made.
  @inline(__always)
  private mutating func putWord<Word: FixedWidthInteger>(_ word: Word) {
    unsafe storage.storeBytes(of: word, toByteOffset: count, as: Word.self)
    length += Word.bitWidth / 8
  }

  /// Two digits, the first one lowest.
  @inline(__always)
  private static func pair(_ number: UInt64) -> UInt64 {
    0x3030 + number / 10 + ((number % 10) << 8)
  }

  /// Makes the bytes of an hour since 1970, with the quote before it and the colon behind it.
  @inline(never)
  private mutating func remember(_ hour: UInt64) {
    let date = CivilDate(days: Int(truncatingIfNeeded: hour / 24))
    let year = UInt64(date.year)
    let first = Self.pair(year / 100) << 8 | Self.pair(year % 100) << 24
    let month = Self.pair(UInt64(date.month)) << 48
    // The first word is `"yyyy-mm`, the second `-ddThh:` and a byte that is put right behind.
    let last = Self.pair(UInt64(date.day)) << 8 | Self.pair(hour % 24) << 32
    lastText = (first | month | 0x0000_2D00_0000_0022, last | 0x003A_0000_5400_002D)
    lastHour = hour * 3_600_000
  }
}
