/// Writing: no spaces between tokens, and as few escapes as the contract allows.
enum Written {
  static func object(_ fields: [(key: Word, value: Word)]) -> Word {
    list(fields.map { field in string(field.key) + ":" + field.value }, from: "{", to: "}")
  }

  static func array(_ values: [Word]) -> Word {
    list(values, from: "[", to: "]")
  }

  private static func list(_ values: [Word], from start: Word, to end: Word) -> Word {
    var bytes = start.bytes
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += value.bytes
    }
    return Word(bytes + end.bytes)
  }

  static func string(_ word: Word?) -> Word {
    guard let word else { return "null" }
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in word.bytes {
      switch byte {
      case UInt8(ascii: "\""): bytes += Array("\\\"".utf8)
      case UInt8(ascii: "\\"): bytes += Array("\\\\".utf8)
      case 0x08: bytes += Array("\\b".utf8)
      case 0x0C: bytes += Array("\\f".utf8)
      case 0x0A: bytes += Array("\\n".utf8)
      case 0x0D: bytes += Array("\\r".utf8)
      case 0x09: bytes += Array("\\t".utf8)
      case 0x00...0x1F:
        let digits = Array("0123456789abcdef".utf8)
        bytes += Array("\\u00".utf8) + [digits[Int(byte / 16)], digits[Int(byte % 16)]]
      default: bytes.append(byte)
      }
    }
    return Word(bytes + [UInt8(ascii: "\"")])
  }

  static func moment(_ moment: Moment?) -> Word {
    string(moment?.written)
  }

  static func truth(_ truth: Bool) -> Word {
    truth ? "true" : "false"
  }

  static func number(_ number: Int) -> Word {
    Word(stringLiteral: String(number))
  }

  static func strings(_ words: [Word]) -> Word {
    array(words.map { string($0) })
  }
}
