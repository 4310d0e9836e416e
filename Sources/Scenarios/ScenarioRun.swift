package import Presentation

/// What playing one scenario file came to.
package struct ScenarioRun: Sendable {
  package let scenario: Scenario
  package let replay: Replay
  /// The outcome as a person reads it.
  package let text: [String]
  /// How the outcome compares with what is expected.
  package let verdict: Verdict

  /// Plays `scenario` and compares.
  package init(_ scenario: Scenario) {
    self.scenario = scenario
    replay = Replay(scenario)
    let text = replay.text
    self.text = text
    // Byte by byte: two spellings of an accent are two outcomes.
    verdict =
      scenario.expected.map { expected in
        expected.elementsEqual(text) { $0.utf8.elementsEqual($1.utf8) } ? .asExpected : .different
      } ?? .nothingExpected
  }

  /// How the outcome compares with what is expected.
  package enum Verdict: Hashable, Sendable {
    case asExpected
    case different
    /// The file has no `expect`.
    case nothingExpected
  }

  /// The file with its expectations updated: all above `expect` stays as it is.
  package var updatedText: String {
    var lines = ["expect"] + text
    // Without an `expect`, the story may end without a line end, or without an empty line.
    if scenario.expected == nil, !scenario.story.endsWithEmptyLine { lines.insert("", at: 0) }
    let start = scenario.story.isEmpty || scenario.story.last?.isNewline == true
    return scenario.story + (start ? "" : scenario.lineEnd)
      + lines.map { $0 + scenario.lineEnd }.joined()
  }

  /// What is expected and missing (`-`), what came instead (`+`), and the lines around them.
  package func difference(_ glyphs: Glyphs) -> [String] {
    LineDifference(expected: scenario.expected ?? [], actual: text).lines.map { line in
      switch line {
      case .same(let text): "  \(text)"
      case .removed(let text): glyphs.painted("- \(text.escapedForScreen)", .red)
      case .added(let text): glyphs.painted("+ \(text)", .green)
      }
    }
  }
}

extension String {
  fileprivate var endsWithEmptyLine: Bool {
    let end = suffix(2)
    return end.count == 2 && end.allSatisfy(\.isNewline)
  }
}
