import Testing
@testable import Bytes
@testable import CallRules

/// Whoever chooses the ids can choose their slots: the index answers rightly, and in few steps.
@Suite struct HashIndexTests {
  /// Keys that are found by what they are, under hashes that a test chooses.
  private struct Keys {
    var index = HashIndex()
    private(set) var keys: [[UInt8]] = []
    /// How often a key was compared.
    private(set) var steps = 0

    static func bytes(_ number: Int) -> [UInt8] { Array("key-\(number)".utf8) }

    mutating func insert(_ number: Int, _ hash: UInt64) {
      let key = Self.bytes(number)
      index.insert(hash, keys.count, of: key.span)
      keys.append(key)
    }

    mutating func place(_ number: Int, _ hash: UInt64) -> Int? {
      let key = Self.bytes(number)
      var steps = 0
      defer { self.steps += steps }
      return index.place(hash, of: key.span) { place in
        steps += 1
        return keys[place] == key
      }
    }

    mutating func remove(_ number: Int, _ hash: UInt64) {
      if !index.remove(hash, number) { index.removeCrowded(Self.bytes(number)) }
    }
  }

  /// All the same; the same slots and other hashes; neighbouring slots; and well spread ones.
  private static let hashes: [@Sendable (Int) -> UInt64] = [
    { _ in 0x1234_5678_0000_0000 },
    { UInt64($0) << 44 },
    { UInt64($0 / 3) << 32 },
    { UInt64(truncatingIfNeeded: $0) &* 0x9E37_79B9_7F4A_7C15 },
  ]

  @Test(arguments: 0..<4) func `keys with chosen hashes are found, and forgotten`(kind: Int) {
    let hash = Self.hashes[kind]
    var keys = Keys()
    let count = 3_000
    for number in 0..<count {
      #expect(keys.place(number, hash(number)) == nil)
      keys.insert(number, hash(number))
    }
    for number in 0..<count { #expect(keys.place(number, hash(number)) == number) }
    for number in stride(from: 0, to: count, by: 3) { keys.remove(number, hash(number)) }
    for number in 0..<count {
      #expect(keys.place(number, hash(number)) == (number % 3 == 0 ? nil : number))
    }
    // What was made free is used again.
    for number in count..<2 * count { keys.insert(number, hash(number)) }
    for number in 0..<2 * count where number >= count || number % 3 > 0 {
      #expect(keys.place(number, hash(number)) == number)
    }
  }

  @Test func `keys that all have one hash cost no more steps each, however many there are`() {
    func steps(_ count: Int) -> Int {
      var keys = Keys()
      for number in 0..<count {
        _ = keys.place(number, 7 << 32)
        keys.insert(number, 7 << 32)
      }
      return keys.steps
    }
    let (some, twice) = (steps(4_000), steps(8_000))
    #expect(twice < some * 5 / 2, "\(some) steps for 4,000 keys, \(twice) for 8,000")
  }
}
