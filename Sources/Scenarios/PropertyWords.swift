import CallModel

// How scenarios write the values of properties.

extension Property {
  /// The words for this property's values, if only words are allowed.
  var wordsOfValues: [String]? {
    switch domain {
    case .bool: ["on", "off", "true", "false", "unset", "null"]
    case .queueRecording: QueueRecording.allCases.map(\.word.description) + ["unset", "null"]
    case .archiveScope: ArchiveScope.allCases.map(\.word.description) + ["unset", "null"]
    case .days, .reasons, .address, .text, .template, .languageTag: nil
    }
  }
}

extension Token {
  /// The property whose word this is.
  var property: Property? { Property.allCases.first { $0.word.description == text } }

  /// Digits that JSON takes as a number.
  var isPlainNumber: Bool {
    !isQuoted && !text.isEmpty && (text == "0" || text.utf8.first != 0x30)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The value of `property` as JSON: `on` and `off` are the Booleans, `unset` takes a value back,
  /// digits are a number, and all else is text. A queue's `off` is its own word.
  func propertyValue(of property: Token?) -> String {
    if isQuoted { return text.asJSON }
    let isQueueWord = property?.property == .recording
    switch text {
    case "unset", "null": return "null"
    case "on" where !isQueueWord, "true" where !isQueueWord: return "true"
    case "off" where !isQueueWord, "false" where !isQueueWord: return "false"
    default: return isPlainNumber ? text : text.asJSON
    }
  }
}
