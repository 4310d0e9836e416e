/// Bytes that have a meaning in JSON and in lines.
public enum Byte {
  package static let lineFeed = UInt8(ascii: "\n")
  package static let quote = UInt8(ascii: "\"")
  package static let backslash = UInt8(ascii: "\\")
  package static let comma = UInt8(ascii: ",")
  package static let colon = UInt8(ascii: ":")
  package static let semicolon = UInt8(ascii: ";")
  package static let open = UInt8(ascii: "{")
  package static let close = UInt8(ascii: "}")
  package static let zero = UInt8(ascii: "0")

  /// The value of a hex digit in either case; `nil` for any other byte.
  @inlinable
  package static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
