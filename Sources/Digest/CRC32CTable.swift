/// Eight tables of 256 entries, so that a step in Swift alone takes eight bytes.
struct CRC32CTable: Sendable {
  /// The polynomial 1EDC6F41, bits reflected (RFC 3720, section 12.1).
  static let polynomial: UInt32 = 0x82f6_3b78

  /// Entry `256 * k + b` moves the byte `b` over `k` zero bytes.
  let entries: [UInt32]

  static let shared = CRC32CTable()

  init() {
    var entries = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var register = UInt32(byte)
      for _ in 0..<8 {
        register = register >> 1 ^ (register & 1 == 1 ? CRC32CTable.polynomial : 0)
      }
      entries[byte] = register
    }
    for index in 256..<8 * 256 {
      let before = entries[index - 256]
      entries[index] = before >> 8 ^ entries[Int(before & 255)]
    }
    self.entries = entries
  }

  func update(_ start: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    let table = entries.span
    var register = start
    var offset = 0
    while bytes.count - offset >= 8 {
      let word = UInt64(
        littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let mixed = word ^ UInt64(register)
      register = 0
      for place in 0..<8 {
        register ^= table[256 * (7 - place) + Int(mixed >> UInt64(8 * place) & 255)]
      }
      offset += 8
    }
    while offset < bytes.count {
      let byte = unsafe bytes[offset]
      register = register >> 8 ^ table[Int(UInt8(truncatingIfNeeded: register) ^ byte)]
      offset += 1
    }
    return register
  }
}
