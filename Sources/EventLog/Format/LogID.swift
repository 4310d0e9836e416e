internal import Digest

/// 128 random bits that tell one log from every other; every checksum's input begins with them.
public struct LogID: Hashable, Sendable, CustomStringConvertible {
  /// The 16 bytes.
  public let bytes: [UInt8]

  /// The id made of 16 bytes; `nil` for any other number of them.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// The id that 32 lower-case hex digits stand for, or `nil`.
  init?(hex: Span<UInt8>) {
    guard let bytes = try? Hex.decode(hex) else { return nil }
    self.init(bytes: bytes)
  }

  /// 32 lower-case hex digits.
  public var description: String { Hex.encode(bytes) }

  /// A checksum that has taken in the id, to be copied and gone on with.
  var checksum: CRC32C { CRC32C(prefix: bytes) }

  /// The checksum of the id and a range of bytes.
  func checksum(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
    var checksum = checksum
    checksum.update(bytes.span.extracting(range))
    return checksum.value
  }
}
