import Foundation
import Testing

@testable import callfold

/// `callfold generate`, as a person at a prompt sees it.
@Suite struct GenerateProgram {
  @Test(arguments: [
    ([], "generate needs --seed"), (["--seed", "x"], "--seed needs a number from 0 up, not 'x'"),
    (["--seed", "1", "--events", "0"], "--events needs a number from 1 up, not '0'"),
    (["--seed", "1", "--events", "1", "--calls", "1"], "cannot be combined"),
    (["--seed", "1", "--as", "csv"], "--as needs ndjson or scenario, not 'csv'"),
    (["--seed", "1", "--as", "scenario", "--events", "9"], "give --calls instead of --events"),
    (["--seed", "1", "--as", "scenario", "--calls", "21"], "at most 20 calls"),
    (["--seed", "1", "--as", "scenario", "--plain"], "--plain cannot be combined"),
    (["--seed", "1", "x"], "unexpected word 'x'"),
  ])
  func `words that make no events say what to write`(words: [String], message: String) {
    let error = #expect(throws: UsageError.self) { try Command(["generate"] + words) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "no error")")
  }

  @Test func `what it writes can be folded, and is the same each time`() throws {
    let events = try Program.run(["generate", "--seed", "1", "--events", "3000"])
    #expect(events.status == 0)
    #expect(events.lines.count == 3_000)
    #expect(try Program.run(["fold"], input: events.output).status == 0)
    #expect(
      try Program.run(["generate", "--seed", "1", "--events", "3000"]).output == events.output)
    #expect(
      try Program.run(["generate", "--seed", "2", "--events", "3000"]).output != events.output)
  }

  @Test func `a scenario that it writes is played, once its outcome is written`() throws {
    let folder = try Folder()
    let file = folder.url.appending(path: "made.scenario")
    let story = try Program.run(["generate", "--seed", "7", "--as", "scenario", "--calls", "3"])
    try Data(story.output.utf8).write(to: file)
    #expect(try Program.run(["replay", "--update", file.path()]).status == 0)
    #expect(try Program.run(["replay", file.path()]).status == 0)
  }
}
