import Foundation
import Testing

/// `callfold replay`, as a person and a script see it.
@Suite struct ReplayProgram {
  private let story = "# A call\n00:00 call.started inbound\n00:09 call.ended\n"
  private let expect = "\nexpect\n00:00–00:09   inbound call c1, no conversation\n"

  @Test func `all as expected is status 0`() throws {
    let folder = try Folder()
    _ = try folder.write("a.scenario", story + expect)
    _ = try folder.write("sub/b.scenario", story + expect)
    let result = try Program.run(["replay", folder.path])
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(result.lines.contains("ok        ░░░░░░░░░░░░░░░░░░░░  a"))
    #expect(result.lines.last == "2 scenarios: 2 as expected.")
  }

  @Test func `a difference is status 1, and shown`() throws {
    let folder = try Folder()
    let file = try folder.write("a.scenario", story + expect.replacing("c1", with: "c2"))
    let result = try Program.run(["replay", file])
    #expect(result.status == 1)
    #expect(result.lines.contains("- 00:00–00:09   inbound call c2, no conversation"))
    #expect(result.lines.contains("+ 00:00–00:09   inbound call c1, no conversation"))
  }

  @Test func `nothing expected is status 1, and what to do is said`() throws {
    let folder = try Folder()
    let result = try Program.run(["replay", try folder.write("a.scenario", story)])
    #expect(result.status == 1)
    #expect(result.output.contains("nothing is expected; --update writes the outcome"))
  }

  @Test func `a broken file is status 2, and stops no other`() throws {
    let folder = try Folder()
    let broken = try folder.write("a.scenario", "00:00 call.startd inbound")
    _ = try folder.write("b.scenario", story + expect)
    let result = try Program.run(["replay", folder.path])
    #expect(result.status == 2)
    #expect(result.output.contains("\(broken):1:7: there is no event type 'call.startd'"))
    #expect(result.lines.last == "2 scenarios: 1 as expected, 1 broken.")
  }

  @Test func `an empty file and a huge one are broken, not fatal`() throws {
    let folder = try Folder()
    _ = try folder.write("a.scenario", "")
    _ = try folder.write("b.scenario", String(repeating: "00:00 call.ended\n", count: 200_000))
    let result = try Program.run(["replay", folder.path])
    #expect(result.status == 2)
    #expect(result.output.contains("there is no event in this file"))
    #expect(result.output.contains("larger than 1048576 bytes"))
  }

