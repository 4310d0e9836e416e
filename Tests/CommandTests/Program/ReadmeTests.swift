import Foundation
import Testing

/// What the README shows is what the program does.
@Suite struct Readme {
  private static let root = URL(filePath: #filePath)
    .appending(path: "../../../..").standardized
  private static let path =
    "Scenarios/consent/a-denial-in-mid-call-leaves-the-agent-alone.scenario"

  private func readme() throws -> String {
    try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
  }

  /// Text as the README quotes it: four columns in, without blanks at the ends of lines.
  private func quoted(_ text: some StringProtocol) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
  }

  @Test func `its scenario is one of ours`() throws {
    let file = try String(contentsOf: Self.root.appending(path: Self.path), encoding: .utf8)
    let story = try #require(file.split(separator: "\nexpect\n").first)
    #expect(try readme().contains(quoted(story)))
  }

  @Test func `its picture and outcome are what replay shows`() throws {
    let result = try Program.run(["replay", Self.path], folder: Self.root)
    #expect(result.status == 0)
    #expect(try readme().contains(quoted(result.output)))
  }

  @Test func `its effects are what fold writes for its events`() throws {
    let lines = try readme().split(separator: "\n").map { $0.drop { $0 == " " } }
    let events = lines.filter { $0.hasPrefix("'{") }.compactMap { $0.split(separator: "'").first }
    let result = try Program.run(
      ["fold", "--effects"], input: events.joined(separator: "\n"))
    #expect(!result.lines.isEmpty)
    #expect(lines.filter { $0.hasPrefix("{\"seq\"") }.map { String($0) } == result.lines)
  }

  @Test func `its links lead somewhere`() throws {
    for link in try readme().matches(of: /\]\(([^)]+)\)/) {
      let file = Self.root.appending(path: String(link.1))
      #expect(FileManager.default.fileExists(atPath: file.path()), "\(link.1)")
    }
  }
}
