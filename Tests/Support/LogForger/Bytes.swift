internal import Digest

/// Bytes of a log, put together and taken apart without the library that is tested.
enum Bytes {
  static func decimal(_ number: UInt64, digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  static func hex(_ number: UInt32) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: 8 - text.utf8.count) + text
  }

  /// The lines of a text, each without the LF that ends it.
  static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map { Array($0) }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// What stands between two texts.
  static func text(_ bytes: [UInt8], after start: String, before end: String) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let from = text.firstRange(of: start) else { return nil }
    let rest = text[from.upperBound...]
    return rest.firstRange(of: end).map { String(rest[..<$0.lowerBound]) }
  }
}

/// A checksum: what it was made of. It fits where that still stands there.
struct Seal: Hashable {
  var log: [UInt8]
  var bytes: [UInt8]

  var checksum: UInt32 { CRC32C.checksum(log + bytes) }
}
