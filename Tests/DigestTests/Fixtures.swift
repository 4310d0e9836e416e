import Testing

@testable import Digest

/// A small generator of our own, so that a seed gives the same numbers with every Swift.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// A generator with a fresh seed that the test's output names.
  static func announced(_ purpose: String) -> SplitMix64 {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("\(purpose): seed \(seed)")
    return SplitMix64(seed: seed)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  mutating func bytes(count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}

/// The bytes of a hex text that a test wrote itself.
func decoded(_ hex: String) -> [UInt8] {
  do {
    return try Hex.decode(hex)
  } catch {
    Issue.record("\(hex): \(error)")
    return []
  }
}
