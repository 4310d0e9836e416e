extension Property {
  /// Whether a value is one that this property can take; `null` always is, it unsets.
  func takes(_ value: FieldValue) -> Bool {
    if value == .null { return true }
    switch values {
    case .bool:
      return value == .truth(true) || value == .truth(false)
    case .recording:
      return value == .text("off") || value == .text("forced") || value == .text("pending")
        || value == .text("never")
    case .days(let most):
      return Property.isWholeNumber(value, upTo: most)
    case .daysOrUnlimited:
      return value == .text("unlimited") || Property.isWholeNumber(value, upTo: 36_500)
    case .reasons:
      guard case .text(let word) = value else { return false }
      return Property.areReasons(word.bytes)
    case .address:
      guard case .text(let word) = value else { return false }
      return Property.isAddress(word.bytes)
    case .text:
      guard case .text(let word) = value else { return false }
      return !Property.hasControlCharacters(word)
    case .textWithLink:
      guard case .text(let word) = value else { return false }
      return !Property.hasControlCharacters(word) && Property.hasLink(word.bytes)
    case .languageTag:
      guard case .text(let word) = value else { return false }
      return Property.isLanguageTag(word.bytes)
    }
  }

  /// A number counts as whole only where it is written as plain digits.
  private static func isWholeNumber(_ value: FieldValue, upTo most: Int) -> Bool {
    guard case .number(let written) = value, let number = written.plainDigits else { return false }
    return number >= 1 && number <= most
  }

  private static func hasControlCharacters(_ word: Word) -> Bool {
    word.text.unicodeScalars.contains { scalar in
      scalar.value <= 0x1F || (scalar.value >= 0x7F && scalar.value <= 0x9F)
    }
  }

  /// Empty, or reasons parted by `;`, none of them empty once trimmed of spaces and tabs.
  private static func areReasons(_ bytes: [UInt8]) -> Bool {
    if bytes.isEmpty { return true }
    for part in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      var reason = Array(part)
      while let first = reason.first, first == 0x20 || first == 0x09 { reason.removeFirst() }
      while let last = reason.last, last == 0x20 || last == 0x09 { reason.removeLast() }
      if reason.isEmpty || hasControlCharacters(Word(reason)) { return false }
    }
    return true
  }

  /// One address: something, one `@`, something, and nothing that parts or surrounds addresses.
  private static func isAddress(_ bytes: [UInt8]) -> Bool {
    if hasControlCharacters(Word(bytes)) { return false }
    for byte in bytes where Array(" ,;<>\"()".utf8).contains(byte) {
      return false
    }
    let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
  }

  private static func hasLink(_ bytes: [UInt8]) -> Bool {
    let link = Array("{link}".utf8)
    for start in bytes.indices where Array(bytes[start...].prefix(link.count)) == link {
      return true
    }
    return false
  }

  /// Subtags of 1 to 8 ASCII letters and digits parted by `-`; the first has 2 or more letters.
  private static func isLanguageTag(_ bytes: [UInt8]) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool {
      (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
    }
    func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard let first = parts.first, first.count >= 2, first.allSatisfy(isLetter) else {
      return false
    }
    return parts.allSatisfy { part in
      part.count >= 1 && part.count <= 8 && part.allSatisfy { isLetter($0) || isDigit($0) }
    }
  }
}
