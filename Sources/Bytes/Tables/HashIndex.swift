import CIntrinsics

/// Finds the places of things by the hashes of what they are kept by; it holds neither.
///
/// Open addressing with linear probing over one array, so that a look-up mostly touches one cache
/// line of it. A slot has half of the hash, which also says where the slot should be: growing and
/// removing need nothing else.
///
/// Whoever chooses the ids can choose ones whose slots are the same. So nothing is put further from
/// where it should be than `reach` slots, and nothing is sought further: what finds no place there
/// stands in `crowded`, by its key. That is a dictionary of the standard library, whose hashes have
/// another seed in each process; it is only asked, so its order decides nothing.
///
/// Invariants: each place that was inserted has exactly one slot, or stands in `crowded`; there is no
/// empty slot between where a slot should be and where it is; at most three quarters of the slots are
/// taken.
///
/// Inlinable where it looks, because other modules keep their own things in it.
public struct HashIndex: Hashable, Sendable {
  /// The upper half of a hash, then a place plus one; 0 where nothing is.
  @usableFromInline var slots: [UInt64] = []
  /// Places by their keys that have no slot.
  @usableFromInline var crowded: [[UInt8]: Int] = [:]
  /// Whether there are any: to ask the dictionary costs more than all the rest of a look-up.
  @usableFromInline var hasCrowded = false
  private var count = 0

  /// Slots that a look-up sees at most. Where nobody chose the hashes, hardly any is further from
  /// where it should be than a few dozen.
  @inlinable static var reach: Int { 256 }

  /// Nothing has been inserted.
  package init() {}

  /// The place of a key with this hash, for which `isSame` says that it is the one.
  @inlinable @inline(__always)
  package func place(
    _ hash: UInt64, of key: Span<UInt8>, where isSame: (Int) -> Bool
  ) -> Int? {
    if slots.isEmpty { return nil }
    let mask = slots.count - 1
    var slot = home(hash)
    let end = slot &+ Self.reach
    var step = slot
    while slots[slot] != 0, step != end {
      let place = Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) - 1
      if (slots[slot] ^ hash) >> 32 == 0, isSame(place) { return place }
      slot = (slot + 1) & mask
      step &+= 1
    }
    return hasCrowded ? crowdedPlace(of: key) : nil
  }

  @usableFromInline @inline(never)
  func crowdedPlace(of key: Span<UInt8>) -> Int? { crowded[[UInt8](copying: key)] }

  /// Asks the processor for the slot in which the place with this hash should be.
  package func prefetch(_ hash: UInt64) {
    unsafe slots.withUnsafeBufferPointer { slots in
      guard !slots.isEmpty, let start = slots.baseAddress else { return }
      unsafe cprefetch(start + home(hash))
    }
  }

  /// The first place whose slot has the same half of the hash, which is hardly ever another's; −1
  /// where there is none.
  @inlinable @inline(__always)
  package func likelyPlace(_ hash: UInt64) -> Int {
    if slots.isEmpty { return -1 }
    let mask = slots.count - 1
    var slot = home(hash)
    var steps = Self.reach
    while slots[slot] != 0, (slots[slot] ^ hash) >> 32 != 0 {
      slot = (slot + 1) & mask
      steps &-= 1
      if steps == 0 { return -1 }
    }
    return Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) - 1
  }

  /// Notes the place of a key, from 0 to 2^32 − 2, that is not there yet.
  package mutating func insert(_ hash: UInt64, _ place: Int, of key: Span<UInt8>) {
    if (count + 1) * 4 > slots.count * 3 { grow() }
    count += 1
    if !occupy(hash & 0xFFFF_FFFF_0000_0000 | UInt64(truncatingIfNeeded: place + 1)) {
      crowded[[UInt8](copying: key)] = place
      hasCrowded = true
    }
  }

  /// Forgets a place that has a slot; `false` where it has none: it may then be crowded.
  package mutating func remove(_ hash: UInt64, _ place: Int) -> Bool {
    if slots.isEmpty { return false }
    let entry = hash & 0xFFFF_FFFF_0000_0000 | UInt64(truncatingIfNeeded: place + 1)
    let mask = slots.count - 1
    var slot = home(hash)
    var steps = Self.reach
    while slots[slot] != 0, steps > 0 {
      if slots[slot] == entry {
        vacate(slot)
        count -= 1
        return true
      }
      slot = (slot + 1) & mask
      steps -= 1
    }
    return false
  }

  /// Forgets the place of a key that had no slot, if there is one.
  package mutating func removeCrowded(_ key: [UInt8]) {
    if crowded.removeValue(forKey: key) != nil { count -= 1 }
    hasCrowded = !crowded.isEmpty
  }

  /// Forgets everything, and its room.
  package mutating func removeAll() { self = HashIndex() }

  @inlinable @inline(__always)
  func home(_ entry: UInt64) -> Int {
    Int(truncatingIfNeeded: entry >> 32) & (slots.count - 1)
  }

  /// Puts an entry into a slot; `false` where none is free within reach.
  private mutating func occupy(_ entry: UInt64) -> Bool {
    let mask = slots.count - 1
    var slot = home(entry)
    var steps = Self.reach
    while slots[slot] != 0 {
      slot = (slot + 1) & mask
      steps -= 1
      if steps == 0 { return false }
    }
    slots[slot] = entry
    return true
  }

  /// Twice the slots. Entries are put in again in the order in which they lie behind an empty slot:
  /// so each finds a slot no further from where it should be than before, and none gets out of reach.
  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: max(16, old.count * 2))
    let start = old.firstIndex(of: 0) ?? 0
    for entry in old[start...] where entry != 0 { _ = occupy(entry) }
    for entry in old[..<start] where entry != 0 { _ = occupy(entry) }
  }

  /// Empties a slot and moves later ones of its run back, so that none is cut off from where it
  /// should be.
  private mutating func vacate(_ slot: Int) {
    let mask = slots.count - 1
    var hole = slot
    var next = (hole + 1) & mask
    // What is out of reach of the hole belongs behind it.
    while slots[next] != 0, (next - hole) & mask < Self.reach {
      if (next - home(slots[next])) & mask >= (next - hole) & mask {
        slots[hole] = slots[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    slots[hole] = 0
  }
}
