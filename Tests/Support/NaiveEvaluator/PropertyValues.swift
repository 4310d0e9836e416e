extension Property {
  /// Whether a value is one that this property can take; `null` always is, it unsets.
  func takes(_ value: FieldValue) -> Bool {
    if value == .null { return true }
    switch values {
    case .bool:
      return value == .truth(true) || value == .truth(false)
    case .words(let words):
      guard case .text(let word) = value else { return false }
      return words.contains(word)
    case .days(let range):
      return Property.isWholeNumber(value, in: range)
    case .daysOrUnlimited:
      return value == .text("unlimited") || Property.isWholeNumber(value, in: 1...36_500)
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
      return !Property.hasControlCharacters(word, butLF: true) && Property.hasLink(word.bytes)
    case .languageTag:
      guard case .text(let word) = value else { return false }
      return Property.isLanguageTag(word.bytes)
    }
  }

  /// A number counts as whole only where it is written as plain digits.
  private static func isWholeNumber(_ value: FieldValue, in range: ClosedRange<Int>) -> Bool {
    guard case .number(let written) = value, let number = written.plainDigits else { return false }
    return range.contains(number)
  }

  private static func hasControlCharacters(_ word: Word, butLF allowsLF: Bool = false) -> Bool {
    word.text.unicodeScalars.contains { scalar in
      if allowsLF && scalar.value == 0x0A { return false }
      return scalar.value <= 0x1F || (scalar.value >= 0x7F && scalar.value <= 0x9F)
    }
  }

  /// Empty, or reasons separated by `;`: each is trimmed of white space, empty ones are dropped, and
  /// at least one must be left.
  private static func areReasons(_ bytes: [UInt8]) -> Bool {
    if bytes.isEmpty { return true }
    let parts = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    let reasons = parts.map { trimmed(Array($0)) }.filter { !$0.isEmpty }
    return !reasons.isEmpty && reasons.allSatisfy { !hasControlCharacters(Word($0)) }
  }

  /// Without the white space at both ends: space, TAB, LF and CR.
  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    func isWhite(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
    var result = bytes
    while let first = result.first, isWhite(first) { result.removeFirst() }
    while let last = result.last, isWhite(last) { result.removeLast() }
    return result
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
