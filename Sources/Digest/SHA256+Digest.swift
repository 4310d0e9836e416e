extension SHA256 {
  /// The 256 bits that SHA-256 gives, compared and stored as they are.
  public struct Digest: Hashable, Sendable {
    /// Eight bytes each, the first byte of the digest in the highest place of the first word.
    let word0, word1, word2, word3: UInt64

    /// Bytes in a digest.
    public static let byteCount = 32

    init(_ state: InlineArray<8, UInt32>) {
      word0 = UInt64(state[0]) << 32 | UInt64(state[1])
      word1 = UInt64(state[2]) << 32 | UInt64(state[3])
      word2 = UInt64(state[4]) << 32 | UInt64(state[5])
      word3 = UInt64(state[6]) << 32 | UInt64(state[7])
    }

    /// The digest whose 32 bytes these are, or `nil` if there are not exactly 32.
    public init?(bytes: Span<UInt8>) {
      guard bytes.count == Digest.byteCount else { return nil }
      func word(_ start: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in start..<start + 8 { value = value << 8 | UInt64(bytes[index]) }
        return value
      }
      word0 = word(0)
      word1 = word(8)
      word2 = word(16)
      word3 = word(24)
    }

    /// The digest whose 32 bytes these are, or `nil` if there are not exactly 32.
    public init?(bytes: [UInt8]) {
      self.init(bytes: bytes.span)
    }

    /// The byte at a place from 0 to 31.
    public subscript(index: Int) -> UInt8 {
      precondition((0..<Digest.byteCount).contains(index), "a digest has 32 bytes")
      let word = index < 8 ? word0 : index < 16 ? word1 : index < 24 ? word2 : word3
      return UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * (index & 7)))
    }

    /// The 32 bytes in order, without an allocation.
    public var inlineBytes: InlineArray<32, UInt8> {
      let words: InlineArray<4, UInt64> = [
        word0.bigEndian, word1.bigEndian, word2.bigEndian, word3.bigEndian,
      ]
      // Both are 32 bytes of plain bits.
      return unsafe unsafeBitCast(words, to: InlineArray<32, UInt8>.self)
    }

    /// The 32 bytes in order.
    public var bytes: [UInt8] {
      (0..<Digest.byteCount).map { self[$0] }
    }
  }
}

extension SHA256.Digest: CustomStringConvertible {
  /// 64 lower-case hex digits.
  public var description: String { hex }
}
