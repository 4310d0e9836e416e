public import CallModel

/// Bytes on their way out: grows as needed, and is used again after each flush.
@safe public struct ByteWriter: ~Copyable {
  private var storage: UnsafeMutableRawPointer
  private var capacity: Int
  /// How many bytes wait.
  public private(set) var count = 0
  /// The text of the date that was written last, and its day.
  private var lastDate: (UInt64, UInt16) = (0, 0)
  private var lastDay = -1

  /// Makes room for `capacity` bytes.
  public init(capacity: Int = 1 << 16) {
    self.capacity = max(capacity, 64)
    unsafe storage = UnsafeMutableRawPointer.allocate(byteCount: self.capacity, alignment: 16)
  }

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
  mutating func dropLast() { count -= 1 }

  /// Forgets the bytes, and keeps the room.
  public mutating func removeAll() { count = 0 }

  /// Makes sure that `more` bytes fit.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    unsafe moved.copyMemory(from: storage, byteCount: count)
    unsafe storage.deallocate()
    unsafe storage = moved
    capacity = larger
  }

  /// Appends a byte for which room has been made.
  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    unsafe storage.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  /// Appends a word of ours as it is.
  @inline(__always)
  public mutating func append(_ word: StaticString) {
    let length = word.utf8CodeUnitCount
    reserve(length)
    unsafe (storage + count).copyMemory(from: word.utf8Start, byteCount: length)
    count += length
  }

  /// Appends one byte.
  public mutating func append(byte: UInt8) {
    reserve(1)
    put(byte)
  }

  /// Appends bytes as they are.
  public mutating func append(_ bytes: Span<UInt8>) {
    reserve(bytes.count)
    for index in bytes.indices { put(bytes[index]) }
  }

  /// Appends a JSON string: only `"`, `\` and U+0000–001F are escaped (`interchange`, "Outcomes").
  public mutating func append(quoted bytes: Span<UInt8>) {
    reserve(bytes.count * 6 + 2)
    put(0x22)
    append(inQuotes: bytes)
    put(0x22)
  }

  /// Appends the inside of a JSON string, for which room has been made.
  private mutating func append(inQuotes bytes: Span<UInt8>) {
    for index in bytes.indices {
      let byte = bytes[index]
      if byte >= 0x20, byte != 0x22, byte != 0x5C { put(byte) } else { put(escaped: byte) }
    }
  }

  /// Appends `"prefix` and `bytes"`, as a party is written.
  mutating func append(prefix: StaticString, quoted bytes: Span<UInt8>) {
    reserve(bytes.count * 6 + prefix.utf8CodeUnitCount + 2)
    put(0x22)
    append(prefix)
    reserve(bytes.count * 6 + 1)
    append(inQuotes: bytes)
    put(0x22)
  }

  @inline(never)
  private mutating func put(escaped byte: UInt8) {
    put(0x5C)
    switch byte {
    case 0x22, 0x5C: put(byte)
    case 0x08: put(UInt8(ascii: "b"))
    case 0x0C: put(UInt8(ascii: "f"))
    case 0x0A: put(UInt8(ascii: "n"))
    case 0x0D: put(UInt8(ascii: "r"))
    case 0x09: put(UInt8(ascii: "t"))
    default:
      put(UInt8(ascii: "u"))
      put(0x30)
      put(0x30)
      put(0x30 + byte >> 4)
      put(byte & 0xF < 10 ? 0x30 + byte & 0xF : 0x57 + byte & 0xF)
    }
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
    count = place
    repeat {
      place -= 1
      let digit = UInt8(truncatingIfNeeded: rest % 10)
      unsafe storage.storeBytes(of: 0x30 + digit, toByteOffset: place, as: UInt8.self)
      rest /= 10
    } while rest > 0
  }

  /// Appends a time in quotes: UTC, three decimals, `Z`.
  public mutating func append(_ instant: Instant) {
    reserve(32)
    let milliseconds = max(0, instant.milliseconds)
    let day = Int(milliseconds / 86_400_000)
    if day != lastDay { remember(day) }
    let inDay = Int(milliseconds % 86_400_000)
    let (seconds, milli) = (inDay / 1000, inDay % 1000)
    let (minutes, second) = (seconds / 60, seconds % 60)
    put(0x22)
    unsafe storage.storeBytes(of: lastDate.0, toByteOffset: count, as: UInt64.self)
    unsafe storage.storeBytes(of: lastDate.1, toByteOffset: count + 8, as: UInt16.self)
    count += 10
    put(UInt8(ascii: "T"))
    putPair(minutes / 60)
    put(UInt8(ascii: ":"))
    putPair(minutes % 60)
    put(UInt8(ascii: ":"))
    putPair(second)
    put(UInt8(ascii: "."))
    put(0x30 + UInt8(truncatingIfNeeded: milli / 100))
    putPair(milli % 100)
    put(UInt8(ascii: "Z"))
    put(0x22)
  }

  private mutating func putPair(_ number: Int) {
    put(0x30 + UInt8(truncatingIfNeeded: number / 10))
    put(0x30 + UInt8(truncatingIfNeeded: number % 10))
  }

  /// Makes the ten bytes of a date.
  private mutating func remember(_ day: Int) {
    let date = CivilDate(days: day)
    let digits = [
      date.year / 1000, date.year / 100 % 10, date.year / 10 % 10, date.year % 10, -3,
      date.month / 10, date.month % 10, -3, date.day / 10, date.day % 10,
    ]
    var word: UInt64 = 0
    for index in 0..<8 { word |= UInt64(0x30 + digits[index]) << UInt64(index * 8) }
    lastDate = (word, UInt16(0x30 + digits[8]) | UInt16(0x30 + digits[9]) << 8)
    lastDay = day
  }
}
