/// Times as the interchange contract writes them: `2026-11-22T10:15:04.123Z`.
enum Timestamp {
  /// The text of a time, in milliseconds since 1970, in the years 1970 to 9999.
  static func text(_ milliseconds: Int64) -> String {
    let time = min(max(milliseconds, 0), 253_402_300_799_999)
    let (days, rest) = (time / 86_400_000, UInt64(time % 86_400_000))
    let (year, month, day) = civil(days)
    var bytes: [UInt8] = []
    bytes.append(decimal: UInt64(year), digits: 4)
    bytes.append("-")
    bytes.append(decimal: UInt64(month), digits: 2)
    bytes.append("-")
    bytes.append(decimal: UInt64(day), digits: 2)
    bytes.append("T")
    bytes.append(decimal: rest / 3_600_000, digits: 2)
    bytes.append(":")
    bytes.append(decimal: rest / 60_000 % 60, digits: 2)
    bytes.append(":")
    bytes.append(decimal: rest / 1000 % 60, digits: 2)
    bytes.append(".")
    bytes.append(decimal: rest % 1000, digits: 3)
    bytes.append("Z")
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The time that a text with `Z` or an offset stands for; finer digits are dropped.
  static func parse(_ text: [UInt8]) -> Int64? {
    guard text.count >= 20, text[4] == 0x2d, text[7] == 0x2d, text[10] == 0x54, text[13] == 0x3a,
      text[16] == 0x3a, let year = ByteText.decimal(text, 0..<4),
      let month = ByteText.decimal(text, 5..<7), let day = ByteText.decimal(text, 8..<10),
      let hour = ByteText.decimal(text, 11..<13), let minute = ByteText.decimal(text, 14..<16),
      let second = ByteText.decimal(text, 17..<19), (1...12).contains(month),
      (1...31).contains(day), hour < 24, minute < 60, second < 60
    else { return nil }
    var place = 19
    var fraction: Int64 = 0
    if text[place] == 0x2e {
      place += 1
      let start = place
      while place < text.count, text[place] &- Byte.zero < 10 {
        if place < start + 3 { fraction = fraction * 10 + Int64(text[place] - Byte.zero) }
        place += 1
      }
      guard place > start else { return nil }
      for _ in min(place - start, 3)..<3 { fraction *= 10 }
    }
    guard place < text.count else { return nil }
    var offset: Int64 = 0
    if text[place] == 0x5a {
      place += 1
    } else {
      guard text.count == place + 6, text[place] == 0x2b || text[place] == 0x2d,
        text[place + 3] == 0x3a, let hours = ByteText.decimal(text, place + 1..<place + 3),
        let minutes = ByteText.decimal(text, place + 4..<place + 6), hours < 24, minutes < 60
      else { return nil }
      offset = Int64(hours * 60 + minutes) * (text[place] == 0x2b ? 60_000 : -60_000)
      place += 6
    }
    let date = days(Int64(year), Int64(month), Int64(day))
    guard place == text.count, civil(date) == (Int64(year), Int64(month), Int64(day)) else {
      return nil
    }
    let time = date * 86_400_000 + Int64(hour * 3600 + minute * 60 + second) * 1000 + fraction
    let universal = time - offset
    return (0...253_402_300_799_999).contains(universal) ? universal : nil
  }

  /// Days since 1970 of a date of the Gregorian calendar.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      year + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }
}
