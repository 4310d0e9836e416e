import Digest
import Testing

@Suite struct TextCodingTests {
  /// RFC 4648, section 10.
  static let published: [(bytes: String, base64: String)] = [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ]

  @Test(arguments: published)
  func `the published base64 texts are written and read`(bytes: String, base64: String) throws {
    #expect(Base64.encode(Array(bytes.utf8)) == base64)
    #expect(try Base64.decode(base64) == Array(bytes.utf8))
  }

  @Test func `every number of bytes goes through all three codings and back`() throws {
    var random = SplitMix64.announced("text codings")
    for count in 0...100 {
      let bytes = random.bytes(count: count)
      #expect(try Hex.decode(Hex.encode(bytes)) == bytes)
      #expect(try Base64.decode(Base64.encode(bytes)) == bytes)
      #expect(try Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }
  }

  @Test func `128 bits as words have the characters of their text`() {
    var random = SplitMix64.announced("128 bits as words")
    for _ in 0..<100 {
      let (high, low) = (random.next(), random.next())
      let words = Base64URL.characters(high: high, low: low)
      let text = [words.0, words.1, words.2].flatMap { word in
        (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
      }
      let whole = UInt128(high) << 64 | UInt128(low)
      #expect(String(decoding: text.prefix(22), as: UTF8.self) == Base64URL.encode(whole))
      #expect(text.suffix(2) == [0, 0])
    }
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zg===", "Zm8", "Zm9v=", "Zm9v====", "=", "====", "Zh==", "Zm9=", "Zm 8=",
    "Zm8=\n", "Zm-_", "Zg==Zg==", "Z", "Zm9vZ", "Zm9vZ===", "Zé==",
  ])
  func `a base64 text that no encoder writes is refused`(text: String) {
    #expect(throws: TextCodingError.self) { try Base64.decode(text) }
  }

  @Test(arguments: ["Zg==", "Zh", "Z", "Zm+v", "Zm/v", "Zm9v "])
  func `a base64url text that no encoder writes is refused`(text: String) {
    #expect(throws: TextCodingError.self) { try Base64URL.decode(text) }
  }

  @Test(arguments: ["0", "0G", "+1", " 1", "0x", "AB", "aB"])
  func `a hex text that no encoder writes is refused`(text: String) {
    #expect(throws: TextCodingError.self) { try Hex.decode(text) }
  }

  @Test func `of all texts of four characters only one stands for the same bytes`() throws {
    // Every last character of a group with one byte: of 64, four have no bits left over.
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    let accepted = alphabet.filter { (try? Base64.decode("Z\($0)==")) != nil }
    #expect(accepted == "AQgw")
  }

  @Test(arguments: [UInt128.zero, 1, .max, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef])
  func `128 bits take 22 characters and come back`(value: UInt128) throws {
    let text = Base64URL.encode(value)
    #expect(text.utf8.count == 22)
    #expect(try Base64URL.decode128Bits(text) == value)
    #expect(throws: TextCodingError.self) { try Base64URL.decode128Bits(text + "A") }
    #expect(throws: TextCodingError.self) { try Base64URL.decode128Bits(String(text.dropLast())) }
  }

  @Test func `a digest goes through hex and base64 and back`() throws {
    let digest = SHA256.hash([UInt8]("abc".utf8))
    #expect(digest.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(digest.base64 == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
    #expect(try SHA256.Digest(hex: digest.hex) == digest)
    #expect(try SHA256.Digest(base64: digest.base64) == digest)
    #expect(SHA256.Digest(bytes: digest.bytes) == digest)
    #expect(throws: TextCodingError.self) { try SHA256.Digest(hex: digest.hex + "00") }
    #expect(throws: TextCodingError.self) { try SHA256.Digest(base64: "ungWv48B") }
  }

  @Test func `an error says where and what`() {
    let error = #expect(throws: TextCodingError.self) { try Hex.decode("00g0") }
    #expect(error?.offset == 2)
    #expect(
      error?.description == "character 3: byte 0x67 is not of the alphabet. "
        + "Copy the text again, whole and unchanged")
  }
}
