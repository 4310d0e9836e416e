import Bytes

/// What is wrong with the text of a time, as far as it can be said.
public enum TimeMistake: Hashable, Sendable, CaseIterable {
  /// It does not look like a time at all.
  case form
  case noSeconds
  case noOffset
  case badOffset
  /// Something else stands between date and time.
  case noT
  /// A comma stands before the parts of a second.
  case comma
  case leapSecond
  case noSuchDay
  case noSuchTime

  /// The mistake of a text that `TimeReader` has refused.
  init(in text: [UInt8]) {
    self = TimeShape(text).mistake
  }

  /// The sentence for a person.
  var sentence: String {
    switch self {
    case .form:
      "\"at\" must be a time such as 2026-11-22T10:15:04.123Z (RFC 3339, no leap second)"
    case .noSeconds: "\"at\" has no seconds; write hours, minutes and seconds, such as 10:15:04"
    case .noOffset:
      "\"at\" has no offset from UTC; end it with Z if it is in UTC, else with an offset such as "
        + "+01:00"
    case .badOffset: "\"at\" must end with Z, or with an offset such as +01:00"
    case .noT: "\"at\" needs a T between date and time, such as 2026-11-22T10:15:04Z"
    case .comma: "\"at\" needs a dot before the parts of a second, such as 10:15:04.123"
    case .leapSecond: "\"at\" is a leap second; send 59 instead of 60"
    case .noSuchDay: "\"at\" names a day that does not exist"
    case .noSuchTime: "\"at\" must be between 00:00:00 and 23:59:59"
    }
  }
}

/// A time, read more leniently than the contract allows, to say what is wrong with it.
private struct TimeShape {
  private let text: [UInt8]
  private var index = 0

  init(_ text: [UInt8]) {
    self.text = text
  }

  var mistake: TimeMistake {
    var shape = self
    return shape.read()
  }

  private mutating func read() -> TimeMistake {
    guard let year = number(4), skip("-"), let month = number(2), skip("-"),
      let day = number(2), index < text.count
    else { return .form }
    let hasT = skip("T") || skip("t")
    if !hasT, !skip(" "), !skip("_") { return .form }
    guard let hours = number(2), skip(":"), let minutes = number(2) else { return .form }
    guard skip(":"), let seconds = number(2) else { return .noSeconds }
    let hasComma = text[index...].first == UInt8(ascii: ",")
    if skip(".") || skip(",") {
      if !skipDigit() { return .form }
      while skipDigit() {}
    }
    if index == text.count { return .noOffset }
    if !offset() { return .badOffset }
    if !hasT { return .noT }
    if hasComma { return .comma }
    if CivilDate(year: year, month: month, day: day) == nil { return .noSuchDay }
    if seconds == 60 { return .leapSecond }
    return hours > 23 || minutes > 59 || seconds > 59 ? .noSuchTime : .form
  }

  private mutating func number(_ digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let digit else { return nil }
      value = value * 10 + digit
      index += 1
    }
    return value
  }

  private var digit: Int? {
    guard index < text.count, (0x30...0x39).contains(text[index]) else { return nil }
    return Int(text[index] - 0x30)
  }

  private mutating func skipDigit() -> Bool {
    guard digit != nil else { return false }
    index += 1
    return true
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard index < text.count, text[index] == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func offset() -> Bool {
    if skip("Z") || skip("z") { return index == text.count }
    guard skip("+") || skip("-"), let hours = number(2), skip(":"), let minutes = number(2) else {
      return false
    }
    return hours < 24 && minutes < 60 && index == text.count
  }
}
