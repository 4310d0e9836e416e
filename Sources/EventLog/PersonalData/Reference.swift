internal import Bytes
internal import Digest

/// What stands in the log in the place of a person's datum: `~` and 128 random bits in base64url.
struct Reference: Hashable, Comparable {
  /// The 22 characters behind `~`, eight in a word, the first in the lowest byte; the last word
  /// has six.
  private let words: (UInt64, UInt64, UInt64)

  static let length = 1 + Base64URL.characterCountOf128Bits

  /// The reference that 16 random bytes make, from a place on.
  init(random: [UInt8], at start: Int) {
    func word(_ place: Int) -> UInt64 {
      random[start + place..<start + place + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
    words = Base64URL.characters(high: word(0), low: word(8))
  }

  /// The reference that stands at a place, with or without a quote around it; `nil` for none.
  init?(_ bytes: [UInt8], _ range: Range<Int>) {
    guard range.count == Reference.length, bytes[range.lowerBound] == UInt8(ascii: "~") else {
      return nil
    }
    for index in range.dropFirst() where !Reference.isDigit(bytes[index]) { return nil }
    self.init(characters: bytes, range.lowerBound)
  }

  /// The reference whose `~` is at a place.
  private init(characters bytes: [UInt8], _ start: Int) {
    let text = bytes.span.extracting(start..<start + Reference.length)
    // The last six, behind two that are in the word before.
    words = (word(text, at: 1), word(text, at: 9), word(text, at: 15) >> 16)
  }

  /// Puts the 23 characters behind the bytes.
  func append(to bytes: inout [UInt8]) {
    bytes.append("~")
    let text: InlineArray<3, UInt64> = [
      words.0.littleEndian, words.1.littleEndian, words.2.littleEndian,
    ]
    unsafe text.span.withUnsafeBytes {
      unsafe bytes.append(contentsOf: $0.prefix(Base64URL.characterCountOf128Bits))
    }
  }

  static func == (left: Reference, right: Reference) -> Bool { left.words == right.words }

  /// Some order, always the same.
  static func < (left: Reference, right: Reference) -> Bool { left.words < right.words }

  /// A hash that is quicker than that of a `Hasher`, and as little to be foreseen by whoever does
  /// not know the seed.
  func hash(_ seed: (UInt64, UInt64)) -> UInt64 {
    let first = (words.0 ^ seed.0).multipliedFullWidth(by: words.1 ^ seed.1)
    let second = (words.2 ^ first.low ^ seed.1).multipliedFullWidth(by: first.high ^ seed.0)
    return second.high ^ second.low
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
    case _: false
    }
  }
}
