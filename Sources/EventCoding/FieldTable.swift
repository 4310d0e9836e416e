/// Finds which field a key is, with one multiplication and one or two comparisons.
///
/// A key is found together with what must follow it, `":`, so that its end need not be looked for.
/// The table has two entries for each of 256 places, and a place is a byte: so no access can lie
/// outside of it. It is built once.
@safe struct FieldTable: @unchecked Sendable {
  /// The table of all fields.
  static let shared = FieldTable(Field.allCases.map { ($0.word, $0) })
  /// The most bytes that a key may have.
  static let longest = 14

  struct Entry: BitwiseCopyable {
    /// The first eight bytes of the key and `":`; those that are not told by them are 0.
    var start: UInt64 = 1
    var startMask: UInt64 = 0
    /// The second eight bytes, in the same way.
    var rest: UInt64 = 0
    var restMask: UInt64 = 0
    /// How many bytes the key and its quote and colon have.
    var length: UInt8 = 0
    var field: Field = .at
    /// The field alone.
    var set = FieldSet()
  }

  // It is never changed and never given back.
  private let entries: UnsafePointer<Entry>
  private let multiplier: UInt64

  private init(_ words: [(StaticString, Field)]) {
    let table = UnsafeMutablePointer<Entry>.allocate(capacity: 512)
    var multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
    repeat {
      multiplier = (multiplier &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407) | 1
    } while unsafe !Self.fill(table, words, multiplier)
    unsafe entries = UnsafePointer(table)
    self.multiplier = multiplier
  }

  /// Places all words; false where a place gets more than two.
  private static func fill(
    _ table: UnsafeMutablePointer<Entry>, _ words: [(StaticString, Field)], _ multiplier: UInt64
  ) -> Bool {
    unsafe table.initialize(repeating: Entry(), count: 512)
    for (word, field) in words {
      let entry = Entry(word, field)
      let first = place(entry.start, multiplier)
      guard let place = [first, first + 1].first(where: { unsafe table[$0].length == 0 }) else {
        return false
      }
      unsafe table[place] = entry
    }
    return true
  }

  /// The field whose key, and then `":`, the bytes from `place` on are, and how many bytes those
  /// are.
  @inline(__always)
  func find(
    _ line: borrowing ScannedLine, at place: Int
  ) -> (field: Field, set: FieldSet, length: Int)? {
    let word = line.word(at: place)
    var entry = unsafe entries + Self.place(word, multiplier)
    if unsafe word & entry.pointee.startMask != entry.pointee.start {
      unsafe entry += 1
      guard unsafe word & entry.pointee.startMask == entry.pointee.start else { return nil }
    }
    let length = unsafe Int(entry.pointee.length)
    if length > 8 {
      guard unsafe line.word(at: place &+ 8) & entry.pointee.restMask == entry.pointee.rest else {
        return nil
      }
    }
    return unsafe (entry.pointee.field, entry.pointee.set, length)
  }

  /// The first of the two entries for a key that begins with these bytes: the first three tell, as
  /// the shortest key and its quote and colon have no more.
  @inline(__always)
  private static func place(_ word: UInt64, _ multiplier: UInt64) -> Int {
    2 &* Int(UInt8(truncatingIfNeeded: ((word & 0xFF_FFFF) &* multiplier) >> 56))
  }
}

extension FieldTable.Entry {
  fileprivate init(_ word: StaticString, _ field: Field) {
    start = 0
    let bytes = Array(word.description.utf8) + [UInt8(ascii: "\""), UInt8(ascii: ":")]
    for (index, byte) in bytes.enumerated() {
      if index < 8 {
        start |= UInt64(byte) << UInt64(index * 8)
        startMask |= 0xFF << UInt64(index * 8)
      } else {
        rest |= UInt64(byte) << UInt64(index * 8 - 64)
        restMask |= 0xFF << UInt64(index * 8 - 64)
      }
    }
    length = UInt8(clamping: bytes.count)
    self.field = field
    set = FieldSet(field)
  }
}
