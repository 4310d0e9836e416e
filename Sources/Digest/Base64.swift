/// Base64 with padding (RFC 4648, section 4).
public enum Base64 {
  /// Four characters for three bytes, the last group padded with `=`.
  public static func encode(_ bytes: Span<UInt8>) -> String {
    var text = Base64Alphabet.standard.encode(bytes)
    while text.count & 3 != 0 { text.append(UInt8(ascii: "=")) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Four characters for three bytes, the last group padded with `=`.
  public static func encode(_ bytes: [UInt8]) -> String {
    encode(bytes.span)
  }

  /// The bytes that a padded text stands for.
  ///
  /// Refused: any other alphabet, white space, missing or superfluous padding, and a last character
  /// whose unused bits are not zero.
  public static func decode(_ text: Span<UInt8>) throws(TextCodingError) -> [UInt8] {
    var count = text.count
    while count > 0, text.count - count < 2, text[count - 1] == UInt8(ascii: "=") { count -= 1 }
    let bytes = try Base64Alphabet.standard.decode(text.extracting(first: count))
    guard text.count & 3 == 0, text.count - count == (4 - count & 3) & 3 else {
      throw TextCodingError(offset: count, problem: .padding)
    }
    return bytes
  }

  /// The bytes that a padded text stands for.
  public static func decode(_ text: String) throws(TextCodingError) -> [UInt8] {
    try decode(Array(text.utf8).span)
  }
}