  @Test func `a folder without scenarios is status 2`() throws {
    let folder = try Folder()
    let result = try Program.run(["replay", folder.path])
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.contains("there is no scenario (*.scenario) below"))
  }

  @Test func `a path that leads nowhere is status 2, and the others are played`() throws {
    let folder = try Folder()
    _ = try folder.write("a.scenario", story + expect)
    let result = try Program.run(["replay", "/no/such\u{1B}path", folder.path])
    #expect(result.status == 2)
    #expect(result.errors.contains("/no/such\\u{1b}path: No such file or directory"))
    #expect(result.lines.last == "1 scenario: 1 as expected.")
  }

  @Test(.disabled(if: geteuid() == 0, "root may read everything"))
  func `a file that may not be read is status 3`() throws {
    let folder = try Folder()
    let file = try folder.write("a.scenario", story + expect)
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
    let result = try Program.run(["replay", folder.path])
    #expect(result.status == 3)
    #expect(result.output.contains("Permission denied"))
  }

  @Test func `a link that goes in a circle is status 3, and stops no other`() throws {
    let folder = try Folder()
    _ = try folder.write("a.scenario", story + expect)
    let link = folder.url.appending(path: "b.scenario")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: link)
    let round = folder.url.appending(path: "round")
    try FileManager.default.createSymbolicLink(at: round, withDestinationURL: folder.url)
    let result = try Program.run(["replay", folder.path])
    #expect(result.status == 3)
    #expect(result.errors.contains("Too many levels of symbolic links"))
    #expect(result.lines.last == "1 scenario: 1 as expected.")
  }

  @Test func `update writes the named files, and nothing else in them or beside them`() throws {
    let folder = try Folder()
    let file = try folder.write("a.scenario", story)
    _ = try folder.write("b.scenario", story)
    #expect(try Program.run(["replay", "--update", file]).status == 0)
    #expect(try folder.read("a.scenario") == story + expect)
    #expect(try folder.read("b.scenario") == story)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["a.scenario", "b.scenario"])
  }

  @Test func `update leaves a file alone that holds, and one that is broken`() throws {
    let folder = try Folder()
    let files = try [
      folder.write("a.scenario", story + expect + "\n\n"), folder.write("b.scenario", "nonsense"),
    ]
    let before = try files.map { try FileManager.default.attributesOfItem(atPath: $0) }
    #expect(try Program.run(["replay", "--update", folder.path]).status == 2)
    let after = try files.map { try FileManager.default.attributesOfItem(atPath: $0) }
    for (before, after) in zip(before, after) {
      #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
    }
  }

  @Test func `coverage fails where a code was never applied`() throws {
    let folder = try Folder()
    _ = try folder.write("a.scenario", story + expect)
    let result = try Program.run(["replay", "--coverage", folder.path])
    #expect(result.status == 1)
    #expect(
      result.output.contains("rule      R1                                      0  never applied"))
  }

  @Test func `JSON is a line a file, whatever became of it`() throws {
    let folder = try Folder()
    _ = try folder.write("a\u{1B}\".scenario", story + expect)
    _ = try folder.write("b.scenario", "00:00 \"\u{1}\" \"\u{1}\"")
    _ = try folder.write("c.scenario", story)
    let result = try Program.run(["replay", "--json", folder.path])
    let objects = try result.lines.map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    #expect(
      objects.map { $0?["verdict"] as? String } == ["asExpected", "broken", "nothingExpected"])
    let outcomes = objects.first??["outcomes"] as? [[String: Any]]
    #expect(outcomes?.first?["call"] as? String == "c1")
    #expect(result.status == 2)
  }

  @Test func `an ASCII locale gets ASCII`() throws {
    let folder = try Folder()
    let file = try folder.write("a.scenario", story.replacing("inbound", with: "inbound caller=é"))
    let result = try Program.run(["replay", file], environment: ["LC_ALL": "C"])
    #expect(result.output.utf8.allSatisfy { $0 < 0x80 })
    #expect(result.output.contains("00:00-00:09   inbound call c1 from \\u{e9}"))
  }

  @Test func `a pipe gets no colours`() throws {
    let folder = try Folder()
    let file = try folder.write("a.scenario", story)
    #expect(try !Program.run(["replay", file]).output.contains("\u{1B}"))
  }

  @Test(.enabled(if: Program.hasTerminal, "python3 makes the terminal"), arguments: ["", "1"])
  func `a terminal gets colours, except with NO_COLOR`(value: String) throws {
    let folder = try Folder()
    let file = try folder.write("a.scenario", story)
    let environment = ["NO_COLOR": value, "TERM": "xterm"]
    let output = try Program.runInTerminal(["replay", file], environment)
    #expect(output.contains("inbound call c1"))
    #expect(output.contains("\u{1B}[31mdifferent") == value.isEmpty)
  }

  @Test func `a reader who goes away ends it quietly`() throws {
    let folder = try Folder()
    let process = Program.process(["replay", try folder.write("a.scenario", story)])
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try output.fileHandleForReading.close()
    try process.run()
    try output.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(errors.fileHandleForReading.availableData.isEmpty)
  }

  @Test func `words that make no command are status 2`() throws {
    let result = try Program.run(["re\u{1B}play"])
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("callfold: unknown command 're\\u{1b}play'"))
  }
}
