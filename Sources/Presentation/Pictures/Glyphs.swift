import Bytes
import CallRules

/// What a column of a picture shows of a party or of a call.
package enum Mark: Hashable, Sendable {
  /// Not connected.
  case absent
  /// Captured: of a whole call, with everyone who can be heard.
  case captured
  /// Of a whole call: the owner's leg alone.
  case agentOnly
  case uncaptured
  case onHold
  case censored
  case gap

  init(_ standing: ConnectedParty.Standing?) {
    switch standing {
    case .captured: self = .captured
    case .uncaptured: self = .uncaptured
    case .onHold: self = .onHold
    case .censored: self = .censored
    case .gap: self = .gap
    case nil: self = .absent
    }
  }

  /// What it means.
  var meaning: String {
    switch self {
    case .absent: "not connected"
    case .captured: "captured"
    case .agentOnly: "without the caller"
    case .uncaptured: "not captured"
    case .onHold: "on hold"
    case .censored: "censored"
    case .gap: "recorder failed"
    }
  }
}

/// The characters of pictures, and the colours that go with them where a terminal shows colours.
///
/// The characters alone distinguish what is captured, held, censored and missing.
public struct Glyphs: Hashable, Sendable {
  /// Box characters, or plain ASCII where the locale has no others.
  public var isUnicode: Bool
  /// Whether colours are shown.
  public var hasColour: Bool

  /// The glyphs for a screen.
  public init(isUnicode: Bool, hasColour: Bool) {
    self.isUnicode = isUnicode
    self.hasColour = hasColour
  }

  private func glyph(_ mark: Mark) -> Character {
    switch mark {
    case .absent: " "
    case .captured: isUnicode ? "█" : "#"
    case .agentOnly: isUnicode ? "▄" : "="
    case .uncaptured: isUnicode ? "░" : "."
    case .onHold: isUnicode ? "╌" : "-"
    case .censored: isUnicode ? "▒" : "x"
    case .gap: isUnicode ? "×" : "!"
    }
  }

  private func colour(_ mark: Mark) -> Colour? {
    switch mark {
    case .absent: nil
    case .captured: .green
    case .agentOnly: .cyan
    case .uncaptured: .grey
    case .onHold: .yellow
    case .censored: .magenta
    case .gap: .red
    }
  }

  /// Our own text in the characters that the screen has.
  public func text(_ text: String) -> String { isUnicode ? text : text.inASCII }

  /// What marks mean, in lines of at most `width` columns where that is room enough.
  package func legend(_ marks: [Mark], width: Int) -> [String] {
    let gap = "   "
    var lines: [String] = []
    var room = 0
    for mark in marks {
      let taken = mark.meaning.count + 2
      if !lines.isEmpty, taken + gap.count <= room {
        lines[lines.count - 1] += gap
        room -= gap.count
      } else {
        lines.append("")
        room = width
      }
      lines[lines.count - 1] += "\(row([mark])) \(mark.meaning)"
      room -= taken
    }
    return lines
  }

  /// Marks in a row, runs of one colour painted together.
  package func row(_ marks: [Mark]) -> String {
    guard hasColour else { return String(marks.map(glyph)) }
    var result = ""
    var index = 0
    while index < marks.count {
      let end = marks[index...].firstIndex { $0 != marks[index] } ?? marks.count
      let run = String(marks[index..<end].map(glyph))
      result += colour(marks[index]).map { painted(run, $0) } ?? run
      index = end
    }
    return result
  }

  /// The colours of a terminal, as the numbers of their SGR sequences (ECMA-48).
  public enum Colour: Int, Sendable {
    case red = 31
    case green = 32
    case yellow = 33
    case magenta = 35
    case cyan = 36
    case grey = 90
  }

  /// `text` in a colour, where colours are shown.
  public func painted(_ text: String, _ colour: Colour) -> String {
    hasColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }
}
