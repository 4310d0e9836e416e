import Bytes
import CallModel
import EventCoding
import Presentation

/// Reads scenario files (`WritingScenarios`).
///
/// A file is: comment lines (`#`), of which the first is the title; settings, each holding from the
/// start; events, each with its time, its type and its fields; a line `expect`; and the outcome.
public struct ScenarioParser: ~Copyable {
  private var title: String?
  private var events: [EventLine] = []
  private var errors: [ScenarioError] = []
  private var hasTimedEvents = false
  private var eventParser = EventParser()

  private init() {}

  /// The scenario in `text`, or everything that is wrong with it.
  public static func parse(_ text: String) -> Result<Scenario, ScenarioErrors> {
    var parser = ScenarioParser()
    return parser.read(ScenarioLines(text))
  }

  /// The most bytes that a scenario file may have: it is one story.
  public static let largestFile = 1 << 20
  /// The most events that a scenario may have, settings included.
  public static let mostEvents = 1_000
  /// The most mistakes that are reported at once.
  public static let mostErrors = 50

  /// The scenario in the bytes of a file, or everything that is wrong with it.
  public static func parse(_ bytes: [UInt8]) -> Result<Scenario, ScenarioErrors> {
    if bytes.count > largestFile {
      return failure(
        line: 1, "the file is larger than \(largestFile) bytes; a scenario is one story")
    }
    if let text = String(validating: bytes, as: UTF8.self) { return parse(text) }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
    return failure(line: (line ?? 0) + 1, "this is not UTF-8 text; save the file as UTF-8")
  }

  private static func failure(
    line: Int, _ message: String
  ) -> Result<Scenario, ScenarioErrors> {
    .failure(ScenarioErrors(errors: [ScenarioError(line: line, column: 1, message: message)]))
  }

  /// All that is wrong with one file, in the order of its lines.
  public struct ScenarioErrors: Error {
    /// At least one.
    public let errors: [ScenarioError]
  }

  private mutating func read(_ lines: ScenarioLines) -> Result<Scenario, ScenarioErrors> {
    for (index, line) in lines.story.enumerated() {
      if isMisspelledExpect(line) {
        errors.append(
          ScenarioError(
            line: index + 1, column: 1,
            message: "the outcome goes below a line that has the word 'expect' alone"))
        break
      }
      do throws(ScenarioError) { try read(line, index + 1) } catch { errors.append(error) }
      if let stop = reasonToStop {
        errors.append(ScenarioError(line: index + 1, column: 1, message: stop))
        break
      }
    }
    if events.isEmpty, errors.isEmpty {
      errors.append(
        ScenarioError(
          line: 1, column: 1,
          message: "there is no event in this file; write one as '00:00  call.started inbound'"))
    }
    guard errors.isEmpty else { return .failure(ScenarioErrors(errors: errors)) }
    return .success(
      Scenario(
        title: title ?? "", events: events, expected: lines.expected, story: lines.storyText,
        lineEnd: lines.lineEnd))
  }

  private var reasonToStop: String? {
    if errors.count >= Self.mostErrors { return "more may be wrong below; correct these first" }
    if events.count > Self.mostEvents {
      return "a scenario has at most \(Self.mostEvents) events; split it into several"
    }
    return nil
  }

  /// Whether `expect` was meant: what follows such a line is an outcome, and of no other use.
  private func isMisspelledExpect(_ line: String) -> Bool {
    let known = ["expect", "expects", "expected", "expectation", "expectations", "except"]
    return known.contains(line.lowercased().filter { $0 != ":" && $0 != " " })
  }

  private mutating func read(_ line: String, _ number: Int) throws(ScenarioError) {
    let text = line.drop(while: \.isWhitespace)
    if text.first == "#" {
      if title == nil { title = String(text.drop { $0 == "#" || $0 == " " }) }
      return
    }
    let tokens = try Token.tokens(of: line, number: number)
    guard let first = tokens.first else { return }
    if !first.isQuoted, first.text.first?.isNumber == true, first.key == nil {
      hasTimedEvents = true
      try append(try EventSentence(tokens, number).line())
    } else if hasTimedEvents {
      throw ScenarioError(
        line: number, column: first.column,
        message: EventWords.byType[first.text] == nil
          ? "settings come before the first event; later ones are events with a time, "
            + "such as '01:00  setting.changed group sales recordingForced on'"
          : "an event begins with its time, such as '00:41  \(first.text)'")
    } else {
      for line in try SettingSentence(tokens, number).lines() { try append(line) }
    }
  }

  /// Asks the event parser, so that a scenario can hold only what the core could send.
  private mutating func append(_ line: EventLine) throws(ScenarioError) {
    do throws(EventError) {
      _ = try eventParser.parse(line.json.span)
    } catch {
      let column = error.field.flatMap { line.fieldColumns[$0] } ?? line.column
      throw ScenarioError(
        line: line.line, column: column, message: error.description.escapedForScreen)
    }
    events.append(line)
  }
}
