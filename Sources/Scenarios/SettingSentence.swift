import CallModel
import Presentation

/// A setting as a scenario writes it above the events: `anna is in sales`, or
/// `group sales: recordingForced on, …`.
struct SettingSentence {
  private let number: Int
  private let tokens: [Token]

  /// The words of line `number`, at least one.
  init(_ tokens: [Token], _ number: Int) {
    self.tokens = tokens
    self.number = number
  }

  /// The events that the line stands for, all at the scenario's start.
  func lines() throws(ScenarioError) -> [EventLine] {
    if tokens.count > 1, tokens[1].text == "is", !tokens[1].isQuoted {
      return [try membership()]
    }
    let colon = tokens.firstIndex { !$0.isQuoted && $0.key == nil && $0.text.hasSuffix(":") }
    guard let colon else { throw notUnderstood() }
    var whose = Array(tokens[...colon])
    whose[colon].text.removeLast()
    if whose[colon].text.isEmpty { whose.removeLast() }
    guard let scope = whose.first else { throw notUnderstood() }
    let known = Scope.allCases.map(\.word.description)
    guard known.contains(scope.text) else {
      throw error(
        scope,
        "settings are for \(known.joined(separator: ", "))"
          + Spelling.suggestion(for: scope.text, among: known))
    }
    guard whose.count == (scope.text == "company" ? 1 : 2) else {
      throw error(
        scope,
        scope.text == "company"
          ? "the company has no name: write 'company: recordingForced on'"
          : "name one \(scope.text), in quotes if there are blanks in its name: "
            + "write '\(scope.text) NAME: PROPERTY VALUE'")
    }
    return try values(tokens[(colon + 1)...], scope.text, whose.count == 2 ? whose[1].text : nil)
  }

  /// `anna is in sales`, `anna is in no group`.
  private func membership() throws(ScenarioError) -> EventLine {
    let isNone = tokens.count == 5 && tokens[3].text == "no" && tokens[4].text == "group"
    guard tokens.count == 4 || isNone, tokens[2].text == "in" else {
      throw error(
        tokens.count > 4 ? tokens[4] : tokens[1],
        "write 'USER is in GROUP', or 'USER is in no group'")
    }
    var object = EventLine.Builder(at: ScenarioTime.zero, "user.grouped")
    object.add("user", string: tokens[0].text)
    if !isNone { object.add("group", string: tokens[3].text) }
    return EventLine(
      line: number, column: tokens[0].column,
      fieldColumns: ["user": tokens[0].column, "group": tokens[3].column], json: object.object)
  }

  private func values(
    _ tokens: ArraySlice<Token>, _ scope: String, _ subject: String?
  ) throws(ScenarioError) -> [EventLine] {
    var lines: [EventLine] = []
    var rest = tokens
    repeat {
      guard let property = rest.popFirst(), property.key == nil, var value = rest.popFirst() else {
        throw error(
          tokens.last ?? self.tokens[0],
          "a property and its value are needed, such as 'recordingForced on'")
      }
      var endsHere = !value.isQuoted && value.text.hasSuffix(",")
      if endsHere { value.text.removeLast() }
      if let next = rest.first, next.text == ",", !next.isQuoted {
        endsHere = true
        rest.removeFirst()
      }
      try check(property, value)
      var object = EventLine.Builder(at: ScenarioTime.zero, "setting.changed")
      object.add("scope", string: scope)
      if let subject { object.add("subject", string: subject) }
      object.add("property", string: property.text)
      object.add("value", raw: value.propertyValue(of: property))
      lines.append(EventLine(line: number, column: property.column, json: object.object))
      if !endsHere, let extra = rest.first {
        throw error(extra, "a comma is needed between one property and the next")
      }
    } while !rest.isEmpty
    return lines
  }

  private func check(_ property: Token, _ value: Token) throws(ScenarioError) {
    if property.isQuoted { return }
    guard let known = property.property else {
      throw error(
        property,
        "there is no property \(property.asShown)"
          + Spelling.suggestion(
            for: property.text, among: Property.allCases.map(\.word.description))
          + " (in quotes it is taken as it is)")
    }
    guard let words = known.wordsOfValues, !value.isQuoted, !words.contains(value.text) else {
      return
    }
    throw error(
      value,
      "\(property.text) is one of \(words.joined(separator: ", ")), not \(value.asShown) "
        + "(in quotes it is sent as it is)")
  }

  private func notUnderstood() -> ScenarioError {
    if EventWords.byType[tokens[0].text] != nil {
      return error(tokens[0], "an event begins with its time, such as '00:41  \(tokens[0].text)'")
    }
    return error(
      tokens[0],
      "a line is an event with its time ('00:41  agent.joined anna'), a setting "
        + "('group sales: recordingForced on', 'anna is in sales'), a comment ('# …'), or 'expect'")
  }

  private func error(_ token: Token, _ message: String) -> ScenarioError {
    ScenarioError(line: number, column: token.column, message: message)
  }
}
