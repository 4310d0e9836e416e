/// Decimal digits in ASCII, eight at a time, the first one in the lowest byte.
enum Digits {
  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// How many of eight bytes are digits before the first that is none.
  @inline(__always)
  static func count(in word: UInt64) -> Int {
    others(word ^ zeros).trailingZeroBitCount >> 3
  }

  /// The number whose last `count` digits are the last of eight bytes; `nil` where one is no digit.
  ///
  /// - Parameter count: 1 to 8.
  @inline(__always)
  static func value(_ word: UInt64, last count: Int) -> UInt64? {
    // Those before count as zeros.
    let digits = (word ^ zeros) & (~0 &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count))
    guard others(digits) == 0 else { return nil }
    // Neighbours are joined: digits to pairs, pairs to fours, fours to eight.
    let pairs = (digits &* 10 &+ digits &>> 8) & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 100 &+ pairs &>> 16) & 0x0000_FFFF_0000_FFFF
    return (fours &* 10_000 &+ fours &>> 32) & 0xFFFF_FFFF
  }

  /// Has the high bit of each byte set that is above 9; only the lowest one set is exact.
  @inline(__always)
  private static func others(_ digits: UInt64) -> UInt64 {
    (digits | (digits &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080
  }
}
