import Testing

@testable import Digest

@Suite struct SHA256Tests {
  @Test(arguments: SHA256Vectors.published)
  func `every published digest comes out of both engines`(vector: SHA256Vector) {
    for engine in DigestEngine.allCases {
      #expect(digest(vector.message, engine).hex == vector.digest, "\(engine)")
    }
  }

  @Test(arguments: DigestEngine.allCases)
  func `a million letters a taken in pieces give the FIPS digest`(engine: DigestEngine) {
    var hash = SHA256(engine: engine)
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
    for _ in 0..<1000 { hash.update(piece) }
    #expect(
      hash.finalized().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(arguments: DigestEngine.allCases)
  func `a message taken in two pieces gives the digest of the whole`(engine: DigestEngine) {
    let message = (0..<260).map { UInt8(truncatingIfNeeded: 7 * $0 + 3) }
    for length in 0...260 {
      let whole = digest(Array(message[..<length]), engine)
      for split in 0...length {
        var hash = SHA256(engine: engine)
        hash.update(Array(message[..<split]))
        hash.update(Array(message[split..<length]))
        #expect(hash.finalized() == whole, "\(split) of \(length)")
      }
    }
  }

  @Test func `both engines and the fast paths agree on random messages`() {
    var random = SplitMix64.announced("SHA-256")
    for _ in 0..<2_000 {
      let message = random.bytes(count: Int(random.next() % 1_500))
      let portable = digest(message, .portable)
      #expect(digest(message, .processor) == portable)
      #expect(SHA256.hash(message) == portable)
    }
  }

  @Test func `a prefixed hash is the hash of the prefix and the message`() {
    var random = SplitMix64.announced("prefixed SHA-256")
    for length in 0...400 {
      let message = random.bytes(count: length)
      let prefix = UInt8(truncatingIfNeeded: random.next())
      let expected = digest([prefix] + message, .portable)
      for engine in DigestEngine.allCases {
        unsafe message.withUnsafeBytes {
          #expect(unsafe SHA256.hash(prefix: prefix, $0, engine: engine) == expected)
        }
      }
      #expect(SHA256.hash(prefix: prefix, message) == expected, "\(length) bytes")
    }
  }

  @Test func `a node is the hash of one and the two digests`() {
    var random = SplitMix64.announced("nodes")
    for _ in 0..<200 {
      let left = SHA256.hash(random.bytes(count: 8))
      let right = SHA256.hash(random.bytes(count: 8))
      let expected = digest([1] + left.bytes + right.bytes, .portable)
      for engine in DigestEngine.allCases {
        #expect(SHA256.node(left, right, engine: engine) == expected)
      }
    }
  }

  @Test func `a hash may be read and then go on`() {
    var hash = SHA256()
    hash.update([UInt8]("ab".utf8))
    _ = hash.finalized()
    hash.update([UInt8]("c".utf8))
    #expect(hash.finalized() == SHA256.hash([UInt8]("abc".utf8)))
  }

  @Test func `the Monte Carlo run of NIST gives its digests`() {
    var seed = decoded("6d1e72ad03ddeb5de891e572e2396f8da015d899ef0e79503152d6010a3fe691")
    for count in 0..<100 {
      var last = seed + seed + seed
      for _ in 0..<1_000 {
        let next = SHA256.hash(last).bytes
        last = last.suffix(64) + next
      }
      seed = Array(last.suffix(32))
      if let digest = SHA256Vectors.monteCarlo[count] {
        #expect(Hex.encode(seed) == digest, "\(count)")
      }
    }
  }

  @Test func `the key id of the published signed note comes out`() throws {
    let key = try Base64.decode("AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
    let digest = SHA256.hash([UInt8]("example.com/foo\n".utf8) + key)
    #expect(digest.hex.hasPrefix("530d903a"))
  }

  private func digest(_ message: [UInt8], _ engine: DigestEngine) -> SHA256.Digest {
    var hash = SHA256(engine: engine)
    hash.update(message)
    return hash.finalized()
  }
}
