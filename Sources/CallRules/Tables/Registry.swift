/// Values kept by a byte string, found by the bytes of an event without making a key of them.
///
/// The standard `Dictionary` would need an owned key for each look-up (an allocation for each id
/// over 15 bytes), hashes four times as slowly, and compares `String`s by canonical equivalence,
/// which ids must not be. Values keep their place (`index`) until they are removed.
///
/// Invariants: each occupied entry has exactly one slot; a slot's probe path has no empty slot
/// before it; at most three quarters of the slots are taken.
package struct Registry<Value> {
  fileprivate struct Entry {
    var key: [UInt8]
    var hash: UInt64
    var value: Value
  }

  /// The upper half of the hash, and the entry's index plus one; 0 where nothing is.
  private var slots: [UInt64]
  private var entries: [Entry?]
  private var free: [Int]

  /// How many values are kept.
  package private(set) var count = 0

  /// An empty registry.
  package init() {
    slots = Array(repeating: 0, count: 16)
    entries = []
    free = []
  }

  /// Where the value of `key` is kept, or `nil`.
  package func index(of key: Span<UInt8>) -> Int? {
    let hash = byteHash(key)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if slots[slot] >> 32 == hash >> 32 {
        let index = Int(slots[slot] & 0xFFFF_FFFF) - 1
        if holds(key, at: index) { return index }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Keeps `value` under `key`, which has none yet, and returns where.
  package mutating func insert(_ key: Span<UInt8>, _ value: consuming Value) -> Int {
    if (count + 1) * 4 > slots.count * 3 { grow() }
    let hash = byteHash(key)
    let entry = Entry(key: [UInt8](copying: key), hash: hash, value: value)
    let index: Int
    if let reused = free.popLast() {
      index = reused
      entries[index] = entry
    } else {
      index = entries.count
      entries.append(entry)
    }
    occupy(hash, index)
    count += 1
    return index
  }

  /// Takes the value at `index` out.
  package mutating func remove(at index: Int) {
    guard let entry = entries[index] else { return }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: entry.hash) & mask
    while slots[slot] & 0xFFFF_FFFF != UInt64(index + 1) { slot = (slot + 1) & mask }
    vacate(slot)
    entries[index] = nil
    free.append(index)
    count -= 1
  }

  /// The value at `index`, if there is one.
  package subscript(index: Int) -> Value? {
    get { entries[index]?.value }
  }

  /// Changes the value at `index` in place; `nil` if there is none.
  @inline(__always)
  package mutating func update<Result>(at index: Int, _ change: (inout Value) -> Result) -> Result? {
    guard entries[index] != nil else { return nil }
    return change(&entries[index]!.value)
  }

  /// The indices of the values, in the order of their places.
  package var indices: [Int] { entries.indices.filter { entries[$0] != nil } }

  /// The key at `index`.
  package func key(at index: Int) -> [UInt8] { entries[index]?.key ?? [] }

  private func holds(_ key: Span<UInt8>, at index: Int) -> Bool {
    guard let entry = entries[index] else { return false }
    return sameBytes(entry.key.span, key)
  }

  private mutating func occupy(_ hash: UInt64, _ index: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(index + 1)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for index in entries.indices {
      if let entry = entries[index] { occupy(entry.hash, index) }
    }
  }

  /// Empties a slot and moves later ones of its run back, so that no probe path breaks.
  private mutating func vacate(_ slot: Int) {
    let mask = slots.count - 1
    var hole = slot
    var next = (hole + 1) & mask
    while slots[next] != 0 {
      let index = Int(slots[next] & 0xFFFF_FFFF) - 1
      let home = Int(truncatingIfNeeded: entries[index]?.hash ?? 0) & mask
      if (next - home) & mask >= (next - hole) & mask {
        slots[hole] = slots[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    slots[hole] = 0
  }
}

extension Registry: Sendable where Value: Sendable {}
extension Registry.Entry: Sendable where Value: Sendable {}
