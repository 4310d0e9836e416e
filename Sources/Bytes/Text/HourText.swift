/// The text of the hour in which the latest time lay, kept for the next one: times that are written
/// one after another mostly lie in the same hour, and then only the rest of the text is made.
struct HourText {
  /// `"yyyy-mm`, the first byte lowest.
  private var months: UInt64 = 0
  /// `-ddThh:` and a byte that the minutes take.
  private var hours: UInt64 = 0
  /// The first millisecond of the hour; at first one that no time comes after.
  private var start: UInt64 = 1 << 63

  /// A time in quotes as it is written: UTC, three decimals, `Z`.
  struct Text {
    /// How many bytes it has.
    static let length = 26
    /// How many bytes its words take, the last of which has a byte too many.
    static let room = 27

    /// `"yyyy-mm`, at byte 0.
    var months: UInt64
    /// `-ddThh:` at byte 8, and a byte that is not part of it.
    var hours: UInt64
    /// `mm:ss.mm` at byte 15.
    var minutes: UInt64
    /// `mZ"` at byte 23, and a byte that is not part of it.
    var end: UInt32
  }

  /// The text of a time.
  ///
  /// - Parameter milliseconds: Since 1970, in the years 1970 to 9999.
  @inline(__always)
  mutating func text(_ milliseconds: UInt64) -> Text {
    if milliseconds &- start >= 3_600_000 { remember(milliseconds / 3_600_000) }
    let inHour = UInt32(truncatingIfNeeded: milliseconds &- start)
    let minute = inHour / 60_000
    let inMinute = inHour &- minute &* 60_000
    let second = inMinute / 1000
    let inSecond = inMinute &- second &* 1000
    let hundredths = inSecond / 10
    let pairs = UInt64(minute) | UInt64(second) &<< 24 | UInt64(hundredths) &<< 48
    let last = inSecond &- hundredths &* 10
    return Text(
      months: months, hours: hours, minutes: 0x3030_2E30_303A_3030 | Self.digits(pairs),
      end: 0x22_5A30 | last)
  }

  /// The two digits of each of three numbers below 100, which stand at the bits 0, 24 and 48: the
  /// first digit in the byte there, the second in the next one.
  @inline(__always)
  static func digits(_ pairs: UInt64) -> UInt64 {
    // 103 / 1024 is near enough to a tenth for all numbers below 100.
    let tens = (pairs &* 103) &>> 10 & 0x000F_0000_0F00_000F
    return tens | (pairs &- tens &* 10) &<< 8
  }

  /// Makes the text of an hour since 1970.
  @inline(never)
  private mutating func remember(_ hour: UInt64) {
    let date = CivilDate(days: Int(truncatingIfNeeded: hour / 24))
    let year = UInt64(date.year)
    let years = Self.pair(year / 100) << 8 | Self.pair(year % 100) << 24
    months = years | Self.pair(UInt64(date.month)) << 48 | 0x0000_2D00_0000_0022
    hours = Self.pair(UInt64(date.day)) << 8 | Self.pair(hour % 24) << 32 | 0x003A_0000_5400_002D
    start = hour * 3_600_000
  }

  /// Two digits, the first one lowest.
  private static func pair(_ number: UInt64) -> UInt64 {
    0x3030 + number / 10 + ((number % 10) << 8)
  }
}
