import CallRules
import Foundation
import NaiveEvaluator
import Outcomes
import Testing
@testable import Scenarios

/// The scenarios that the project comes with.
@Suite struct RepositoryScenarios {
  @Test(arguments: Repository.scenarios)
  func `each comes out as its file expects`(file: URL) throws {
    let run = ScenarioRun(try scenario(try String(contentsOf: file, encoding: .utf8)))
    let difference = run.difference(.init(isUnicode: true, hasColour: false))
    #expect(run.verdict == .asExpected, "\(difference.joined(separator: "\n"))")
  }

  @Test(arguments: Repository.scenarios)
  func `each has the outcome that the naive evaluator gives, byte for byte`(file: URL) throws {
    let scenario = try scenario(try String(contentsOf: file, encoding: .utf8))
    let lines = scenario.events.map { String(decoding: $0.json, as: UTF8.self) }
    let ours = String(decoding: ScenarioRun(scenario).replay.outcomes, as: UTF8.self)
    #expect(ours.split(separator: "\n").map(String.init) == NaiveEvaluator.outcomes(of: lines))
  }

  @Test(arguments: Repository.scenarios)
  func `each has the same outcome where the state is saved and read again after each event`(
    file: URL
  ) throws {
    let scenario = try scenario(try String(contentsOf: file, encoding: .utf8))
    var fold = Fold()
    var outcomes: [UInt8] = []
    for (place, event) in scenario.events.enumerated() {
      var stream = FoldStream(.outcomes, from: fold)
      try stream.read((event.json + [0x0A]).span)
      if place == scenario.events.count - 1 { try stream.finish() }
      outcomes += stream.writer.bytes.bytes
      fold = try Fold(saved: stream.fold.saved())
    }
    #expect(outcomes == ScenarioRun(scenario).replay.outcomes)
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

  @Test(arguments: Repository.scenarios)
  func `the lines of each call, and those of no call, stand in order of time`(file: URL) throws {
    let run = ScenarioRun(try scenario(try String(contentsOf: file, encoding: .utf8)))
    for block in run.text.split(separator: "") {
      let starts = block.compactMap { line in
        ScenarioTime.parse(String(line.prefix { $0 != "–" && $0 != " " }))
      }
      #expect(starts.count == block.count)
      #expect(starts == starts.sorted(), "\(block.joined(separator: "\n"))")
    }
  }

  @Test(arguments: Repository.scenarios)
  func `each refusal and anomaly of an outcome has its line, with its code`(file: URL) throws {
    let run = ScenarioRun(try scenario(try String(contentsOf: file, encoding: .utf8)))
    let outcomes = String(decoding: run.replay.outcomes, as: UTF8.self)
    var codes: [String: Int] = [:]
    for match in outcomes.matches(of: /"at":"[^"]*",[^{}]*"(?:reason|anomaly)":"(\w+)"/) {
      codes[String(match.1), default: 0] += 1
    }
    var shown: [String: Int] = [:]
    for match in run.text.joined(separator: "\n").matches(of: /\((\w+)\)(?:\n|$)/)
    where !match.1.contains(/^[A-Z][0-9]+$/) {
      shown[String(match.1), default: 0] += 1
    }
    #expect(shown == codes)
  }

  @Test func `what a file expects counts for nothing`() throws {
    let story = "00:00 call.started inbound\n"
    let honest = ScenarioRun(try scenario(story)).replay.coverage
    let boasting = ScenarioRun(try scenario(story + "expect\nR1 R2 R3 gap")).replay.coverage
    #expect(boasting.missing == honest.missing)
  }
}
