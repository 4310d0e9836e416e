import CallModel

/// A member's value as it stands in the line.
struct Member: Sendable, BitwiseCopyable {
  var form: Form
  /// Where it lies in the line: of a string, what is between its quotes.
  var inside: Text
  /// Of a string, its decoded bytes; of another value, its own.
  var text: Text

  enum Form: UInt8, Sendable, BitwiseCopyable {
    /// Without escapes and without control characters.
    case plainString
    case string
    case number
    case `true`, `false`, null
  }

  /// A value whose text is as it stands in the line.
  @inline(__always)
  init(_ form: Form, _ text: Text) { self.init(form, inside: text, text: text) }

  @inline(__always)
  init(_ form: Form, inside: Text, text: Text) {
    self.form = form
    self.inside = inside
    self.text = text
  }

  var isString: Bool {
    @inline(__always) get {
      switch form {
      case .plainString, .string: true
      case .number, .true, .false, .null: false
      }
    }
  }

  /// The whole value, a string's quotes included.
  var range: Range<Int> {
    let inside = inside.range
    return isString ? inside.lowerBound - 1..<inside.upperBound + 1 : inside
  }

  /// An error at its first byte.
  @inline(never)
  func error(_ problem: EventError.Problem) -> EventError {
    EventError(column: range.lowerBound + 1, problem: problem)
  }
}

extension Text {
  /// The text between two places in a line.
  @inline(__always)
  init(from start: Int, to end: Int) {
    self.init(
      start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: end &- start))
  }
}
