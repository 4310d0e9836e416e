/// A moment: milliseconds since 1970 began, in UTC.
struct Moment: Comparable {
  let milliseconds: Int

  init(milliseconds: Int) {
    self.milliseconds = milliseconds
  }

  static func < (left: Moment, right: Moment) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// Reads `2026-11-22T10:15:04.123+01:00`; digits finer than milliseconds are dropped.
  init?(_ word: Word) {
    let bytes = word.bytes
    func number(_ from: Int, _ count: Int) -> Int? {
      guard from + count <= bytes.count else { return nil }
      return Word(Array(bytes[from..<from + count])).plainDigits
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
      let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2)
    else { return nil }

    var place = 19
    var fraction: [UInt8] = []
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      place += 1
      while place < bytes.count, bytes[place] >= 0x30, bytes[place] <= 0x39 {
        fraction.append(bytes[place])
        place += 1
      }
    }
    let threeDigits = Array((fraction + [0x30, 0x30, 0x30]).prefix(3))
    guard let milliseconds = Word(threeDigits).plainDigits else { return nil }

    guard place < bytes.count else { return nil }
    var offsetMinutes = 0
    if bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-") {
      guard let hours = number(place + 1, 2), let minutes = number(place + 4, 2) else {
        return nil
      }
      offsetMinutes = hours * 60 + minutes
      if bytes[place] == UInt8(ascii: "-") { offsetMinutes = -offsetMinutes }
    }

    var days = 0
    if year >= 1970 {
      for earlier in 1970..<year { days += Moment.isLeap(earlier) ? 366 : 365 }
    } else {
      for later in year..<1970 { days -= Moment.isLeap(later) ? 366 : 365 }
    }
    for earlier in Moment.months(of: year).prefix(max(0, month - 1)) { days += earlier }
    days += day - 1
    let minutes = (days * 24 + hour) * 60 + minute - offsetMinutes
    self.milliseconds = (minutes * 60 + second) * 1000 + milliseconds
  }

  /// UTC, three decimals, `Z`.
  var written: Word {
    var days = max(0, milliseconds) / 86_400_000
    let inDay = max(0, milliseconds) % 86_400_000
    var year = 1970
    while days >= (Moment.isLeap(year) ? 366 : 365) {
      days -= Moment.isLeap(year) ? 366 : 365
      year += 1
    }
    var month = 1
    for length in Moment.months(of: year) {
      if days < length { break }
      days -= length
      month += 1
    }
    func digits(_ number: Int, _ count: Int) -> String {
      let plain = String(number)
      return String(repeating: "0", count: max(0, count - plain.utf8.count)) + plain
    }
    let date = digits(year, 4) + "-" + digits(month, 2) + "-" + digits(days + 1, 2)
    let hour = digits(inDay / 3_600_000, 2)
    let minute = digits(inDay / 60_000 % 60, 2)
    let second = digits(inDay / 1000 % 60, 2)
    let time = hour + ":" + minute + ":" + second + "." + digits(inDay % 1000, 3)
    return Word(stringLiteral: date + "T" + time + "Z")
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func months(of year: Int) -> [Int] {
    [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  }
}
