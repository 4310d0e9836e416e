import Foundation
import Scenarios
import Testing

/// What is wrong with a scenario, as `line:column: message`.
func errors(in text: String) -> [String] {
  switch ScenarioParser.parse(text) {
  case .success: []
  case .failure(let failure): failure.errors.map(\.description)
  }
}

/// The scenario in `text`; the test fails where there is none.
func scenario(_ text: String) throws -> Scenario {
  try ScenarioParser.parse(text).get()
}

/// The text that comes of a scenario's story.
func outcome(of story: String) throws -> [String] {
  ScenarioRun(try scenario(story)).replay.text
}

/// The scenario files of this repository.
enum Repository {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Scenarios")

  static let scenarios: [URL] = {
    let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (all?.compactMap { $0 as? URL } ?? [])
      .filter { $0.pathExtension == "scenario" }
      .sorted { $0.path().utf8.lexicographicallyPrecedes($1.path().utf8) }
  }()
}
