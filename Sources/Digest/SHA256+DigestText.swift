extension SHA256.Digest {
  /// The digest that 64 lower-case hex digits stand for.
  public init(hex: String) throws(TextCodingError) {
    try self.init(Hex.decode(hex), characters: 64, given: hex.utf8.count)
  }

  /// The digest that 44 characters of padded base64 stand for.
  public init(base64: String) throws(TextCodingError) {
    try self.init(Base64.decode(base64), characters: 44, given: base64.utf8.count)
  }

  private init(_ bytes: [UInt8], characters: Int, given: Int) throws(TextCodingError) {
    guard let digest = Self(bytes: bytes) else {
      throw TextCodingError(
        offset: min(given, characters), problem: .length(expected: characters, given: given))
    }
    self = digest
  }

  /// 64 lower-case hex digits.
  public var hex: String { Hex.encode(inlineBytes.span) }

  /// 44 characters of base64 with padding (RFC 4648, section 4).
  public var base64: String { Base64.encode(inlineBytes.span) }

  /// Puts the 64 lower-case hex digits behind `text`.
  public func appendHex(to text: inout [UInt8]) {
    Hex.append(inlineBytes.span, to: &text)
  }
}
