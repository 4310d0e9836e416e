internal import CIntrinsics

/// What computes a digest: portable Swift, or the processor's own instructions.
///
/// Both give the same bits for every input; the choice changes the speed and nothing else. It is
/// made once, from what the processor says of itself.
public enum DigestEngine: Hashable, Sendable, CaseIterable {
  /// Swift alone, on every architecture.
  case portable
  /// The instructions for SHA-256 and CRC32C that x86 processors have.
  case processor

  /// The fastest engine for SHA-256 here.
  public static let sha256: DigestEngine =
    cdigest_sha256_is_available() ? .processor : .portable

  /// The fastest engine for CRC32C here.
  public static let crc32c: DigestEngine =
    cdigest_crc32c_is_available() ? .processor : .portable
}
