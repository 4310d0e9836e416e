// Text from events, made safe to look at.

extension String {
  /// The text with everything that a terminal could act on, or that would hide or reorder what
  /// follows it, written as `\u{…}`: controls, formats, bidirectional marks, private and unassigned
  /// characters.
  public var escapedForScreen: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
        .unassigned:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A name as a sentence shows it: plain where it is plain, else in quotes.
  public var asName: String {
    let isPlain =
      !isEmpty
      && unicodeScalars.allSatisfy {
        $0 != "\"" && $0 != "\\" && $0 != "," && $0 != ":" && !$0.properties.isWhitespace
      }
    return isPlain ? escapedForScreen : asQuoted
  }

  /// The text in quotes.
  public var asQuoted: String {
    var inside = ""
    for scalar in unicodeScalars {
      if scalar == "\"" || scalar == "\\" { inside += "\\" }
      inside.unicodeScalars.append(scalar)
    }
    return "\"\(inside.escapedForScreen)\""
  }

  /// The text, followed by spaces up to `width` characters.
  public func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// The text, cut to `width` characters; a cut one ends with `…`.
  public func clipped(to width: Int) -> String {
    count <= width ? self : String(prefix(max(0, width - 1))) + "…"
  }
}

extension String {
  /// The text with spaces before it, up to `width` characters.
  public func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  /// Our own dashes and dots in ASCII, for a screen that has no others.
  public var inASCII: String {
    var result = ""
    for character in self {
      switch character {
      case "–": result += "-"
      case "…": result += "..."
      default: result.append(character)
      }
    }
    return result
  }
}
