import Bytes

/// Why a line is not an event: what, where in the line, and what to do.
public struct EventError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The byte of the line at which it shows, from 1, where that helps.
  public var column: Int?
  /// What is wrong.
  public var problem: Problem

  /// Everything that the contract refuses (`interchange`, "Refused").
  public enum Problem: Hashable, Sendable {
    case lineTooLong(limit: Int)
    case notJSON(expected: StaticWord)
    case notAnObject
    case nested
    case duplicateKey(String)
    case missing(String)
    case wrongForm(String, needed: StaticWord)
    case unknownWord(String, known: [String])
    case twoOf(String)
    case sourceWithoutNumber
    case badTime(TimeMistake)
    case timeOutOfRange
    case badLength(String, limit: Int)
    case controlInID(String)
    case badNumber(String)
    case invalidUTF8
    case loneSurrogate
  }

  /// The sentence for a person.
  public var description: String {
    switch problem {
    case .lineTooLong(let limit):
      "the line is longer than \(limit) bytes; send less in one event"
    case .notJSON(let expected): "not JSON: \(expected) is needed here"
    case .notAnObject: "not a JSON object: an event is one {…} on a line of its own"
    case .nested: "a nested value: an event is flat, so send its parts as separate fields"
    case .duplicateKey(let key): "the key \(quoted(key)) is given twice; leave one out"
    case .missing(let field): "the field \(quoted(field)) is missing"
    case .wrongForm(let field, let needed): "\(quoted(field)) must be \(needed)"
    case .unknownWord(let field, let known):
      "\(quoted(field)) must be one of: \(known.joined(separator: ", "))"
    case .twoOf(let fields): "only one of \(fields) can be given"
    case .sourceWithoutNumber:
      "\"source\" and \"n\" belong together; give both or leave both out"
    case .badTime(let mistake): mistake.sentence
    case .timeOutOfRange: "\"at\" must be in the years 1970 to 9999, in UTC"
    case .badLength(let field, let limit):
      limit == 128
        ? "\(quoted(field)) must have 1 to 128 bytes"
        : "\(quoted(field)) must have at most \(limit) bytes"
    case .controlInID(let field): "\(quoted(field)) must not contain control characters"
    case .badNumber(let field):
      "\(quoted(field)) must be a whole number from 1 to 9223372036854775807 in plain digits"
    case .invalidUTF8: "invalid UTF-8; send the text in UTF-8"
    case .loneSurrogate: "a lone surrogate is not a character; escape both halves or neither"
    }
  }

  private func quoted(_ word: String) -> String { "\"\(word)\"" }
}

/// A word of ours that can be compared.
public struct StaticWord: Hashable, Sendable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  /// The word.
  public let description: String

  /// Makes it from a literal.
  public init(stringLiteral: String) {
    description = stringLiteral
  }
}

extension EventError {
  /// The field that is wrong, where it is one.
  public var field: String? {
    switch problem {
    case .duplicateKey(let field), .missing(let field), .wrongForm(let field, _),
      .unknownWord(let field, _), .badLength(let field, _), .controlInID(let field),
      .badNumber(let field):
      field
    case .lineTooLong, .notJSON, .notAnObject, .nested, .twoOf, .sourceWithoutNumber, .badTime,
      .timeOutOfRange, .invalidUTF8, .loneSurrogate:
      nil
    }
  }
}
