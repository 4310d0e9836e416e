import Testing

@testable import Scenarios

/// `--update`: the expectations, and nothing else.
@Suite struct Updates {
  private static let stories = [
    "# t\n00:00 call.started inbound\n\n",
    "00:00\tcall.started   inbound  \n# é e\u{301}\n\n\n",
    "# t\r\n00:00 call.started inbound\r\n\r\n",
    "\u{FEFF}# t\n00:00 call.started inbound\n",
  ]

  private func updated(_ text: String) throws -> String {
    ScenarioRun(try scenario(text)).updatedText
  }

  @Test(arguments: stories)
  func `what stands above expect stays, byte for byte`(story: String) throws {
    let text = try updated(story + "expect\nold\n")
    #expect(Array(text.utf8).starts(with: Array((story + "expect").utf8)))
    #expect(!text.contains("old"))
  }

  @Test(arguments: stories)
  func `a story without expect is kept and gets one`(story: String) throws {
    let text = try updated(story)
    #expect(Array(text.utf8).starts(with: Array(story.utf8)))
    #expect(ScenarioRun(try scenario(text)).verdict == .asExpected)
  }

  @Test(arguments: stories)
  func `a second update changes nothing`(story: String) throws {
    let once = try updated(story)
    #expect(Array(try updated(once).utf8) == Array(once.utf8))
  }

  @Test func `a story that ends in mid-line gets an empty line before expect`() throws {
    let text = try updated("00:00 call.started inbound")
    #expect(text.hasPrefix("00:00 call.started inbound\n\nexpect\n00:00–…"))
  }

  @Test func `lines end as they did`() throws {
    let text = try updated("# t\r\n00:00 call.started inbound\r\n")
    #expect(text.utf8.count { $0 == 0x0A } == text.utf8.count { $0 == 0x0D })
  }

  @Test func `blanks at the end of expected lines and around them do not count`() throws {
    let story = "00:00 call.started inbound\nexpect\n\n00:00–…       inbound call c1, "
    let run = ScenarioRun(try scenario(story + "no conversation  \n\n\n"))
    #expect(run.verdict == .asExpected)
  }

  @Test func `two spellings of an accent are two outcomes`() throws {
    let story = "00:00 call.started inbound caller=é\n"
    let text = try updated(story).replacing("from é", with: "from e\u{301}")
    let run = ScenarioRun(try scenario(text))
    #expect(run.verdict == .different)
    #expect(run.difference(.init(isUnicode: true, hasColour: false)).count == 2)
  }

  @Test func `a difference of very long texts is shown whole`() throws {
    let story = "00:00 call.started inbound\nexpect\n" + String(repeating: "x\n", count: 400_000)
    let run = ScenarioRun(try scenario(story))
    let lines = run.difference(.init(isUnicode: true, hasColour: false))
    #expect(lines.count == 400_001)
  }

  @Test func `what is the same is shown around what is not`() {
    let difference = LineDifference(
      expected: ["a", "b", "c", "d", "e"], actual: ["a", "c", "x", "d", "e"])
    #expect(
      difference.lines == [
        .same("a"), .removed("b"), .same("c"), .added("x"), .same("d"), .same("e"),
      ])
  }

  @Test func `a difference shows what was expected and what is actual`() throws {
    let text = try updated("00:00 call.started inbound\n00:09 call.ended\n")
    let run = ScenarioRun(try scenario(text.replacing("inbound call c1", with: "inbound call c2")))
    #expect(
      run.difference(.init(isUnicode: true, hasColour: false)) == [
        "- 00:00–00:09   inbound call c2, no conversation",
        "+ 00:00–00:09   inbound call c1, no conversation",
      ])
  }
}
