import Foundation
import Scenarios
import Testing

/// The scenarios that the project comes with.
@Suite struct RepositoryScenarios {
  @Test(arguments: Repository.scenarios)
  func `each comes out as its file expects`(file: URL) throws {
    let run = ScenarioRun(try scenario(try String(contentsOf: file, encoding: .utf8)))
    let difference = run.difference(.init(isUnicode: true, hasColour: false))
    #expect(run.verdict == .asExpected, "\(difference.joined(separator: "\n"))")
  }

  @Test(arguments: Repository.scenarios)
  func `each has a title, and a name of lower-case words`(file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(try !scenario(text).title.isEmpty)
    let name = file.deletingPathExtension().lastPathComponent
    #expect(name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
  }

  @Test func `together they apply every code of the contract`() throws {
    var coverage = Coverage()
    for file in Repository.scenarios {
      let text = try String(contentsOf: file, encoding: .utf8)
      coverage.add(ScenarioRun(try scenario(text)).replay.coverage)
    }
    #expect(coverage.missing.map(\.words.code) == [])
  }

  @Test func `what a file expects counts for nothing`() throws {
    let story = "00:00 call.started inbound\n"
    let honest = ScenarioRun(try scenario(story)).replay.coverage
    let boasting = ScenarioRun(try scenario(story + "expect\nR1 R2 R3 gap")).replay.coverage
    #expect(boasting.missing == honest.missing)
  }
}
