/// The values of one log file's personal data, found by their references.
///
/// There may be hundreds of thousands: they lie in one run of bytes, and a reference, which is
/// random, is its own hash.
public struct PeopleValues: Sendable {
  private struct Entry {
    /// Eight characters each: the first, the next, and the last of the reference's 22.
    var key: (UInt64, UInt64, UInt64)
    var start: Int
    var count: Int
  }

  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// Places of entries, counting from 1; 0 is free. Their number is a power of two.
  private var slots: [UInt32]

  /// No values.
  public init() {
    slots = [0]
  }

  init(_ people: PeopleContents) {
    let lines = people.lines
    var count = 1
    while count < 2 * (lines.count + 1) { count *= 2 }
    slots = [UInt32](repeating: 0, count: count)
    entries.reserveCapacity(lines.count)
    for line in lines { add(line.reference, PeopleLine.decoded(people.bytes, line.value)) }
  }

  /// The decoded value that a reference stands for; `nil` where there is none.
  public subscript(reference: [UInt8]) -> [UInt8]? {
    guard let key = Self.key(reference) else { return nil }
    let slot = slots[slot(key)]
    guard slot > 0 else { return nil }
    let entry = entries[Int(slot) - 1]
    return Array(bytes[entry.start..<entry.start + entry.count])
  }

  private mutating func add(_ reference: Reference, _ value: [UInt8]) {
    var text: [UInt8] = []
    reference.append(to: &text)
    guard let key = Self.key(text) else { return }
    let slot = slot(key)
    let entry = Entry(key: key, start: bytes.count, count: value.count)
    bytes += value
    // A reference that stands there twice has the later value, as in any reading from the start.
    if slots[slot] > 0 {
      entries[Int(slots[slot]) - 1] = entry
    } else {
      entries.append(entry)
      slots[slot] = UInt32(truncatingIfNeeded: entries.count)
    }
  }

  /// The slot of a key, or the free one where it would be.
  private func slot(_ key: (UInt64, UInt64, UInt64)) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: (key.0 &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while slots[slot] > 0, entries[Int(slots[slot]) - 1].key != key { slot = (slot + 1) & mask }
    return slot
  }

  private static func key(_ reference: [UInt8]) -> (UInt64, UInt64, UInt64)? {
    guard reference.count == Reference.length else { return nil }
    func word(_ start: Int) -> UInt64 {
      reference[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
    return (word(1), word(9), word(15))
  }
}
