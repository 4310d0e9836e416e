internal import CIntrinsics

extension DigestEngine {
  /// This engine where the processor can do CRC32C with it, else the portable one.
  var supportedForCRC32C: DigestEngine {
    switch self {
    case .portable: .portable
    case .processor: .crc32c
    }
  }
}

/// CRC32C, the Castagnoli checksum (RFC 3720, section 12.1 and appendix B.4), piece by piece.
///
/// It finds accidents, not forgeries. A value: keep one that has taken in a prefix, and copy it for
/// every checksum that begins with that prefix.
public struct CRC32C: Hashable, Sendable {
  /// The shift register: the checksum before the final inversion.
  var register: UInt32 = .max

  /// A checksum of nothing yet.
  public init() {}

  /// A checksum whose input begins with these bytes.
  public init(prefix: Span<UInt8>) {
    update(prefix)
  }

  /// A checksum whose input begins with these bytes.
  public init(prefix: [UInt8]) {
    update(prefix.span)
  }

  /// The checksum of everything taken in so far (its bits; `00000000` for nothing).
  public var value: UInt32 { ~register }

  /// Takes in more of the input.
  public mutating func update(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { unsafe update($0, engine: .crc32c) }
  }

  /// Takes in more of the input.
  public mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe update($0, engine: .crc32c) }
  }

  /// Takes in more of the input.
  public mutating func update(_ bytes: [UInt8]) {
    update(bytes.span)
  }

  /// Takes in more of the input.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    unsafe update(bytes, engine: .crc32c)
  }

  /// The checksum of an input that is all there.
  public static func checksum(_ bytes: Span<UInt8>) -> UInt32 {
    CRC32C(prefix: bytes).value
  }

  /// The checksum of an input that is all there.
  public static func checksum(_ bytes: [UInt8]) -> UInt32 {
    checksum(bytes.span)
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer, engine: DigestEngine) {
    guard let start = bytes.baseAddress else { return }
    switch engine {
    case .portable:
      register = unsafe CRC32CTable.shared.update(register, bytes)
    case .processor:
      register = unsafe cdigest_crc32c_update(register, start, bytes.count)
    }
  }
}
