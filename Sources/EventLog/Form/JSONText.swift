/// The inside of a JSON string, decoded.
enum JSONText {
  /// The UTF-8 that the inside of a string stands for; a lone surrogate becomes U+FFFD, since a
  /// parser has refused it before.
  static func decoded(_ bytes: [UInt8], _ inside: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(inside.count)
    var index = inside.lowerBound
    while index < inside.upperBound {
      let byte = bytes[index]
      index += 1
      guard byte == Byte.backslash, index < inside.upperBound else {
        text.append(byte)
        continue
      }
      let escape = bytes[index]
      index += 1
      switch escape {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0c)
      case UInt8(ascii: "n"): text.append(0x0a)
      case UInt8(ascii: "r"): text.append(0x0d)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        var unit = hex(bytes, index, inside)
        index += 4
        if unit & 0xfc00 == 0xd800, index + 6 <= inside.upperBound, bytes[index] == Byte.backslash {
          let low = hex(bytes, index + 2, inside)
          if low & 0xfc00 == 0xdc00 {
            unit = 0x10000 + (unit & 0x3ff) << 10 + low & 0x3ff
            index += 6
          }
        }
        let scalar = Unicode.Scalar(unit) ?? "\u{fffd}"
        text.append(contentsOf: String(scalar).utf8)
      case let plain: text.append(plain)
      }
    }
    return text
  }

  private static func hex(_ bytes: [UInt8], _ start: Int, _ inside: Range<Int>) -> UInt32 {
    guard start + 4 <= inside.upperBound else { return 0 }
    var value: UInt32 = 0
    for byte in bytes[start..<start + 4] {
      let digit: UInt8 =
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - Byte.zero
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case _: 0
        }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

extension DoorEvent.Value {
  /// The UTF-8 that it stands for.
  func decoded(_ bytes: [UInt8]) -> [UInt8] {
    isEscaped ? JSONText.decoded(bytes, inside) : Array(bytes[inside])
  }

  /// Does something with the UTF-8 that it stands for.
  func withDecoded<Result>(_ bytes: [UInt8], _ body: (Span<UInt8>) -> Result) -> Result {
    isEscaped ? body(decoded(bytes).span) : body(bytes.span.extracting(inside))
  }

  /// The same with its quotes.
  var token: Range<Int> { inside.lowerBound - 1..<inside.upperBound + 1 }
}
