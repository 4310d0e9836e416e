import CallModel
import Interchange
import Views

/// Reads scenario files.
///
/// A file is: comment lines (`#`), of which the first is the title; settings, each holding from the
/// start; events, each with its time, its type and its fields; a line `expect`; and the outcome.
public struct ScenarioParser {
  private var title: String?
  private var events: [EventLine] = []
  private var errors: [ScenarioError] = []
  private var hasTimedEvents = false

  private init() {}

  /// The scenario in `text`, or everything that is wrong with it.
  public static func parse(_ text: String) -> Result<Scenario, ScenarioErrors> {
    var parser = ScenarioParser()
    return parser.read(text)
  }

  /// All that is wrong with one file, in the order of its lines.
  public struct ScenarioErrors: Error {
    /// At least one.
    public var errors: [ScenarioError]
  }

  private mutating func read(_ text: String) -> Result<Scenario, ScenarioErrors> {
    var expected: [String]?
    var story = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if expected != nil {
        expected?.append(Self.trimmed(line))
      } else if Self.trimmed(line) == "expect" {
        expected = []
      } else {
        story += line + "\n"
        do throws(ScenarioError) { try read(line, index + 1) } catch { errors.append(error) }
      }
    }
    if expected == nil, story.hasSuffix("\n\n") { story.removeLast() }
    while expected?.last == "" { expected?.removeLast() }
    if events.isEmpty, errors.isEmpty {
      errors.append(
        ScenarioError(
          line: 1, column: 1,
          message: "there is no event in here; write one as '00:00  call.started inbound'"))
    }
    guard errors.isEmpty else { return .failure(ScenarioErrors(errors: errors)) }
    return .success(
      Scenario(title: title ?? "", events: events, expected: expected, story: story))
  }

  private static func trimmed(_ line: Substring) -> String {
    var line = line
    while let last = line.last, last.isWhitespace { line.removeLast() }
    return String(line)
  }

  private mutating func read(_ line: Substring, _ number: Int) throws(ScenarioError) {
    let line = Self.trimmed(line)[...]
    if line.first == "#" {
      if title == nil { title = String(line.dropFirst().drop { $0 == " " }) }
      return
    }
    let tokens = try Token.tokens(of: line, number: number)
    guard let first = tokens.first else { return }
    if !first.isQuoted, first.text.first?.isNumber == true, first.key == nil {
      try readEvent(tokens, number)
    } else {
      try readSettings(line, tokens, number)
    }
  }

  // MARK: - Settings

  /// `anna is in sales`, `group sales: recordingForced on, …`, `company: …`.
  private mutating func readSettings(
    _ line: Substring, _ tokens: [Token], _ number: Int
  ) throws(ScenarioError) {
    if hasTimedEvents {
      throw ScenarioError(
        line: number, column: tokens[0].column,
        message:
          "settings stand before the first event; later ones are events with a time, "
          + "such as '01:00  setting.changed group sales recordingForced on'")
    }
    if tokens.count >= 4, tokens[1].text == "is", tokens[2].text == "in" {
      return try readMembership(tokens, number)
    }
    guard let colon = tokens.firstIndex(where: { !$0.isQuoted && $0.text.hasSuffix(":") }) else {
      throw notUnderstood(tokens[0], number)
    }
    let scope = colon == 0 ? String(tokens[0].text.dropLast()) : tokens[0].text
    guard Scope.allCases.contains(where: { $0.word.description == scope }) else {
      let known = Scope.allCases.map(\.word.description)
      throw ScenarioError(
        line: number, column: tokens[0].column,
        message: "settings are for \(known.joined(separator: ", "))"
          + Spelling.suggestion(for: scope, among: known))
    }
    let subject = colon == 0 ? nil : String(tokens[1].text.dropLast())
    guard colon == (scope == "company" ? 0 : 1) else {
      throw ScenarioError(
        line: number, column: tokens[0].column,
        message: scope == "company"
          ? "the company has no name: write 'company: recordingForced on'"
          : "name the \(scope): write '\(scope) NAME: PROPERTY VALUE'")
    }
    try readValues(Array(tokens[(colon + 1)...]), scope, subject, number)
  }

  private mutating func readMembership(
    _ tokens: [Token], _ number: Int
  ) throws(ScenarioError) {
    let isNone = tokens.count == 5 && tokens[3].text == "no" && tokens[4].text == "group"
    guard tokens.count == 4 || isNone else {
      throw ScenarioError(
        line: number, column: tokens[4].column,
        message: "write 'USER is in GROUP', or 'USER is in no group'")
    }
    var object = Self.object(at: ScenarioTime.zero, "user.grouped")
    object.add("user", string: tokens[0].text)
    if !isNone { object.add("group", string: tokens[3].text) }
    try append(EventLine(line: number, column: tokens[0].column, json: object.object))
  }

  private mutating func readValues(
    _ tokens: [Token], _ scope: String, _ subject: String?, _ number: Int
  ) throws(ScenarioError) {
    var rest = tokens[...]
    repeat {
      guard let property = rest.popFirst(), var value = rest.popFirst() else {
        throw ScenarioError(
          line: number, column: rest.first?.column ?? tokens.last?.column ?? 1,
          message: "a property and its value are needed, such as 'recordingForced on'")
      }
      let endsHere = !value.isQuoted && value.text.hasSuffix(",")
      if endsHere { value.text.removeLast() }
      var object = Self.object(at: ScenarioTime.zero, "setting.changed")
      object.add("scope", string: scope)
      if let subject { object.add("subject", string: subject) }
      try checkProperty(property, number)
      object.add("property", string: property.text)
      object.add("value", raw: Self.flatValue(value))
      try append(EventLine(line: number, column: property.column, json: object.object))
      if !endsHere, let extra = rest.first {
        if extra.text == "," { rest.removeFirst() } else {
          throw ScenarioError(
            line: number, column: extra.column,
            message: "a comma is needed between one property and the next")
        }
      }
    } while !rest.isEmpty
  }

  private func checkProperty(_ token: Token, _ number: Int) throws(ScenarioError) {
    let known = Property.allCases.map(\.word.description)
    if token.isQuoted || known.contains(token.text) { return }
    throw ScenarioError(
      line: number, column: token.column,
      message: "there is no property '\(token.text.escapedForScreen)'"
        + Spelling.suggestion(for: token.text, among: known)
        + " (in quotes it is taken as it is)")
  }

  private func notUnderstood(_ token: Token, _ number: Int) -> ScenarioError {
    ScenarioError(
      line: number, column: token.column,
      message: "a line is an event with its time ('00:41  agent.joined anna'), a setting "
        + "('group sales: recordingForced on', 'anna is in sales'), a comment ('# …'), or 'expect'")
  }

  /// `on` and `off` are the Booleans, digits a number, `unset` takes a value back; all else is text.
  private static func flatValue(_ token: Token) -> String {
    if !token.isQuoted {
      switch token.text {
      case "on", "true": return "true"
      case "off", "false": return "false"
      case "unset", "null": return "null"
      default:
        let digits = token.text.utf8
        if digits.allSatisfy({ (0x30...0x39).contains($0) }), digits.first != 0x30 {
          return token.text
        }
      }
    }
    var writer = ByteWriter(capacity: 64)
    writer.append(quoted: Array(token.text.utf8).span)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func object(at instant: Instant, _ type: String) -> EventLine.Builder {
    var writer = ByteWriter(capacity: 64)
    writer.append(instant)
    var object = EventLine.Builder()
    object.add("at", raw: String(decoding: writer.bytes, as: UTF8.self))
    object.add("type", string: type)
    return object
  }

  // MARK: - Events

  private mutating func readEvent(_ tokens: [Token], _ number: Int) throws(ScenarioError) {
    hasTimedEvents = true
    guard let time = ScenarioTime.parse(tokens[0].text) else {
      throw ScenarioError(
        line: number, column: tokens[0].column,
        message: "'\(tokens[0].text.escapedForScreen)' is no time; write 04:05, 1:04:05 or 00:07.250")
    }
    guard tokens.count > 1, tokens[1].key == nil else {
      throw ScenarioError(
        line: number, column: tokens[0].column, message: "an event type is needed after the time")
    }
    let type = tokens[1]
    var object = Self.object(at: time, type.text)
    var line = EventLine(line: number, column: type.column, json: [])
    let words = try words(for: type, number)
    let isCallEvent = words.map { EventType.allCases.map(\.word.description).contains($0.type) }
    let arguments = Array(tokens[2...])
    if isCallEvent ?? !Self.isSilent(type.text), !arguments.contains(where: { $0.key == "call" }) {
      object.add("call", string: "c1")
    }
    try addFields(arguments, words, type, &object, &line)
    line.json = object.object
    try append(line)
  }

  private static func isSilent(_ type: String) -> Bool {
    ["info.", "media.", "archive.", "log."].contains { type.hasPrefix($0) }
  }

  /// The words of a known type; `nil` for a silent one, or one in quotes, which is taken as it is.
  private func words(for type: Token, _ number: Int) throws(ScenarioError) -> EventWords? {
    if let words = EventWords.all.first(where: { $0.type == type.text }) { return words }
    if type.isQuoted || Self.isSilent(type.text) { return nil }
    throw ScenarioError(
      line: number, column: type.column,
      message: "there is no event type '\(type.text.escapedForScreen)'"
        + Spelling.suggestion(for: type.text, among: EventWords.all.map(\.type))
        + " (in quotes it is sent as it is, as a type that Callfold does not know)")
  }

  private func addFields(
    _ arguments: [Token], _ words: EventWords?, _ type: Token, _ object: inout EventLine.Builder,
    _ line: inout EventLine
  ) throws(ScenarioError) {
    var places = (words?.places ?? [])[...]
    if words?.type == "setting.changed", arguments.first?.text == "company" {
      places = ["scope", "property", "value"]
    }
    for token in arguments {
      let field: String
      if let key = token.key {
        field = key
        try checkField(token, key, words, line.line)
      } else if let place = places.popFirst() {
        field = place.hasSuffix("?") ? String(place.dropLast()) : place
      } else {
        let usage = words.map { "; write \($0.usage)" } ?? ", which must be written field=value"
        throw ScenarioError(
          line: line.line, column: token.column,
          message: "'\(token.text.escapedForScreen)' is one word too many\(usage)")
      }
      if line.fieldColumns[field] != nil {
        throw ScenarioError(
          line: line.line, column: token.column, message: "'\(field)' is given twice")
      }
      line.fieldColumns[field] = token.column
      let isNumber = (field == "n" || field == "seq") && !token.isQuoted
      let isValue = field == "value" && words?.type == "setting.changed"
      if isValue {
        object.add(field, raw: Self.flatValue(token))
      } else if isNumber {
        object.add(field, raw: token.text)
      } else {
        object.add(field, string: token.text)
      }
    }
    if let missing = places.first(where: { !$0.hasSuffix("?") }), let words {
      throw ScenarioError(
        line: line.line, column: type.column, message: "\(missing) is missing; write \(words.usage)")
    }
  }

  private func checkField(
    _ token: Token, _ key: String, _ words: EventWords?, _ number: Int
  ) throws(ScenarioError) {
    guard let words, !token.keyIsQuoted else { return }
    let places = words.places.map { $0.hasSuffix("?") ? String($0.dropLast()) : $0 }
    let known = EventWords.common + words.named + places
    if known.contains(key) { return }
    throw ScenarioError(
      line: number, column: token.column,
      message: "\(words.type) has no field '\(key.escapedForScreen)'"
        + Spelling.suggestion(for: key, among: known) + " (in quotes it is sent as it is)")
  }

  /// Asks the event parser, so that a scenario can hold only what the core could send.
  private mutating func append(_ line: EventLine) throws(ScenarioError) {
    var parser = EventParser()
    do throws(EventError) {
      _ = try parser.parse(line.json.span)
    } catch {
      let column = error.field.flatMap { line.fieldColumns[$0] } ?? line.column
      throw ScenarioError(line: line.line, column: column, message: error.description)
    }
    events.append(line)
  }
}
