import CallModel
import Presentation

/// An event as a scenario writes it: its time, its type, and its fields, by place or by name.
struct EventSentence {
  private let number: Int
  private let time: Instant
  private let type: Token
  private let arguments: ArraySlice<Token>
  /// `nil` for a silent type, or one in quotes, which is taken as it is.
  private let words: EventWords?

  /// A field and the word that gives it.
  private typealias Field = (name: String, token: Token)

  /// Reads the words of line `number`, which begins with a time.
  init(_ tokens: [Token], _ number: Int) throws(ScenarioError) {
    self.number = number
    guard let time = ScenarioTime.parse(tokens[0].text) else {
      throw ScenarioError(
        line: number, column: tokens[0].column,
        message: "\(tokens[0].asShown) is not a time; write 04:05, 1:04:05 or 00:07.250")
    }
    guard tokens.count > 1, tokens[1].key == nil else {
      throw ScenarioError(
        line: number, column: tokens.count > 1 ? tokens[1].column : tokens[0].column,
        message: "an event type is needed after the time, such as 'agent.joined'")
    }
    self.time = time
    type = tokens[1]
    arguments = tokens[2...]
    words = EventWords.byType[type.text]
    try checkTick()
    if words == nil, !type.isQuoted, !EventWords.isSilent(type.text) {
      throw ScenarioError(
        line: number, column: type.column,
        message: "there is no event type \(type.asShown)"
          + Spelling.suggestion(for: type.text, among: EventWords.all.map(\.type))
          + " (in quotes it is sent as it is, as a type that Callfold does not know)")
    }
  }

  /// `log.tick` is the one silent type that means something: a typo in it would be passed over.
  private func checkTick() throws(ScenarioError) {
    let suggestion = Spelling.suggestion(for: type.text, among: [EventWords.tick])
    guard !type.isQuoted, type.text != EventWords.tick, type.text.hasPrefix("log."),
      !suggestion.isEmpty
    else { return }
    throw error(
      type, "there is no event type \(type.asShown)\(suggestion) (in quotes it is sent as it is)")
  }

  /// The event that the line stands for. An event of a call is call `c1`'s where it names none;
  /// `call=none` names no call at all.
  func line() throws(ScenarioError) -> EventLine {
    let fields = try fields()
    var object = EventLine.Builder(at: time, type.text)
    var line = EventLine(line: number, column: type.column, json: [])
    let isOfCall = words?.isOfCall ?? !EventWords.isSilent(type.text)
    if isOfCall, !fields.contains(where: { $0.name == "call" }) {
      object.add("call", string: "c1")
    }
    let property = fields.first { $0.name == "property" }?.token
    for (name, token) in fields {
      if line.fieldColumns.updateValue(token.column, forKey: name) != nil {
        throw error(token, "'\(name.escapedForScreen)' is given twice")
      }
      if name == "call", token.text == "none", !token.isQuoted { continue }
      if name == "value", words?.type == "setting.changed" {
        object.add(name, raw: token.propertyValue(of: property))
      } else if name == "n" || name == "seq", token.isPlainNumber {
        object.add(name, raw: token.text)
      } else {
        object.add(name, string: token.text)
      }
    }
    line.json = object.object
    return line
  }

  /// Which word gives which field.
  private func fields() throws(ScenarioError) -> [Field] {
    var fields: [Field] = []
    var places = (words?.places ?? [])[...]
    let scope = arguments.first { $0.key == "scope" } ?? arguments.first { $0.key == nil }
    if words?.type == "setting.changed", scope?.text == "company" {
      places = ["scope", "property", "value"]
    }
    for token in arguments {
      if let key = token.key {
        try check(token, key)
        fields.append((key, token))
        places.removeAll { $0 == key || $0 == key + "?" }
      } else if let place = places.popFirst() {
        fields.append((place.hasSuffix("?") ? String(place.dropLast()) : place, token))
      } else {
        throw tooMany(token)
      }
    }
    if let missing = places.first(where: { !$0.hasSuffix("?") }), let words {
      throw error(type, "\(missing) is missing; write \(words.usage)")
    }
    return fields
  }

  private func check(_ token: Token, _ key: String) throws(ScenarioError) {
    if !token.isQuoted, token.text.isEmpty {
      throw error(token, "a value is needed after '='; an empty one is written \"\"")
    }
    guard let words, !token.keyIsQuoted, !words.fields.contains(key) else { return }
    throw error(
      token,
      "\(words.type) has no field '\(key.escapedForScreen)'"
        + Spelling.suggestion(for: key, among: words.fields) + " (in quotes it is sent as it is)")
  }

  private func tooMany(_ token: Token) -> ScenarioError {
    if token.text.hasPrefix("#"), !token.isQuoted {
      return error(token, "a comment needs a line of its own")
    }
    let usage = words.map { "; write \($0.usage)" } ?? ", which must be written field=value"
    return error(token, "\(token.asShown) is an unexpected word\(usage)")
  }

  private func error(_ token: Token, _ message: String) -> ScenarioError {
    ScenarioError(line: number, column: token.column, message: message)
  }
}
