/// The time of a random log, and the many ways in which RFC 3339 lets it be written.
struct Clock {
  /// Milliseconds since 1970.
  private(set) var now: Int

  static let last = 253_402_300_799_999

  /// Ordinary days, the ends of what can be written, and days on which calendars go wrong.
  static let beginnings: [Int] = [
    1_795_342_504_000, 1_795_342_504_123, 1_795_342_504_000, 0, last - 600_000,
    1_709_164_790_000, 951_782_390_000, 4_107_542_390_000, 1_767_225_590_000,
  ]

  init(start: Int) {
    now = start
  }

  /// Goes on, as a rule.
  mutating func goOn(_ mix: Mix, _ random: inout SplitMix64) {
    if !random.percent(mix.percentAtTheSameTime) {
      let step = random.one(of: [1, 7, 100, 500, 1000, 2000, 10_000, 60_000])
      now = min(Clock.last, now + random.within(1...3) * step)
    }
  }

  /// The time of an event that comes now, by the clock of whoever emits it, which may be ahead or
  /// behind.
  func timeOfEvent(_ mix: Mix, _ random: inout SplitMix64) -> Int {
    if random.percent(mix.percentBackwards) {
      return max(0, now - random.one(of: [1, 10, 1000, 30_000, 3_600_000]))
    }
    if random.percent(mix.percentAhead) {
      let ahead = random.one(of: [1, 4_999, 5_000, 5_001, 6_000, 9_000, 60_000, 86_400_000])
      return min(Clock.last, now + ahead)
    }
    return now
  }

  static func written(_ milliseconds: Int, _ random: inout SplitMix64) -> String {
    var minutes = 0
    var offset = "Z"
    if random.percent(25) {
      let sign = random.percent(50) ? 1 : -1
      let hours = random.one(of: [0, 0, 1, 2, 5, 11, 14, 23])
      let more = random.one(of: [0, 0, 30, 45, 59])
      minutes = sign * (hours * 60 + more)
      offset = (sign > 0 ? "+" : "-") + digits(hours, 2) + ":" + digits(more, 2)
    }
    var local = milliseconds + minutes * 60_000
    if local > last {
      local = milliseconds
      offset = "Z"
    }
    return date(local) + fraction(milliseconds, &random) + offset
  }

  private static func date(_ local: Int) -> String {
    // Days are counted from 1 March of the year 0, so that a leap day is the last of its year.
    let dayNumber = (local + 86_400_000 * 1000) / 86_400_000 - 1000 + 719_468
    let inDay = local - (dayNumber - 719_468) * 86_400_000
    let era = dayNumber / 146_097
    let dayOfEra = dayNumber % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return digits(year, 4) + "-" + digits(month, 2) + "-" + digits(day, 2) + "T"
      + digits(inDay / 3_600_000, 2) + ":" + digits(inDay / 60_000 % 60, 2) + ":"
      + digits(inDay / 1000 % 60, 2)
  }

  /// 0 to 9 digits, never so few that milliseconds are lost; those beyond them are random.
  private static func fraction(_ milliseconds: Int, _ random: inout SplitMix64) -> String {
    let rest = milliseconds % 1000
    let three = digits(rest, 3)
    if rest == 0 && random.percent(60) { return "" }
    if rest % 100 == 0 && random.percent(30) { return "." + String(three.prefix(1)) }
    if rest % 10 == 0 && random.percent(30) { return "." + String(three.prefix(2)) }
    if random.percent(70) { return "." + three }
    var finer = ""
    for _ in 0..<random.within(1...6) {
      finer += String(random.one(of: [0, 4, 5, 9, 9]))
    }
    return "." + three + finer
  }

  static func digits(_ number: Int, _ count: Int) -> String {
    let plain = String(number)
    return String(repeating: "0", count: max(0, count - plain.utf8.count)) + plain
  }
}
