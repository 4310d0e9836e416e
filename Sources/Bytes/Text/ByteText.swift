extension [UInt8] {
  /// Puts text behind these bytes.
  package mutating func append(_ text: StaticString) {
    unsafe append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Puts text behind these bytes.
  package mutating func append(_ text: String) {
    append(contentsOf: text.utf8)
  }

  /// Puts a number behind these bytes, in decimal without leading zeros.
  package mutating func append(decimal number: UInt64) {
    var digits = InlineArray<20, UInt8>(repeating: Byte.zero)
    var rest = number
    var start = 20
    repeat {
      start -= 1
      digits[start] = Byte.zero + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    for index in start..<20 { append(digits[index]) }
  }

  /// Puts a number behind these bytes, in exactly so many decimal digits.
  package mutating func append(decimal number: UInt64, digits: Int) {
    var divisor: UInt64 = 1
    for _ in 1..<digits { divisor *= 10 }
    for _ in 0..<digits {
      append(Byte.zero + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }

  /// Puts eight lower-case hex digits behind these bytes.
  package mutating func append(hex number: UInt32) {
    for shift in stride(from: 28, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: number >> UInt32(shift) & 15)
      append(digit < 10 ? Byte.zero + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  /// Puts a JSON string behind these bytes, in which only what must be is escaped.
  package mutating func append(json text: String) {
    append(Byte.quote)
    for byte in text.utf8 {
      if JSONEscape.isNeeded(byte) { JSONEscape.write(byte) { append($0) } } else { append(byte) }
    }
    append(Byte.quote)
  }
}

/// Numbers in fixed places, read strictly: digits and nothing else.
package enum ByteText {
  /// A decimal number of 1 to 20 digits that fits 64 bits, or `nil`.
  package static func decimal(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64? {
    guard !range.isEmpty, range.count <= 20, range.upperBound <= bytes.count else { return nil }
    var number: UInt64 = 0
    for index in range {
      let digit = bytes[index] &- Byte.zero
      guard digit < 10 else { return nil }
      let (tens, large) = number.multipliedReportingOverflow(by: 10)
      let (sum, larger) = tens.addingReportingOverflow(UInt64(digit))
      guard !large, !larger else { return nil }
      number = sum
    }
    return number
  }

  /// Eight lower-case hex digits, or `nil`.
  package static func hex(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32? {
    guard range.count == 8, range.upperBound <= bytes.count else { return nil }
    var number: UInt32 = 0
    for index in range {
      guard let digit = Byte.hexValue(bytes[index]), digit < 10 || bytes[index] >= 0x61 else {
        return nil
      }
      number = number << 4 | UInt32(digit)
    }
    return number
  }

  /// Whether text stands at a place.
  package static func stands(_ text: StaticString, in bytes: [UInt8], at start: Int) -> Bool {
    let end = start + text.utf8CodeUnitCount
    guard start >= 0, end <= bytes.count else { return false }
    let text = unsafe Span(_unsafeStart: text.utf8Start, count: text.utf8CodeUnitCount)
    return sameBytes(bytes.span.extracting(start..<end), text)
  }
}
