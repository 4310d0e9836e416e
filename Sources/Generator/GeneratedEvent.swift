/// One event as the generator makes it, before it is written in some form.
struct GeneratedEvent: Sendable {
  /// When it happened, in milliseconds since 1970, by the clock of whoever emits it.
  var at: Int64
  var call: String?
  var type: String
  var fields: [Field] = []
  /// The number of whoever emits it, from 0; `nil` for the log itself.
  var source: Int?
  /// The running number that the source gave it.
  var number: Int64 = 0

  /// A field beside `at`, `call`, `type`, `source` and `n`.
  struct Field: Sendable {
    var name: String
    var value: Value
    /// Whether the rules do not know it.
    var isExtra = false
  }

  enum Value: Sendable {
    case text(String)
    case bool(Bool)
    case null
  }

  /// The text of a field; `nil` where it has none.
  func text(_ name: String) -> String? {
    for field in fields where field.name == name {
      if case .text(let text) = field.value { return text }
    }
    return nil
  }

  /// Whether a field is there and true.
  func bool(_ name: String) -> Bool {
    for field in fields where field.name == name {
      if case .bool(let isTrue) = field.value { return isTrue }
    }
    return false
  }
}
