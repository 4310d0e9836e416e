import Bytes
import CallModel

// How fields of each kind are asked of the line that has been read.
extension MemberTable {
  /// A field that is there and not `null`.
  @inline(always)
  func member(_ field: Field) -> Member? {
    present.contains(field) ? self[field] : nil
  }

  /// An id that may be absent.
  @inline(always)
  func id(
    _ field: Field, _ line: LineCursor, _ strings: borrowing StringScanner
  ) throws(EventError) -> Text? {
    guard let member = member(field) else { return nil }
    if member.form == .plainString, member.text.count &- 1 < UInt32(Limits.id) {
      return member.text
    }
    if let problem = problem(ofID: field, member, line, strings) {
      throw member.error(problem)
    }
    return member.text
  }

  /// What is wrong with an id that is not short and plainly written, if anything.
  @inline(never)
  private func problem(
    ofID field: Field, _ member: Member, _ line: LineCursor, _ strings: borrowing StringScanner
  ) -> EventError.Problem? {
    guard member.isString else { return .wrongForm(field.key, needed: "a string") }
    guard (1...Limits.id).contains(Int(member.text.count)) else {
      return .badLength(field.key, limit: Limits.id)
    }
    let hasControl = strings.withBytes(of: member.text, line) { bytes in
      var previous: UInt8 = 0
      for index in bytes.indices {
        let byte = bytes[index]
        let isC1 = previous == 0xC2 && (0x80...0x9F).contains(byte)
        if byte < 0x20 || byte == 0x7F || isC1 { return true }
        previous = byte
      }
      return false
    }
    return hasControl ? .controlInID(field.key) : nil
  }

  /// An id that must be there.
  @inline(always)
  func needed(
    _ field: Field, _ line: LineCursor, _ strings: borrowing StringScanner
  ) throws(EventError) -> Text {
    guard let text = try id(field, line, strings) else { throw missing(field.key) }
    return text
  }

  /// A string that may be absent, and whose length has been checked.
  @inline(always)
  func string(_ field: Field) throws(EventError) -> Text? {
    guard let member = member(field) else { return nil }
    if member.isString { return member.text }
    throw member.error(.wrongForm(field.key, needed: "a string"))
  }

  /// A string that must be there.
  @inline(always)
  func needed(_ field: Field) throws(EventError) -> Text {
    guard let text = try string(field) else { throw missing(field.key) }
    return text
  }

  /// One of a field's words, which may be absent.
  @inline(always)
  func word<Word: CaseIterable & RawRepresentable<UInt8>>(
    _ field: Field, _ table: WordTable, _ word: (Word) -> StaticString, _ line: LineCursor,
    _ strings: borrowing StringScanner
  ) throws(EventError) -> Word? {
    guard let text = try string(field) else { return nil }
    guard let value = strings.code(table, text, line).flatMap(Word.init) else {
      let known = Word.allCases.map { word($0).description }
      throw self[field].error(.unknownWord(field.key, known: known))
    }
    return value
  }

  /// A whole number from 1 to 2^63−1 in plain digits, which may be absent.
  @inline(always)
  func number(
    _ field: Field, _ line: LineCursor, _ strings: borrowing StringScanner
  ) throws(EventError) -> Int64? {
    guard let member = member(field) else { return nil }
    guard member.form == .number, let value = value(member.text, line), value >= 1,
      value <= UInt64(Int64.max)
    else { throw member.error(.badNumber(field.key)) }
    return Int64(truncatingIfNeeded: value)
  }

  /// What plain digits mean, where there are at most 19.
  @inline(always)
  private func value(_ number: Text, _ line: LineCursor) -> UInt64? {
    let end = number.range.upperBound
    if number.count &- 1 < 8, let word = line.word(before: end) {
      return Digits.value(word, last: Int(number.count))
    }
    return longValue(number, line)
  }

  @inline(never)
  private func longValue(_ number: Text, _ line: LineCursor) -> UInt64? {
    if number.count > 19 { return nil }
    var value: UInt64 = 0
    // A number has no escapes, so it is read where it stands in the line.
    for place in number.range {
      let digit = line[place] &- 0x30
      if digit > 9 { return nil }
      value = value &* 10 &+ UInt64(digit)
    }
    return value
  }

  /// Exactly one of three targets.
  @inline(always)
  func target(
    _ line: LineCursor, _ strings: borrowing StringScanner
  ) throws(EventError) -> Target<Text> {
    switch (
      try id(.toAgent, line, strings), try id(.toQueue, line, strings),
      try id(.toNumber, line, strings)
    ) {
    case (let agent?, nil, nil): return .agent(agent)
    case (nil, let queue?, nil): return .queue(queue)
    case (nil, nil, let number?): return .number(number)
    case (nil, nil, nil): throw missing("toAgent\", \"toQueue\" or \"toNumber")
    case (_?, _?, _), (_, _?, _?), (_?, nil, _?):
      throw EventError(column: nil, problem: .twoOf("\"toAgent\", \"toQueue\" and \"toNumber\""))
    }
  }

  /// At most one who answered.
  @inline(always)
  func answerer(
    _ line: LineCursor, _ strings: borrowing StringScanner
  ) throws(EventError) -> Answerer<Text>? {
    switch (try id(.party, line, strings), try id(.number, line, strings)) {
    case (let agent?, nil): return .agent(agent)
    case (nil, let number?): return .number(number)
    case (nil, nil): return nil
    case (_?, _?):
      throw EventError(column: nil, problem: .twoOf("\"party\" and \"number\""))
    }
  }

  /// Who is put on hold alone: an agent, a number or, where neither is named, the caller.
  @inline(always)
  func heldParty(
    _ line: LineCursor, _ strings: borrowing StringScanner
  ) throws(EventError) -> PartyID<Text> {
    switch (try id(.agent, line, strings), try id(.number, line, strings)) {
    case (let agent?, nil): return .agent(agent)
    case (nil, let number?): return .number(number)
    case (nil, nil): return .caller
    case (_?, _?):
      throw EventError(column: nil, problem: .twoOf("\"agent\" and \"number\""))
    }
  }

  /// An error about a field that is not there.
  @inline(always)
  func missing(_ field: String) -> EventError {
    EventError(column: nil, problem: .missing(field))
  }
}
