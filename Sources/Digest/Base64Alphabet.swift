/// One of the two alphabets of RFC 4648; the padding is its users' business.
enum Base64Alphabet {
  case standard
  case urlSafe

  func encode(_ bytes: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var bits: UInt32 = 0
    var bitCount: UInt32 = 0
    for index in bytes.indices {
      bits = bits << 8 | UInt32(bytes[index])
      bitCount += 8
      while bitCount >= 6 {
        bitCount -= 6
        text.append(character(UInt8(bits >> bitCount & 63)))
      }
    }
    if bitCount > 0 { text.append(character(UInt8(bits << (6 - bitCount) & 63))) }
    return text
  }

  func decode(_ text: Span<UInt8>) throws(TextCodingError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3 + 2)
    var bits: UInt32 = 0
    var bitCount: UInt32 = 0
    for index in text.indices {
      guard let value = value(of: text[index]) else {
        throw TextCodingError(offset: index, problem: .character(text[index]))
      }
      bits = bits << 6 | UInt32(value)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(bits >> bitCount & 255))
      }
    }
    guard text.count & 3 != 1 else {
      throw TextCodingError(offset: text.count, problem: .incomplete)
    }
    guard bits & (1 << bitCount - 1) == 0 else {
      throw TextCodingError(offset: text.count - 1, problem: .trailingBits)
    }
    return bytes
  }

  func character(_ value: UInt8) -> UInt8 {
    switch value {
    case 0...25: UInt8(ascii: "A") + value
    case 26...51: UInt8(ascii: "a") + value - 26
    case 52...61: UInt8(ascii: "0") + value - 52
    case 62: self == .standard ? UInt8(ascii: "+") : UInt8(ascii: "-")
    case _: self == .standard ? UInt8(ascii: "/") : UInt8(ascii: "_")
    }
  }

  private func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+") where self == .standard: 62
    case UInt8(ascii: "/") where self == .standard: 63
    case UInt8(ascii: "-") where self == .urlSafe: 62
    case UInt8(ascii: "_") where self == .urlSafe: 63
    case _: nil
    }
  }
}
