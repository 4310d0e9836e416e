/// Finds which of a few known words some bytes are, with one multiplication and one comparison.
///
/// Words have 1 to 24 bytes. The table is built once; its multiplier is searched for until no two
/// words share a place.
public struct WordTable<Value: Sendable & BitwiseCopyable>: Sendable {
  @usableFromInline struct Entry: Sendable, BitwiseCopyable {
    @usableFromInline var first: UInt64
    @usableFromInline var last: UInt64
    @usableFromInline var count: UInt32
    @usableFromInline var word: StaticString
    @usableFromInline var value: Value
  }

  @usableFromInline var entries: [Entry?]
  @usableFromInline var multiplier: UInt64

  /// Builds the table; all words must differ.
  package init(_ words: [(StaticString, Value)]) {
    multiplier = 0x9E37_79B9_7F4A_7C15
    entries = []
    repeat {
      multiplier = multiplier &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      entries = Self.table(words, multiplier | 1)
    } while entries.isEmpty
    multiplier |= 1
  }

  /// The value of the word that stands at `start`, `count` bytes long; `nil` if it is not known.
  ///
  /// `bytes` must reach to `start + count`.
  @inlinable @inline(__always)
  package func value(_ bytes: UnsafeRawPointer, _ start: Int, _ count: Int) -> Value? {
    let (first, last) = unsafe Self.ends(bytes + start, count)
    let place = Self.place(first, last, count, multiplier)
    guard let entry = entries[place], entry.first == first, entry.last == last,
      entry.count == UInt32(truncatingIfNeeded: count)
    else { return nil }
    // Of longer words the two ends do not show the middle.
    if count > 16 {
      for index in 8..<count - 8 {
        let known = unsafe entry.word.utf8Start[index]
        if unsafe bytes.load(fromByteOffset: start + index, as: UInt8.self) != known { return nil }
      }
    }
    return entry.value
  }

  private static func table(_ words: [(StaticString, Value)], _ multiplier: UInt64) -> [Entry?] {
    var table = [Entry?](repeating: nil, count: 256)
    for (word, value) in words {
      let count = word.utf8CodeUnitCount
      let (first, last) = unsafe ends(UnsafeRawPointer(word.utf8Start), count)
      let place = place(first, last, count, multiplier)
      if table[place] != nil { return [] }
      table[place] = Entry(
        first: first, last: last, count: UInt32(count), word: word, value: value)
    }
    return table
  }

  @inlinable @inline(__always)
  static func place(
    _ first: UInt64, _ last: UInt64, _ count: Int, _ multiplier: UInt64
  ) -> Int {
    let mixed = (first ^ (last &<< 1) ^ UInt64(truncatingIfNeeded: count)) &* multiplier
    return Int(truncatingIfNeeded: mixed >> 56)
  }

  /// The first and the last eight bytes as numbers; fewer than eight as one, padded with zeros.
  @inlinable @inline(__always)
  static func ends(_ bytes: UnsafeRawPointer, _ count: Int) -> (UInt64, UInt64) {
    if count >= 8 {
      return (
        unsafe bytes.loadUnaligned(as: UInt64.self),
        unsafe bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      )
    }
    if count >= 4 {
      let low = UInt64(unsafe bytes.loadUnaligned(as: UInt32.self))
      let high = UInt64(unsafe bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      return (low | high &<< UInt64((count - 4) * 8), 0)
    }
    if count == 0 { return (0, 0) }
    let first = UInt64(unsafe bytes.load(as: UInt8.self))
    let middle = UInt64(unsafe bytes.load(fromByteOffset: count / 2, as: UInt8.self))
    let last = UInt64(unsafe bytes.load(fromByteOffset: count - 1, as: UInt8.self))
    return (first | middle &<< UInt64(count / 2 * 8) | last &<< UInt64((count - 1) * 8), 0)
  }
}

extension WordTable {
  /// The table of all values of an enumeration.
  package init(_ word: (Value) -> StaticString) where Value: CaseIterable {
    self.init(Value.allCases.map { (word($0), $0) })
  }
}
