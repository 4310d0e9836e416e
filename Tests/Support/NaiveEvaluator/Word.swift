/// A string as the bytes of its UTF-8: two words are equal exactly when their bytes are.
struct Word: Equatable, ExpressibleByStringLiteral {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  init(stringLiteral value: String) {
    bytes = Array(value.utf8)
  }

  var text: String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// The same word with A to Z written as a to z, and nothing else changed.
  var inLowerASCII: Word {
    Word(bytes.map { byte in byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte })
  }

  func begins(with start: Word) -> Bool {
    Array(bytes.prefix(start.bytes.count)) == start.bytes
  }

  /// Whether this word comes before another by byte value.
  func comesBefore(_ other: Word) -> Bool {
    bytes.lexicographicallyPrecedes(other.bytes)
  }

  /// The number that plain digits write; nothing for anything else or for more than 2^63-1.
  var plainDigits: Int? {
    guard !bytes.isEmpty else { return nil }
    var sum = 0
    for byte in bytes {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      let (tens, tooBig) = sum.multipliedReportingOverflow(by: 10)
      let (next, tooBigNow) = tens.addingReportingOverflow(Int(byte - 0x30))
      guard !tooBig, !tooBigNow else { return nil }
      sum = next
    }
    return sum
  }

  static func + (left: Word, right: Word) -> Word {
    Word(left.bytes + right.bytes)
  }
}
