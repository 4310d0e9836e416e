/// Reads times as RFC 3339 has them: as milliseconds since 1970, finer digits dropped.
public struct TimeReader: Sendable {
  /// Why a text is no time: it has not the form, or lies before 1970 or after 9999.
  public enum Failure: Error { case form, range }

  /// The times that there are: the years 1970 to 9999.
  package static let range: ClosedRange<Int64> = 0...253_402_300_799_999

  /// The first ten bytes of the last date that was read, and its first moment: neighbours in a
  /// stream mostly share their date.
  @usableFromInline var lastDate: (UInt64, UInt16) = (0, 0)
  @usableFromInline var lastDay: Int64 = 0

  /// Has read no time yet.
  package init() {}

  /// Reads the time in `count` bytes at `start`.
  @inlinable @inline(__always)
  package mutating func read(
    _ bytes: UnsafeRawPointer, _ start: Int, _ count: Int
  ) throws(Failure) -> Int64 {
    if count == 24, let time = unsafe usual(bytes + start) { return time }
    return try unsafe general(bytes + start, count)
  }

  /// Reads the time in `bytes`.
  package mutating func read(_ bytes: [UInt8]) throws(Failure) -> Int64 {
    let result: Result<Int64, Failure> = unsafe bytes.withUnsafeBytes { raw in
      guard let start = raw.baseAddress else { return .failure(.form) }
      return Result { () throws(Failure) in try unsafe read(start, 0, raw.count) }
    }
    return try result.get()
  }

  /// `2026-11-22T10:15:04.123Z`, on the date that was read last.
  @inlinable @inline(__always)
  func usual(_ bytes: UnsafeRawPointer) -> Int64? {
    let date = unsafe bytes.loadUnaligned(as: UInt64.self)
    let dayOfMonth = unsafe bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    guard date == lastDate.0, dayOfMonth == lastDate.1 else { return nil }
    let clock = unsafe bytes.loadUnaligned(fromByteOffset: 11, as: UInt64.self)
    let rest = unsafe bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    // "hh:mm:ss" and ":ss.mmmZ": the punctuation, and that all others are digits.
    guard unsafe bytes.load(fromByteOffset: 10, as: UInt8.self) == UInt8(ascii: "T"),
      clock & 0x0000_FF00_00FF_0000 == 0x0000_3A00_003A_0000,
      rest & 0xFF00_0000_FF00_00FF == 0x5A00_0000_2E00_003A
    else { return nil }
    let clockDigits = clock ^ 0x3030_3A30_303A_3030
    let milliDigits = (rest >> 32) & 0xFF_FFFF ^ 0x30_3030
    let tooHigh =
      ((clockDigits &+ 0x7676_7676_7676_7676) | (milliDigits &+ 0x7676_7676_7676_7676)
        | clockDigits | milliDigits) & 0x8080_8080_8080_8080
    guard tooHigh == 0 else { return nil }
    let hours = Self.pair(clockDigits)
    let minutes = Self.pair(clockDigits >> 24)
    let seconds = Self.pair(clockDigits >> 48)
    guard hours < 24, minutes < 60, seconds < 60 else { return nil }
    let milliseconds =
      (milliDigits & 0xF) * 100 + (milliDigits >> 8 & 0xF) * 10 + (milliDigits >> 16 & 0xF)
    let inDay = ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds
    return lastDay + Int64(inDay)
  }

  @inlinable @inline(__always)
  static func pair(_ digits: UInt64) -> UInt64 {
    (digits & 0xF) * 10 + (digits >> 8 & 0xF)
  }

  @usableFromInline @inline(never)
  mutating func general(
    _ bytes: UnsafeRawPointer, _ count: Int
  ) throws(Failure) -> Int64 {
    var text = unsafe TimeDigits(UnsafeRawBufferPointer(start: bytes, count: count))
    let year = try text.number(4)
    try text.skip("-")
    let month = try text.number(2)
    try text.skip("-")
    let day = try text.number(2)
    try text.skip("T")
    let hours = try text.number(2)
    try text.skip(":")
    let minutes = try text.number(2)
    try text.skip(":")
    let seconds = try text.number(2)
    let milliseconds = try text.fraction()
    let offset = try text.offset()
    guard let days = CivilDate(year: year, month: month, day: day)?.days, hours < 24,
      minutes < 60, seconds < 60, text.isAtEnd
    else { throw .form }
    let midnight = Int64(days) * 86_400_000
    let inDay = Int64((hours * 60 + minutes) * 60 + seconds) * 1000 + Int64(milliseconds)
    let time = midnight + inDay - Int64(offset) * 60_000
    guard Self.range.contains(time) else { throw .range }
    if year >= 1970 {
      lastDate = unsafe (
        bytes.loadUnaligned(as: UInt64.self),
        bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
      )
      lastDay = midnight
    }
    return time
  }
}

/// The digits of a time, read one after another.
@safe private struct TimeDigits {
  let text: UnsafeRawBufferPointer
  var index = 0

  init(_ text: UnsafeRawBufferPointer) { unsafe self.text = text }

  var isAtEnd: Bool { unsafe index == text.count }
  var byte: UInt8 { unsafe index < text.count ? text[index] : 0 }

  mutating func number(_ digits: Int) throws(TimeReader.Failure) -> Int {
    var value = 0
    for _ in 0..<digits {
      guard (0x30...0x39).contains(byte) else { throw .form }
      value = value * 10 + Int(byte - 0x30)
      index += 1
    }
    return value
  }

  /// A letter may stand in either case (RFC 3339, 5.6).
  mutating func skip(_ word: Unicode.Scalar) throws(TimeReader.Failure) {
    let known = UInt8(ascii: word)
    guard byte == known || word == "T" && byte == UInt8(ascii: "t") else { throw .form }
    index += 1
  }

  /// Milliseconds of a second; finer digits are dropped.
  mutating func fraction() throws(TimeReader.Failure) -> Int {
    guard byte == UInt8(ascii: ".") else { return 0 }
    index += 1
    var (milliseconds, weight, digits) = (0, 100, 0)
    while (0x30...0x39).contains(byte) {
      milliseconds += Int(byte - 0x30) * weight
      weight /= 10
      digits += 1
      index += 1
    }
    if digits == 0 { throw .form }
    return milliseconds
  }

  /// Minutes east of UTC.
  mutating func offset() throws(TimeReader.Failure) -> Int {
    switch byte {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      index += 1
      return 0
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let sign = byte == UInt8(ascii: "+") ? 1 : -1
      index += 1
      let hours = try number(2)
      try skip(":")
      let minutes = try number(2)
      guard hours < 24, minutes < 60 else { throw .form }
      return sign * (hours * 60 + minutes)
    default: throw .form
    }
  }
}
