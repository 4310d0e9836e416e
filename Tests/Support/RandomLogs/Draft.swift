/// A value of a field of an event that is about to be written.
enum DraftValue {
  case text(String)
  /// A number, `true`, `false` or `null`, as it is to stand in the line.
  case plain(String)
}

/// An event that is about to be written.
struct Draft {
  var type: String
  var fields: [(key: String, value: DraftValue)] = []

  init(_ type: String, _ texts: [(String, String)] = []) {
    self.type = type
    for (key, text) in texts {
      fields.append((key, .text(text)))
    }
  }

  mutating func set(_ key: String, _ text: String) {
    fields.append((key, .text(text)))
  }

  mutating func set(_ key: String, plain: String) {
    fields.append((key, .plain(plain)))
  }

  func has(_ key: String) -> Bool {
    fields.contains { Array($0.key.utf8) == Array(key.utf8) }
  }
}
