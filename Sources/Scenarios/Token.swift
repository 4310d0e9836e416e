import Presentation

/// One word of a scenario's line.
struct Token: Hashable {
  /// Where it begins, in characters from 1.
  var column: Int
  /// What is before the `=`, if there is one.
  var key: String?
  /// Whether the key is in quotes: then it is taken as it is.
  var keyIsQuoted = false
  var text: String
  /// Whether the text is in quotes: then it is taken as it is.
  var isQuoted: Bool

  /// The text for a message.
  var asShown: String { "'\(text.clipped(to: 60).escapedForScreen)'" }

  /// Splits a line into words: at white space, except in quotes.
  ///
  /// In quotes `\"`, `\\` and `\u{…}` stand for a quote, a backslash and a character by number.
  static func tokens(of line: String, number: Int) throws(ScenarioError) -> [Token] {
    var scanner = TokenScanner(characters: Array(line), line: number)
    var tokens: [Token] = []
    while let token = try scanner.next() { tokens.append(token) }
    return tokens
  }
}

/// Reads the words of one line.
private struct TokenScanner {
  let characters: [Character]
  let line: Int
  var index = 0
  /// A comma or a colon may follow a quote without a space: it is a word of its own.
  var mayEndQuote = false

  var character: Character? { index < characters.count ? characters[index] : nil }

  mutating func next() throws(ScenarioError) -> Token? {
    if mayEndQuote, let character, character == "," || character == ":" {
      mayEndQuote = false
      index += 1
      return Token(column: index, text: String(character), isQuoted: false)
    }
    while character?.isWhitespace == true { index += 1 }
    guard character != nil else { return nil }
    let column = index + 1
    let (first, isQuoted) = try part(stopsAtEquals: true)
    guard character == "=" else {
      if isQuoted { try expectEnd() }
      return Token(column: column, text: first, isQuoted: isQuoted)
    }
    index += 1
    let (text, textIsQuoted) = try part(stopsAtEquals: false)
    if textIsQuoted { try expectEnd() }
    return Token(
      column: column, key: first, keyIsQuoted: isQuoted, text: text, isQuoted: textIsQuoted)
  }

  private mutating func expectEnd() throws(ScenarioError) {
    guard let character, !character.isWhitespace else { return }
    mayEndQuote = character == "," || character == ":"
    if mayEndQuote { return }
    throw ScenarioError(
      line: line, column: index + 1, message: "a space is needed after the closing quote")
  }

  private mutating func part(
    stopsAtEquals: Bool
  ) throws(ScenarioError) -> (text: String, isQuoted: Bool) {
    if character == "\"" { return (try quoted(), true) }
    let start = index
    while let character, !character.isWhitespace, !(stopsAtEquals && character == "=") {
      index += 1
    }
    return (String(characters[start..<index]), false)
  }

  private mutating func quoted() throws(ScenarioError) -> String {
    let start = index
    index += 1
    var text = ""
    while let character {
      index += 1
      switch character {
      case "\"": return text
      case "\\": text.unicodeScalars.append(try escape())
      default: text.append(character)
      }
    }
    throw ScenarioError(line: line, column: start + 1, message: "the quote is never closed")
  }

  private mutating func escape() throws(ScenarioError) -> Unicode.Scalar {
    let column = index
    defer { index += 1 }
    switch character {
    case "\"": return "\""
    case "\\": return "\\"
    case "u":
      let rest = characters[(index + 1)...]
      if rest.first == "{", let close = rest.firstIndex(of: "}"),
        rest[(index + 2)..<close].allSatisfy(\.isHexDigit),
        let value = UInt32(String(rest[(index + 2)..<close]), radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        index = close
        return scalar
      }
    default: break
    }
    throw ScenarioError(
      line: line, column: column,
      message: "in quotes a backslash begins \\\", \\\\ or \\u{…} with a character's hex number")
  }
}
