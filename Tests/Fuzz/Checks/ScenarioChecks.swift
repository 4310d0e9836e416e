import Scenarios
import Presentation

/// What must hold of any bytes that are handed to the scenario parser: no trap; a mistake has a
/// place; and what `--update` writes is a scenario whose expectation holds, with the same story.
package func brokenScenario(_ input: [UInt8]) -> String? {
  switch ScenarioParser.parse(input) {
  case .failure(let mistakes):
    let isPlaced = mistakes.errors.allSatisfy { $0.line > 0 && $0.column > 0 }
    return mistakes.errors.isEmpty || !isPlaced ? "a mistake without a place" : nil
  case .success(let scenario): return brokenRun(ScenarioRun(scenario), input)
  }
}

private func brokenRun(_ run: ScenarioRun, _ input: [UInt8]) -> String? {
  let updated = Array(run.updatedText.utf8)
  let story = Array(run.scenario.story.utf8)
  if !input.starts(with: story) || !updated.starts(with: story) { return "the story is changed" }
  guard case .success(let again) = ScenarioParser.parse(updated) else {
    return "what --update writes cannot be read"
  }
  let second = ScenarioRun(again)
  if second.verdict != .asExpected { return "what --update writes is not what comes" }
  if Array(second.updatedText.utf8) != updated { return "a second --update changes something" }
  for isUnicode in [true, false] {
    let glyphs = Glyphs(isUnicode: isUnicode, hasColour: !isUnicode)
    for width in [0, 20, 80] {
      _ = run.replay.picture(glyphs, width: width)
      _ = run.replay.strip(glyphs, width: width)
    }
    _ = run.difference(glyphs)
  }
  return nil
}
