/// Base64 that is safe in names and addresses, without padding (RFC 4648, section 5).
public enum Base64URL {
  /// Characters that 128 bits take.
  public static let characterCountOf128Bits = 22

  /// Four characters for three bytes, nothing behind the last.
  public static func encode(_ bytes: Span<UInt8>) -> String {
    String(decoding: Base64Alphabet.urlSafe.encode(bytes), as: UTF8.self)
  }

  /// Four characters for three bytes, nothing behind the last.
  public static func encode(_ bytes: [UInt8]) -> String {
    encode(bytes.span)
  }

  /// 22 characters for 128 bits, the highest bits first.
  public static func encode(_ value: UInt128) -> String {
    let bytes: InlineArray<16, UInt8> = InlineArray {
      UInt8(truncatingIfNeeded: value >> UInt128(120 - 8 * $0))
    }
    return encode(bytes.span)
  }

  /// The 22 characters of 128 bits without an allocation: eight in a word, the first in the lowest
  /// byte; the last word has six.
  public static func characters(high: UInt64, low: UInt64) -> (UInt64, UInt64, UInt64) {
    let value = UInt128(high) << 64 | UInt128(low)
    func word(_ first: Int, _ count: Int) -> UInt64 {
      var word: UInt64 = 0
      for place in 0..<count {
        // The last character has two bits of the value and four zeros.
        let shift = 122 - 6 * (first + place)
        let bits = shift >= 0 ? value >> UInt128(shift) : value << UInt128(-shift)
        let character = Base64Alphabet.urlSafe.character(UInt8(truncatingIfNeeded: bits) & 63)
        word |= UInt64(character) << UInt64(8 * place)
      }
      return word
    }
    return (word(0, 8), word(8, 8), word(16, 6))
  }

  /// The bytes that a text without padding stands for, as strictly as `Base64.decode`.
  public static func decode(_ text: Span<UInt8>) throws(TextCodingError) -> [UInt8] {
    try Base64Alphabet.urlSafe.decode(text)
  }

  /// The bytes that a text without padding stands for.
  public static func decode(_ text: String) throws(TextCodingError) -> [UInt8] {
    try decode(Array(text.utf8).span)
  }

  /// The 128 bits that exactly 22 characters stand for.
  public static func decode128Bits(_ text: Span<UInt8>) throws(TextCodingError) -> UInt128 {
    guard text.count == characterCountOf128Bits else {
      throw TextCodingError(
        offset: min(text.count, characterCountOf128Bits),
        problem: .length(expected: characterCountOf128Bits, given: text.count))
    }
    return try decode(text).reduce(0) { $0 << 8 | UInt128($1) }
  }

  /// The 128 bits that exactly 22 characters stand for.
  public static func decode128Bits(_ text: String) throws(TextCodingError) -> UInt128 {
    try decode128Bits(Array(text.utf8).span)
  }
}
