/// A byte string's length and up to 24 of its bytes, as numbers that are compared at once.
///
/// Two byte strings of at most 24 bytes are the same exactly if their keys are; of longer ones,
/// keys that differ say that they are not.
public struct ShortKey: Equatable, Sendable, BitwiseCopyable {
  @usableFromInline var first: UInt64
  @usableFromInline var middle: UInt64
  @usableFromInline var last: UInt64
  @usableFromInline var length: UInt32

  /// The key of no bytes.
  package static let empty = ShortKey([UInt8]().span)

  /// The key of `bytes`.
  @inlinable @inline(__always)
  package init(_ bytes: Span<UInt8>) {
    let count = bytes.count
    length = UInt32(clamping: count)
    middle = 0
    if count >= 8 {
      first = word(bytes, at: 0)
      last = word(bytes, at: count - 8)
      // Words overlap where there are fewer than 24 bytes.
      if count > 16 { middle = word(bytes, at: 8) }
    } else {
      first = shortWord(bytes)
      last = 0
    }
  }

  /// Whether it has all bytes of its byte string.
  @inlinable
  package var isWhole: Bool { length <= 24 }

  /// Whether it is the key of no bytes.
  @inlinable
  package var isEmpty: Bool { length == 0 }

  /// Hands the bytes that this is the key of to `body`: its own where it is whole, else `other`.
  package func withBytes<Result>(or other: [UInt8]?, _ body: (Span<UInt8>) -> Result) -> Result {
    if let other { return body(other.span) }
    var bytes: [UInt8] = []
    let count = Int(length)
    if count >= 8 {
      bytes = Self.bytes(first, 8)
      if count > 16 { bytes += Self.bytes(middle, 8) }
      bytes += Self.bytes(last, 8).suffix(count - bytes.count)
    } else if count >= 4 {
      // The halves overlap where there are fewer than eight.
      bytes = Self.bytes(first, 4) + Self.bytes(first >> 32, 4).suffix(count - 4)
    } else {
      bytes = Array(Self.bytes(first, 3).reversed().prefix(count))
    }
    return body(bytes.span)
  }

  private static func bytes(_ word: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: word >> UInt64($0 * 8)) }
  }

  /// A fast, fixed hash of the bytes that this is the key of: the same on every machine and in
  /// every process.
  @inlinable @inline(__always)
  package func hash(of bytes: Span<UInt8>) -> UInt64 { isWhole ? hash : byteHash(bytes) }

  /// The same, where the key is whole.
  @inlinable @inline(__always)
  package var hash: UInt64 {
    let ends = folded(
      first ^ 0xA076_1D64_78BD_642F,
      last ^ 0xE703_7ED1_A0B4_28DB ^ UInt64(length))
    return folded(ends ^ middle, 0x8EBC_6AF0_9C88_C6E3)
  }

  /// Whether two keys are the same.
  @inlinable @inline(__always)
  public static func == (left: ShortKey, right: ShortKey) -> Bool {
    (left.first ^ right.first) | (left.middle ^ right.middle) | (left.last ^ right.last)
      | UInt64(left.length ^ right.length) == 0
  }
}
