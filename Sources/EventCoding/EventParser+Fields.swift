import Bytes
package import CallModel

// How fields of each kind are asked of the line that has been read.
extension EventParser {
  /// A field that is there and not `null`.
  @inline(__always)
  func member(_ field: Field) -> Member? {
    present & field.bit == 0 ? nil : members[field]
  }

  /// The name and the value of the `call.variable` that was read last, until the next line: the
  /// event itself holds only what they mean.
  package var variable: (name: Text, value: Text)? {
    guard let name = member(.name), let value = member(.value) else { return nil }
    return (name.text, value.text)
  }

  /// An id that may be absent.
  @inline(__always)
  func id(_ field: Field, _ cursor: LineCursor) throws(EventError) -> Text? {
    guard let member = member(field) else { return nil }
    if member.form == .plainString, member.text.count &- 1 < UInt32(Limits.id) {
      return member.text
    }
    if let problem = Self.problem(ofID: field, member, bytes(of: member.text, cursor)) {
      throw error(member, problem)
    }
    return member.text
  }

  /// What is wrong with an id that is not short and plainly written, if anything.
  @inline(never)
  private static func problem(
    ofID field: Field, _ member: Member, _ bytes: [UInt8]
  ) -> EventError.Problem? {
    switch member.form {
    case .plainString, .string: break
    case .number, .true, .false, .null: return .wrongForm(field.key, needed: "a string")
    }
    guard (1...Limits.id).contains(bytes.count) else {
      return .badLength(field.key, limit: Limits.id)
    }
    var previous: UInt8 = 0
    for byte in bytes {
      let isC1 = previous == 0xC2 && (0x80...0x9F).contains(byte)
      if byte < 0x20 || byte == 0x7F || isC1 { return .controlInID(field.key) }
      previous = byte
    }
    return nil
  }

  /// An id that must be there.
  @inline(__always)
  func needed(_ field: Field, _ cursor: LineCursor) throws(EventError) -> Text {
    guard let text = try id(field, cursor) else { throw missing(field.key) }
    return text
  }

  /// A string that may be absent, and whose length has been checked.
  @inline(__always)
  func string(_ field: Field) throws(EventError) -> Text? {
    guard let member = member(field) else { return nil }
    switch member.form {
    case .plainString, .string: return member.text
    case .number, .true, .false, .null:
      throw error(member, .wrongForm(field.key, needed: "a string"))
    }
  }

  /// A string that must be there.
  @inline(__always)
  func neededString(_ field: Field) throws(EventError) -> Text {
    guard let text = try string(field) else { throw missing(field.key) }
    return text
  }

  /// One of a field's words, which may be absent.
  @inline(__always)
  func word<Word: CaseIterable>(
    _ field: Field, _ table: WordTable<Word>, _ word: (Word) -> StaticString, _ cursor: LineCursor
  ) throws(EventError) -> Word? {
    guard let text = try string(field) else { return nil }
    let value =
      if strings.isDecoding {
        Word.allCases.first { word($0).description.utf8.elementsEqual(bytes(of: text, cursor)) }
      } else {
        unsafe table.value(cursor.bytes, Int(text.start), Int(text.count))
      }
    guard let value else {
      let known = Word.allCases.map { word($0).description }
      throw error(members[field], .unknownWord(field.key, known: known))
    }
    return value
  }

  /// A whole number from 1 to 2^63−1 in plain digits, which may be absent.
  @inline(__always)
  func number(_ field: Field, _ cursor: LineCursor) throws(EventError) -> Int64? {
    guard let member = member(field) else { return nil }
    guard member.form == .number, member.text.count <= 19 else {
      throw error(member, .badNumber(field.key))
    }
    var value: UInt64 = 0
    // A number has no escapes, so it is read where it stands in the line.
    for place in member.text.range {
      let digit = cursor[place] &- 0x30
      if digit > 9 { throw error(member, .badNumber(field.key)) }
      value = value &* 10 &+ UInt64(digit)
    }
    guard value >= 1, value <= UInt64(Int64.max) else {
      throw error(member, .badNumber(field.key))
    }
    return Int64(value)
  }

  /// Exactly one of three targets.
  @inline(__always)
  func target(_ cursor: LineCursor) throws(EventError) -> Target<Text> {
    switch (
      try id(.toAgent, cursor), try id(.toQueue, cursor), try id(.toNumber, cursor)
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
  @inline(__always)
  func answerer(_ cursor: LineCursor) throws(EventError) -> Answerer<Text>? {
    switch (try id(.party, cursor), try id(.number, cursor)) {
    case (let agent?, nil): return .agent(agent)
    case (nil, let number?): return .number(number)
    case (nil, nil): return nil
    case (_?, _?):
      throw EventError(column: nil, problem: .twoOf("\"party\" and \"number\""))
    }
  }

  /// Who is put on hold alone: an agent, a number or, where neither is named, the caller.
  @inline(__always)
  func heldParty(_ cursor: LineCursor) throws(EventError) -> PartyID<Text> {
    switch (try id(.agent, cursor), try id(.number, cursor)) {
    case (let agent?, nil): return .agent(agent)
    case (nil, let number?): return .number(number)
    case (nil, nil): return .caller
    case (_?, _?):
      throw EventError(column: nil, problem: .twoOf("\"agent\" and \"number\""))
    }
  }

  /// An error about a field that is not there.
  @inline(__always)
  func missing(_ field: String) -> EventError {
    EventError(column: nil, problem: .missing(field))
  }
}
