internal import Digest

/// What stands in the log in the place of a person's datum: `~` and 128 random bits in base64url.
struct Reference: Hashable {
  /// The 23 characters.
  let text: [UInt8]

  static let length = 1 + Base64URL.characterCountOf128Bits

  init(random: [UInt8]) {
    var text: [UInt8] = []
    text.append("~")
    text.append(Base64URL.encode(random))
    self.text = text
  }

  /// The reference that stands at a place, with or without a quote around it; `nil` for none.
  init?(_ bytes: [UInt8], _ range: Range<Int>) {
    guard range.count == Reference.length, bytes[range.lowerBound] == UInt8(ascii: "~"),
      bytes[range.dropFirst()].allSatisfy(Reference.isDigit)
    else { return nil }
    text = Array(bytes[range])
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
    case _: false
    }
  }
}
