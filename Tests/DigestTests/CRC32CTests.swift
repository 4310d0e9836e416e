import Testing

@testable import Digest

@Suite struct CRC32CTests {
  /// RFC 3720, appendix B.4, and the usual check value.
  static let published: [(input: [UInt8], checksum: UInt32)] = [
    ([UInt8](repeating: 0x00, count: 32), 0x8a91_36aa),
    ([UInt8](repeating: 0xff, count: 32), 0x62a8_ab43),
    (Array(0...31), 0x46dd_794e),
    (Array((0...31).reversed()), 0x113f_db5c),
    (
      decoded(
        "01c00000000000000000000000000000140000000000040000000014000000182800000000000000"
          + "0200000000000000"), 0xd996_3a56
    ),
    (Array("123456789".utf8), 0xe306_9283),
    ([], 0),
  ]

  @Test(arguments: published)
  func `every published checksum comes out of both engines`(input: [UInt8], checksum: UInt32) {
    for engine in DigestEngine.allCases {
      #expect(CRC32CTests.checksum(input, engine) == checksum, "\(engine)")
    }
    #expect(CRC32C.checksum(input) == checksum)
  }

  @Test func `both engines agree with one bit at a time on random inputs`() {
    var random = SplitMix64.announced("CRC32C")
    for count in Array(0...70) + [1_535, 1_536, 1_537, 3_071, 3_072, 4_999] {
      let input = random.bytes(count: count)
      let expected = slowChecksum(input)
      for engine in DigestEngine.allCases {
        #expect(CRC32CTests.checksum(input, engine) == expected, "\(count) bytes, \(engine)")
      }
    }
  }

  @Test(arguments: DigestEngine.allCases)
  func `an input taken in two pieces gives the checksum of the whole`(engine: DigestEngine) {
    let input = (0..<260).map { UInt8(truncatingIfNeeded: 11 * $0 + 5) }
    for length in 0...260 {
      let whole = CRC32CTests.checksum(Array(input[..<length]), engine)
      for split in 0...length {
        var crc = CRC32C()
        unsafe input[..<split].withUnsafeBytes { unsafe crc.update($0, engine: engine) }
        unsafe input[split..<length].withUnsafeBytes { unsafe crc.update($0, engine: engine) }
        #expect(crc.value == whole, "\(split) of \(length)")
      }
    }
  }

  @Test func `a prefix taken in once serves every checksum that begins with it`() {
    let prefix = CRC32C(prefix: Array("1234".utf8))
    var whole = prefix
    whole.update(Array("56789".utf8))
    #expect(whole.value == 0xe306_9283)
    #expect(prefix.value == CRC32C.checksum(Array("1234".utf8)))
  }

  static func checksum(_ input: [UInt8], _ engine: DigestEngine) -> UInt32 {
    var crc = CRC32C()
    unsafe input.withUnsafeBytes { unsafe crc.update($0, engine: engine.supportedForCRC32C) }
    return crc.value
  }

  private func slowChecksum(_ input: [UInt8]) -> UInt32 {
    var register = UInt32.max
    for byte in input {
      register ^= UInt32(byte)
      for _ in 0..<8 {
        register = register >> 1 ^ (register & 1 == 1 ? 0x82f6_3b78 : 0)
      }
    }
    return ~register
  }
}
