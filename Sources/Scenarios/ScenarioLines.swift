/// The text of a scenario file, cut into the story and what it expects.
struct ScenarioLines {
  /// The lines above `expect`, without what ends them.
  private(set) var story: [String] = []
  /// The lines below `expect`, without blanks at their ends and without empty lines around them;
  /// `nil` where there is no such line.
  private(set) var expected: [String]?
  /// The text above `expect`, byte for byte.
  let storyText: String
  /// LF, or CR and LF where the first line ends so.
  let lineEnd: String

  init(_ text: String) {
    // A line that ends with CR and LF ends with one `Character`.
    let isLineEnd = { (character: Character) in character == "\n" || character == "\r\n" }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: isLineEnd)
    var storyEnd = text.endIndex
    for line in lines {
      let line = line.first == "\u{FEFF}" && story.isEmpty ? line.dropFirst() : line
      if expected != nil {
        expected?.append(Self.trimmed(line))
      } else if Self.trimmed(line) == "expect" {
        expected = []
        storyEnd = line.startIndex
      } else {
        story.append(Self.trimmed(line))
      }
    }
    while expected?.last == "" { expected?.removeLast() }
    while expected?.first == "" { expected?.removeFirst() }
    storyText = String(text[..<storyEnd])
    lineEnd = text.first(where: isLineEnd).map { String($0) } ?? "\n"
  }

  private static func trimmed(_ line: Substring) -> String {
    var line = line
    while let last = line.last, last.isWhitespace { line.removeLast() }
    return String(line)
  }
}
