/// The escapes in JSON strings: how each is written, and what each means (RFC 8259, 7).
public enum JSONEscape {
  /// Why a backslash begins no escape.
  public enum Mistake: Error {
    /// No escape begins like this.
    case unknown
    /// `\u` without four hex digits behind it.
    case hexDigits
    /// Half of a character above U+FFFF, without the other half.
    case loneSurrogate
  }

  /// What the escape at `index` means, and how many bytes it takes.
  ///
  /// - Parameter byte: The byte at an index; 0 beyond the end of the text.
  @inlinable
  package static func read(
    at index: Int, _ byte: (Int) -> UInt8
  ) throws(Mistake) -> (scalar: Unicode.Scalar, length: Int) {
    switch byte(index + 1) {
    case UInt8(ascii: "\""): return ("\"", 2)
    case UInt8(ascii: "\\"): return ("\\", 2)
    case UInt8(ascii: "/"): return ("/", 2)
    case UInt8(ascii: "b"): return ("\u{08}", 2)
    case UInt8(ascii: "f"): return ("\u{0C}", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "u"): break
    default: throw .unknown
    }
    let first = try hexDigits(index + 2, byte)
    if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
    guard first < 0xDC00, byte(index + 6) == Byte.backslash,
      byte(index + 7) == UInt8(ascii: "u")
    else { throw .loneSurrogate }
    let second = try hexDigits(index + 8, byte)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw .loneSurrogate }
    return (scalar, 12)
  }

  @inlinable @inline(__always)
  static func hexDigits(_ start: Int, _ byte: (Int) -> UInt8) throws(Mistake) -> UInt32 {
    var value: UInt32 = 0
    for index in start..<start + 4 {
      guard let digit = Byte.hexValue(byte(index)) else { throw .hexDigits }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// Whether a byte of a JSON string must be escaped: `"`, `\` and U+0000–001F, and nothing else
  /// (`interchange`, "Outcomes").
  @inlinable @inline(__always)
  package static func isNeeded(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == Byte.quote || byte == Byte.backslash
  }

  /// How many bytes an escape takes at most.
  package static let longest = 6

  /// Hands the bytes of the escape of a byte that needs one to `put`, one after another.
  package static func write(_ byte: UInt8, _ put: (UInt8) -> Void) {
    put(Byte.backslash)
    switch byte {
    case Byte.quote, Byte.backslash: put(byte)
    case 0x08: put(UInt8(ascii: "b"))
    case 0x0C: put(UInt8(ascii: "f"))
    case 0x0A: put(UInt8(ascii: "n"))
    case 0x0D: put(UInt8(ascii: "r"))
    case 0x09: put(UInt8(ascii: "t"))
    default:
      put(UInt8(ascii: "u"))
      put(Byte.zero)
      put(Byte.zero)
      put(Byte.zero + byte >> 4)
      put(byte & 0xF < 10 ? Byte.zero + byte & 0xF : 0x57 + byte & 0xF)
    }
  }
}
