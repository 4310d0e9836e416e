/// References, each once, with their places in the order in which they came.
///
/// There may be hundreds of thousands, and a log is checked by looking up each: so they lie in one
/// run, and are found in a table of their places.
struct ReferenceIndex {
  private(set) var references: [Reference] = []
  /// Places of references, counting from 1; 0 is free. Their number is a power of two, and at least
  /// twice that of the references.
  private var slots: [UInt32] = [0, 0]
  /// Nobody can write a log whose references all fall on the same slots.
  private let seed = (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max))

  /// An index of no references, with room for some.
  init(room: Int = 0) {
    references.reserveCapacity(room)
    while slots.count < 2 * room { slots += slots }
  }

  /// The place of a reference; `nil` where it is not among them.
  func place(of reference: Reference) -> Int? {
    let found = slots[slot(reference)]
    return found == 0 ? nil : Int(found) - 1
  }

  /// Adds a reference where it is not among them yet; says at which place it is.
  mutating func insert(_ reference: Reference) -> (place: Int, isNew: Bool) {
    let slot = slot(reference)
    if slots[slot] > 0 { return (Int(slots[slot]) - 1, false) }
    references.append(reference)
    slots[slot] = UInt32(references.count)
    if 2 * references.count > slots.count { grow() }
    return (references.count - 1, true)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: 2 * slots.count)
    for (place, reference) in references.enumerated() {
      slots[slot(reference)] = UInt32(place + 1)
    }
  }

  /// The slot of a reference, or the free one where it would be.
  private func slot(_ reference: Reference) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: reference.hash(seed)) & mask
    while slots[slot] > 0, references[Int(slots[slot]) - 1] != reference {
      slot = (slot + 1) & mask
    }
    return slot
  }
}
