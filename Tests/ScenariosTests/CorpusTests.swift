import Foundation
import FuzzChecks
import Testing

/// The scenario fuzzer's corpus and its checks, in every run of the tests.
@Suite struct ScenarioCorpus {
  @Test(arguments: files)
  func `every file of the corpus is a scenario or has a mistake, and never a trap`(
    file: String
  ) throws {
    let bytes = try Data(contentsOf: Self.folder.appending(path: file))
    #expect(brokenScenario(Array(bytes)) == nil)
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Corpus/scenarios").standardized

  static let files: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? ["the corpus is missing"]).sorted()
  }()
}
