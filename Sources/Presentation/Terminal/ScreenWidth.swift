// How much room text takes on a screen, whose columns are all alike.

extension String {
  /// How many columns the text takes, at the most.
  public var screenWidth: Int {
    unicodeScalars.reduce(0) { $0 + $1.screenWidth }
  }

  /// The text, followed by spaces up to `width` columns.
  public func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - screenWidth))
  }

  /// The text with spaces before it, up to `width` columns.
  public func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - screenWidth)) + self
  }

  /// The text, cut to `width` columns; a cut one ends with `ellipsis`.
  public func clipped(to width: Int, ellipsis: String = "…") -> String {
    if screenWidth <= width { return self }
    var result = ""
    var room = width - ellipsis.screenWidth
    for character in self {
      room -= String(character).screenWidth
      if room < 0 { break }
      result.append(character)
    }
    return result + ellipsis
  }
}

extension Unicode.Scalar {
  /// 2 for the wide characters of East Asia and for emoji, 0 for marks that combine with another.
  ///
  /// Unicode's East Asian Width by its large blocks: the standard library has no such property.
  fileprivate var screenWidth: Int {
    switch value {
    case 0..<0x300: 1
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      2
    default:
      switch properties.generalCategory {
      case .nonspacingMark, .enclosingMark: 0
      default: properties.isEmojiPresentation ? 2 : 1
      }
    }
  }
}
