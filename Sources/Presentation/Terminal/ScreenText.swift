// Text from events, made safe to look at.

extension String {
  /// The text with everything that a terminal could act on, or that would hide or reorder what
  /// follows it, written as `\u{…}`: controls, formats, bidirectional marks, invisible, private and
  /// unassigned characters.
  public var escapedForScreen: String {
    if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
    var result = ""
    for scalar in unicodeScalars {
      if scalar.isShown {
        result.unicodeScalars.append(scalar)
      } else {
        result += scalar.escape
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

  /// The text for a screen that has ASCII alone: our own dashes and dots in its characters, all
  /// else as `\u{…}`.
  public var inASCII: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "–": result += "-"
      case "…": result += "..."
      case "·": result += "|"
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      default: result += scalar.escape
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether a screen shows it as itself.
  fileprivate var isShown: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      false
    default: !properties.isDefaultIgnorableCodePoint
    }
  }

  /// `\u{…}` with its number in hex digits.
  fileprivate var escape: String { "\\u{\(String(value, radix: 16))}" }
}
