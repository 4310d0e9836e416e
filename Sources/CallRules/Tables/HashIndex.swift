import CPrefetch

/// Finds the places of things by the hashes of what they are kept by; it holds neither.
///
/// Open addressing with linear probing over one array, so that a look-up mostly touches one cache
/// line of it. A slot has half of the hash, which also says where the slot should be: growing and
/// removing need nothing else.
///
/// Invariants: each place that was inserted has exactly one slot; there is no empty slot between
/// where a slot should be and where it is; at most three quarters of the slots are taken.
///
/// Inlinable where it looks, because other modules keep their own things in it.
package struct HashIndex: Hashable, Sendable {
  /// The upper half of a hash, then a place plus one; 0 where nothing is.
  @usableFromInline var slots: [UInt64] = []
  private var count = 0

  /// Nothing has been inserted.
  package init() {}

  /// The place with this hash for which `isSame` says that it is the one.
  @inlinable @inline(__always)
  package func place(_ hash: UInt64, where isSame: (Int) -> Bool) -> Int? {
    if slots.isEmpty { return nil }
    let mask = slots.count - 1
    var slot = home(hash)
    while slots[slot] != 0 {
      let place = Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) - 1
      if (slots[slot] ^ hash) >> 32 == 0, isSame(place) { return place }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Asks the processor for the slot in which the place with this hash should be.
  @inline(__always)
  func prefetch(_ hash: UInt64) {
    unsafe slots.withUnsafeBufferPointer { slots in
      guard !slots.isEmpty, let start = slots.baseAddress else { return }
      unsafe cprefetch(start + home(hash))
    }
  }

  /// The first place whose slot has the same half of the hash, which is hardly ever another's; −1
  /// where there is none.
  @inline(__always)
  func likelyPlace(_ hash: UInt64) -> Int {
    if slots.isEmpty { return -1 }
    let mask = slots.count - 1
    var slot = home(hash)
    while slots[slot] != 0, (slots[slot] ^ hash) >> 32 != 0 { slot = (slot + 1) & mask }
    return Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) - 1
  }

  /// Notes a place, from 0 to 2^32 − 2, that is not there yet.
  package mutating func insert(_ hash: UInt64, _ place: Int) {
    if (count + 1) * 4 > slots.count * 3 { grow() }
    occupy(hash & 0xFFFF_FFFF_0000_0000 | UInt64(truncatingIfNeeded: place + 1))
    count += 1
  }

  /// Forgets a place, if it is there with this hash.
  package mutating func remove(_ hash: UInt64, _ place: Int) {
    if slots.isEmpty { return }
    let entry = hash & 0xFFFF_FFFF_0000_0000 | UInt64(truncatingIfNeeded: place + 1)
    let mask = slots.count - 1
    var slot = home(hash)
    while slots[slot] != entry {
      if slots[slot] == 0 { return }
      slot = (slot + 1) & mask
    }
    vacate(slot)
    count -= 1
  }

  /// Forgets everything, and its room.
  package mutating func removeAll() { self = HashIndex() }

  @inlinable @inline(__always)
  func home(_ entry: UInt64) -> Int {
    Int(truncatingIfNeeded: entry >> 32) & (slots.count - 1)
  }

  private mutating func occupy(_ entry: UInt64) {
    let mask = slots.count - 1
    var slot = home(entry)
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: max(16, old.count * 2))
    for entry in old where entry != 0 { occupy(entry) }
  }

  /// Empties a slot and moves later ones of its run back, so that none is cut off from where it
  /// should be.
  private mutating func vacate(_ slot: Int) {
    let mask = slots.count - 1
    var hole = slot
    var next = (hole + 1) & mask
    while slots[next] != 0 {
      if (next - home(slots[next])) & mask >= (next - hole) & mask {
        slots[hole] = slots[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    slots[hole] = 0
  }
}
