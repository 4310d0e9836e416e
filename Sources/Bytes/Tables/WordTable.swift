/// Finds which of a few known words some bytes are, with one multiplication and one comparison.
///
/// Words have 1 to 24 bytes; each is known by its place in the list, which must fit a byte. The
/// table is built once; its multiplier is searched for until no two words share a place.
public struct WordTable: Sendable {
  /// The most words that it can hold without taking one for another.
  package static let capacity = 256

  @usableFromInline struct Entry: Sendable, BitwiseCopyable {
    @usableFromInline var ends = Ends()
    /// 0 where there is no word.
    @usableFromInline var count: UInt8 = 0
    @usableFromInline var code: UInt8 = 0
  }

  /// Three numbers that show every byte of a word whose length is known.
  @usableFromInline struct Ends: Sendable, BitwiseCopyable {
    @usableFromInline var first: UInt64 = 0
    @usableFromInline var last: UInt64 = 0
    /// The second eight bytes, where the other two do not reach.
    @usableFromInline var middle: UInt64 = 0
    @usableFromInline init() {}
  }

  @usableFromInline var entries: [Entry] = []
  @usableFromInline var multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Builds the table; all words must differ, and there must be no more than `capacity`.
  package init(_ words: [StaticString]) {
    repeat {
      multiplier = (multiplier &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407) | 1
    } while !fill(words.prefix(Self.capacity))
  }

  /// The place in the list of the word that stands at `start`, `count` bytes long; `nil` if it is
  /// not known.
  ///
  /// `bytes` must reach to `start + count`.
  @inlinable @inline(__always)
  package func code(_ bytes: UnsafeRawPointer, _ start: Int, _ count: Int) -> UInt8? {
    let ends = unsafe Self.ends(bytes + start, count)
    let entry = entries[Self.place(ends, count, multiplier)]
    let difference =
      (entry.ends.first ^ ends.first) | (entry.ends.last ^ ends.last)
      | (entry.ends.middle ^ ends.middle) | UInt64(truncatingIfNeeded: Int(entry.count) ^ count)
    return difference == 0 && count > 0 ? entry.code : nil
  }

  /// The place in the list of the word that `text` is; `nil` if it is not known.
  package func code(of text: Span<UInt8>) -> UInt8? {
    unsafe text.withUnsafeBytes { raw in
      guard let start = raw.baseAddress else { return nil }
      return unsafe code(start, 0, raw.count)
    }
  }

  /// Places all words; false where two share a place.
  private mutating func fill(_ words: ArraySlice<StaticString>) -> Bool {
    entries = Array(repeating: Entry(), count: 512)
    for (code, word) in words.enumerated() {
      let count = word.utf8CodeUnitCount
      let ends = unsafe Self.ends(UnsafeRawPointer(word.utf8Start), count)
      let place = Self.place(ends, count, multiplier)
      if entries[place].count != 0 { return false }
      entries[place].ends = ends
      entries[place].count = UInt8(clamping: count)
      entries[place].code = UInt8(clamping: code)
    }
    return true
  }

  @inlinable @inline(__always)
  static func place(_ ends: Ends, _ count: Int, _ multiplier: UInt64) -> Int {
    let mixed = ends.first ^ (ends.last &<< 1) ^ UInt64(truncatingIfNeeded: count)
    return Int(truncatingIfNeeded: (mixed &* multiplier) >> 55)
  }

  /// The first and the last eight bytes as numbers; fewer than eight as one, padded with zeros.
  @inlinable @inline(__always)
  static func ends(_ bytes: UnsafeRawPointer, _ count: Int) -> Ends {
    var ends = Ends()
    if count >= 8 {
      ends.first = unsafe bytes.loadUnaligned(as: UInt64.self)
      ends.last = unsafe bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      if count > 16 {
        ends.middle = unsafe bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      }
    } else if count >= 4 {
      let low = UInt64(unsafe bytes.loadUnaligned(as: UInt32.self))
      let high = UInt64(unsafe bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      ends.first = low | high &<< UInt64((count - 4) * 8)
    } else if count > 0 {
      let first = UInt64(unsafe bytes.load(as: UInt8.self))
      let middle = UInt64(unsafe bytes.load(fromByteOffset: count / 2, as: UInt8.self))
      let last = UInt64(unsafe bytes.load(fromByteOffset: count - 1, as: UInt8.self))
      ends.first = first | middle &<< UInt64(count / 2 * 8) | last &<< UInt64((count - 1) * 8)
    }
    return ends
  }
}

extension WordTable {
  /// The table of all values of an enumeration, each by its place in it.
  package init<Value: CaseIterable>(_ word: (Value) -> StaticString) {
    self.init(Value.allCases.map { word($0) })
  }
}
