internal import CPlatform
internal import Glibc

/// Searches that the C library does many bytes at a time.
public enum ByteSearch {
  /// The place of the first such byte in a range, or `nil`.
  public static func first(_ byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "outside the bytes")
    return unsafe bytes.withUnsafeBytes { buffer -> Int? in
      guard let base = buffer.baseAddress, !range.isEmpty else { return nil }
      guard
        let hit = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
      else { return nil }
      return unsafe UnsafeRawPointer(hit) - base
    }
  }

  /// The place where a pattern first begins in a range, or `nil`.
  public static func first(_ pattern: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "outside the bytes")
    if pattern.isEmpty { return nil }
    return unsafe bytes.withUnsafeBytes { buffer -> Int? in
      guard let base = buffer.baseAddress, !range.isEmpty else { return nil }
      let hit = unsafe pattern.withUnsafeBytes {
        unsafe cplatform_memmem(base + range.lowerBound, range.count, $0.baseAddress, $0.count)
      }
      return unsafe hit.map { unsafe UnsafeRawPointer($0) - base }
    }
  }
}
