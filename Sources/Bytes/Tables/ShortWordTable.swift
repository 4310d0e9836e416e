/// Finds which of a few known words some bytes are, where they have at most seven: with one
/// multiplication and one comparison.
///
/// A word is a number here, from its first byte as the lowest on, the missing ones being 0; no word
/// has such a byte itself, and so its length need not be compared.
public struct ShortWordTable<Value: Sendable & BitwiseCopyable>: Sendable {
  /// The words by place; 0 where there is none.
  @usableFromInline var words: [UInt64]
  @usableFromInline var values: [Value?]
  @usableFromInline var multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Builds the table of those of `known` that are short enough; all words must differ.
  package init(_ known: [(StaticString, Value)]) {
    words = []
    values = []
    let short = known.filter { $0.0.utf8CodeUnitCount <= 7 }
    repeat {
      multiplier = (multiplier &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407) | 1
    } while !fill(short)
  }

  /// The value of a word of at most seven bytes; `nil` if it is not known.
  @inlinable @inline(__always)
  package func value(_ word: UInt64) -> Value? {
    let place = Self.place(word, multiplier)
    return words[place] == word ? values[place] : nil
  }

  /// Places all words; false where two share a place.
  private mutating func fill(_ known: [(StaticString, Value)]) -> Bool {
    words = Array(repeating: 0, count: 256)
    values = Array(repeating: nil, count: 256)
    for (name, value) in known {
      var word: UInt64 = 0
      for byte in name.description.utf8.reversed() { word = word << 8 | UInt64(byte) }
      let place = Self.place(word, multiplier)
      if words[place] != 0 { return false }
      words[place] = word
      values[place] = value
    }
    return true
  }

  @inlinable @inline(__always)
  static func place(_ word: UInt64, _ multiplier: UInt64) -> Int {
    Int(truncatingIfNeeded: (word &* multiplier) >> 56)
  }
}
