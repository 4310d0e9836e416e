package import Views

/// What playing one scenario file came to.
package struct ScenarioRun: Sendable {
  package let scenario: Scenario
  package let replay: Replay

  /// Plays `scenario` and compares.
  package init(_ scenario: Scenario) {
    self.scenario = scenario
    replay = Replay(scenario)
  }

  /// How the outcome compares with what is expected.
  package enum Verdict: Hashable, Sendable {
    case asExpected
    case different
    /// The file has no `expect`.
    case nothingExpected
  }

  /// Whether the outcome is what the file expects, line by line.
  package var verdict: Verdict {
    guard let expected = scenario.expected else { return .nothingExpected }
    // Byte by byte: two spellings of an accent are two outcomes.
    let isSame = expected.elementsEqual(replay.text) { $0.utf8.elementsEqual($1.utf8) }
    return isSame ? .asExpected : .different
  }

  /// The file with its expectations written anew: all above `expect` stays as it is.
  package var updatedText: String {
    var lines = ["expect"] + replay.text
    // Without an `expect`, the story may end without a line end, or without an empty line.
    if scenario.expected == nil, !scenario.story.endsWithEmptyLine { lines.insert("", at: 0) }
    let start = scenario.story.isEmpty || scenario.story.last?.isNewline == true
    return scenario.story + (start ? "" : scenario.lineEnd)
      + lines.map { $0 + scenario.lineEnd }.joined()
  }

  /// What is expected and missing (`-`), what came instead (`+`), and the lines around them.
  package func difference(_ glyphs: Glyphs) -> [String] {
    let expected = scenario.expected ?? []
    let changes = replay.text.difference(from: expected)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    return LineDifference(
      expected: expected, actual: replay.text, removed: removed, inserted: inserted
    ).lines(glyphs)
  }
}

extension String {
  fileprivate var endsWithEmptyLine: Bool {
    let end = suffix(2)
    return end.count == 2 && end.allSatisfy(\.isNewline)
  }
}

/// Two texts side by side, line by line.
private struct LineDifference {
  let expected: [String]
  let actual: [String]
  let removed: Set<Int>
  let inserted: Set<Int>

  func lines(_ glyphs: Glyphs) -> [String] {
    var lines: [String] = []
    var (old, new) = (0, 0)
    while old < expected.count || new < actual.count {
      if removed.contains(old) {
        lines.append(glyphs.painted("- " + expected[old].escapedForScreen, .red))
        old += 1
      } else if inserted.contains(new) {
        lines.append(glyphs.painted("+ " + actual[new], .green))
        new += 1
      } else if old < expected.count, new < actual.count {
        lines.append("  " + actual[new])
        old += 1
        new += 1
      } else {
        return lines
      }
    }
    return lines
  }
}
