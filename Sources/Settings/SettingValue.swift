import Bytes
package import CallModel

/// A value that a property can take.
package enum SettingValue: Hashable, Sendable {
  case bool(Bool)
  case queueRecording(QueueRecording)
  case archiveScope(ArchiveScope)
  case days(Int64)
  case unlimited
  /// A reason list, an address, a text or a language tag, as it was given.
  case text([UInt8])
}

/// What S3 says of a value.
enum Judgement {
  case unsets
  case sets(SettingValue)
  case bad
}

extension Property.Domain {
  /// Whether `value` is one of this domain (S3); its texts lie in `bytes`.
  func judge(_ value: FlatValue, _ bytes: Span<UInt8>) -> Judgement {
    switch value {
    case .null: return .unsets
    case .bool(let flag):
      if case .bool = self { return .sets(.bool(flag)) }
      return .bad
    case .number(let text): return judge(number: bytes.extracting(text.range))
    case .string(let text): return judge(string: bytes.extracting(text.range))
    }
  }

  /// Numbers count as whole only when they are written in plain digits.
  private func judge(number: Span<UInt8>) -> Judgement {
    guard case .days(let range, _) = self else { return .bad }
    var value: Int64 = 0
    for index in number.indices {
      let digit = number[index]
      guard (0x30...0x39).contains(digit), value <= range.upperBound else { return .bad }
      value = value * 10 + Int64(digit - 0x30)
    }
    return range.contains(value) ? .sets(.days(value)) : .bad
  }

  private func judge(string: Span<UInt8>) -> Judgement {
    let bytes = [UInt8](copying: string)
    switch self {
    case .bool: return .bad
    case .queueRecording:
      for word in QueueRecording.allCases where bytes.isWord(word.word) {
        return .sets(.queueRecording(word))
      }
      return .bad
    case .archiveScope:
      for word in ArchiveScope.allCases where bytes.isWord(word.word) {
        return .sets(.archiveScope(word))
      }
      return .bad
    case .days(_, let unlimited):
      return unlimited && bytes.isWord("unlimited") ? .sets(.unlimited) : .bad
    case .reasons: return isReasonList(bytes) ? .sets(.text(bytes)) : .bad
    case .address: return isAddress(bytes) ? .sets(.text(bytes)) : .bad
    case .text: return bytes.hasControls ? .bad : .sets(.text(bytes))
    case .template:
      let lines = bytes.split(separator: 0x0A)
      let isText = lines.allSatisfy { !Array($0).hasControls }
      return isText && bytes.contains(word: "{link}") ? .sets(.text(bytes)) : .bad
    case .languageTag: return isLanguageTag(bytes) ? .sets(.text(bytes)) : .bad
    }
  }

  /// Empty, or reasons of which at least one is left once the empty ones are dropped.
  private func isReasonList(_ bytes: [UInt8]) -> Bool {
    if bytes.isEmpty { return true }
    let isBlank = { (byte: UInt8) in [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
    let reasons = bytes.split(separator: UInt8(ascii: ";")).map {
      Array($0.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
    return reasons.contains { !$0.isEmpty } && !reasons.contains { $0.hasControls }
  }

  /// One address: something, `@`, something, without blanks, controls, or what parts addresses.
  private func isAddress(_ bytes: [UInt8]) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !bytes.hasControls else {
      return false
    }
    return !bytes.contains { " ,;<>()\"\\".utf8.contains($0) }
  }

  /// Two to eight letters, then subtags of one to eight letters or digits, parted by `-`.
  private func isLanguageTag(_ bytes: [UInt8]) -> Bool {
    let subtags = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard let language = subtags.first, (2...8).contains(language.count),
      language.allSatisfy(\.isLetter)
    else { return false }
    return subtags.dropFirst().allSatisfy {
      (1...8).contains($0.count) && $0.allSatisfy { $0.isLetter || (0x30...0x39).contains($0) }
    }
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
}

extension [UInt8] {
  fileprivate func isWord(_ word: StaticString) -> Bool {
    elementsEqual(word.description.utf8)
  }

  /// Whether U+0000–001F or U+007F–009F is among these bytes of valid UTF-8.
  fileprivate var hasControls: Bool {
    var previous: UInt8 = 0
    for byte in self {
      if byte < 0x20 || byte == 0x7F { return true }
      if previous == 0xC2, (0x80...0x9F).contains(byte) { return true }
      previous = byte
    }
    return false
  }

  fileprivate func contains(word: String) -> Bool {
    let word = Array(word.utf8)
    return indices.contains { self[$0...].starts(with: word) }
  }
}
