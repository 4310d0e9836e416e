/// Lower-case hex digits (RFC 4648, section 8, in small letters only).
public enum Hex {
  /// Two lower-case digits for each byte.
  public static func encode(_ bytes: Span<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.count)
    append(bytes, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Two lower-case digits for each byte.
  public static func encode(_ bytes: [UInt8]) -> String {
    encode(bytes.span)
  }

  /// Puts two lower-case digits for each byte behind `text`.
  public static func append(_ bytes: Span<UInt8>, to text: inout [UInt8]) {
    for index in bytes.indices {
      text.append(digit(bytes[index] >> 4))
      text.append(digit(bytes[index] & 15))
    }
  }

  /// The bytes that lower-case digits stand for; capital letters are refused.
  public static func decode(_ text: Span<UInt8>) throws(TextCodingError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 2)
    var high: UInt8 = 0
    for index in text.indices {
      guard let value = value(of: text[index]) else {
        throw TextCodingError(offset: index, problem: .character(text[index]))
      }
      if index & 1 == 0 { high = value << 4 } else { bytes.append(high | value) }
    }
    guard text.count & 1 == 0 else {
      throw TextCodingError(offset: text.count, problem: .incomplete)
    }
    return bytes
  }

  /// The bytes that lower-case digits stand for; capital letters are refused.
  public static func decode(_ text: String) throws(TextCodingError) -> [UInt8] {
    try decode(Array(text.utf8).span)
  }

  /// The value of one lower-case digit, `nil` for every other byte.
  public static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case _: nil
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
