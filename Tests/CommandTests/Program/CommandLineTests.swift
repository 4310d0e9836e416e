import Testing

@testable import callfold

@Suite struct CommandLines {
  @Test(
    arguments: [
      ([], .help(.overview)), (["help"], .help(.overview)), (["--help"], .help(.overview)),
      (["help", "fold"], .help(.fold)), (["fold", "-h"], .help(.fold)),
      (["replay", "x", "--help"], .help(.replay)),
      (["fold"], .fold(.outcomes)), (["fold", "--effects"], .fold(.effects)),
    ] as [([String], Command)])
  func `words make a command`(words: [String], command: Command) throws {
    #expect(try Command(words) == command)
  }

  @Test func `replay takes paths and options in any order`() throws {
    var options = try ReplayOptions(["a"])
    options.paths = ["a", "-", "b"]
    options.isVerbose = true
    options.updates = true
    #expect(try Command(["replay", "a", "-v", "-", "--update", "b"]) == .replay(options))
  }

  @Test(arguments: [
    (["frobnicate"], "unknown command 'frobnicate'; the commands are: fold, replay"),
    (["help", "me"], "no help for 'me'"), (["overview"], "unknown command 'overview'"),
    (["fold", "--frob"], "--frob"),
    (["replay"], "replay needs a scenario file or a folder"),
    (["replay", "--updates", "x"], "replay has no option '--updates'"),
    (["replay", "--json", "--update", "x"], "--json cannot be combined"),
    (["replay", "--json", "-v", "x"], "--json cannot be combined"),
  ])
  func `words that make none say what to write`(words: [String], message: String) {
    let error = #expect(throws: UsageError.self) { try Command(words) }
    #expect(error?.message.contains(message) == true)
  }

  @Test(arguments: HelpTopic.allCases)
  func `help fits 100 columns and names the exit statuses`(topic: HelpTopic) {
    #expect(topic.text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(topic.text.contains("Exit status: 0"))
  }

  @Test func `the graver status wins`() {
    #expect(ExitStatus.failed.joined(.wrong) == .wrong)
    #expect(ExitStatus.machine.joined(.done) == .machine)
  }
}
