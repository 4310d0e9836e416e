/// What a field of an event may hold. A number is kept as it was written.
enum FieldValue: Equatable {
  case text(Word)
  case number(Word)
  case truth(Bool)
  case null
}

/// The fields of one line, in the order in which they stand. The reader is tolerant: it is meant
/// for lines that a strict reader has accepted, and answers nothing for most others.
struct FlatObject {
  var fields: [(key: Word, value: FieldValue)] = []

  init?(_ line: String) {
    var reader = FlatReader(bytes: Array(line.utf8))
    guard let fields = reader.readObject() else { return nil }
    self.fields = fields
  }

  /// The value of a field; a `null` here is a `null` that was written.
  func value(_ key: Word) -> FieldValue? {
    for field in fields where field.key == key {
      return field.value
    }
    return nil
  }
}

/// Reads one flat object, byte after byte.
private struct FlatReader {
  let bytes: [UInt8]
  var place = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  var here: UInt8? {
    place < bytes.count ? bytes[place] : nil
  }

  mutating func passSpace() {
    while let byte = here, byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A {
      place += 1
    }
  }

  mutating func pass(_ byte: UInt8) -> Bool {
    passSpace()
    guard here == byte else { return false }
    place += 1
    return true
  }

  mutating func readObject() -> [(key: Word, value: FieldValue)]? {
    var fields: [(key: Word, value: FieldValue)] = []
    guard pass(UInt8(ascii: "{")) else { return nil }
    if pass(UInt8(ascii: "}")) { return fields }
    while true {
      guard let key = readText(), pass(UInt8(ascii: ":")), let value = readValue() else {
        return nil
      }
      fields.append((key, value))
      if pass(UInt8(ascii: ",")) { continue }
      return pass(UInt8(ascii: "}")) ? fields : nil
    }
  }

  mutating func readValue() -> FieldValue? {
    passSpace()
    if here == UInt8(ascii: "\"") {
      return readText().map { .text($0) }
    }
    var written: [UInt8] = []
    while let byte = here, byte > 0x20, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}") {
      written.append(byte)
      place += 1
    }
    switch Word(written) {
    case "true": return .truth(true)
    case "false": return .truth(false)
    case "null": return .null
    case "": return nil
    default: return .number(Word(written))
    }
  }

  mutating func readText() -> Word? {
    guard pass(UInt8(ascii: "\"")) else { return nil }
    var result: [UInt8] = []
    while let byte = here {
      place += 1
      if byte == UInt8(ascii: "\"") { return Word(result) }
      if byte == UInt8(ascii: "\\") {
        guard let more = readEscape() else { return nil }
        result += more
      } else {
        result.append(byte)
      }
    }
    return nil
  }

  mutating func readEscape() -> [UInt8]? {
    guard let byte = here else { return nil }
    place += 1
    switch byte {
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return readCodePoint()
    default: return [byte]
    }
  }

  mutating func readCodePoint() -> [UInt8]? {
    guard let first = readFourHexDigits() else { return nil }
    var number = first
    if first >= 0xD800, first <= 0xDBFF {
      guard here == UInt8(ascii: "\\") else { return nil }
      place += 1
      guard here == UInt8(ascii: "u") else { return nil }
      place += 1
      guard let second = readFourHexDigits(), second >= 0xDC00, second <= 0xDFFF else { return nil }
      number = 0x10000 + (first - 0xD800) * 0x400 + (second - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(number) else { return nil }
    return Array(String(Character(scalar)).utf8)
  }

  mutating func readFourHexDigits() -> UInt32? {
    guard place + 4 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[place..<place + 4], as: UTF8.self)
    place += 4
    return UInt32(digits, radix: 16)
  }
}
