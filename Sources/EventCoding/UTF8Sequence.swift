/// Characters of two to four bytes in UTF-8 (RFC 3629, section 4).
enum UTF8Sequence {
  /// How many bytes the character has that begins with `lead`; `nil` where it is not UTF-8 or has
  /// one byte only.
  ///
  /// - Parameter byte: The byte so many places behind the lead, 1 to 3; 0 beyond the line's end.
  @inline(__always)
  static func length(_ lead: UInt8, _ byte: (Int) -> UInt8) -> Int? {
    let second = byte(1)
    let length: Int
    switch (lead, second) {
    case (0xC2...0xDF, 0x80...0xBF): return 2
    case (0xE0, 0xA0...0xBF), (0xE1...0xEC, 0x80...0xBF), (0xED, 0x80...0x9F),
      (0xEE...0xEF, 0x80...0xBF):
      length = 3
    case (0xF0, 0x90...0xBF), (0xF1...0xF3, 0x80...0xBF), (0xF4, 0x80...0x8F): length = 4
    default: return nil
    }
    for offset in 2..<length where !(0x80...0xBF).contains(byte(offset)) { return nil }
    return length
  }
}
