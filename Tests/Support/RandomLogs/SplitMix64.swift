/// A small generator of random numbers whose sequence a seed fixes for good.
///
/// The mappings to smaller ranges are its own and not the standard library's, so that a seed keeps
/// its meaning from one release of the language to the next.
public struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// A generator that starts at a seed.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, and without, a limit; 0 for a limit that leaves no number.
  public mutating func below(_ limit: Int) -> Int {
    guard limit > 0 else {
      _ = next()
      return 0
    }
    return Int(next().multipliedFullWidth(by: UInt64(limit)).high)
  }

  /// A number of a range, both ends among them.
  public mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True so many times in a hundred.
  public mutating func percent(_ chance: Int) -> Bool {
    below(100) < chance
  }

  /// One of some values, which must not be none.
  public mutating func one<Value>(of values: [Value]) -> Value {
    values[below(values.count)]
  }

  /// Some of the values, each with an even chance, in their order.
  public mutating func some<Value>(of values: [Value], percent chance: Int) -> [Value] {
    var result: [Value] = []
    for value in values where percent(chance) {
      result.append(value)
    }
    return result
  }

  /// The same values in a random order.
  public mutating func shuffled<Value>(_ values: [Value]) -> [Value] {
    var result = values
    for place in result.indices.reversed() {
      result.swapAt(place, below(place + 1))
    }
    return result
  }
}
