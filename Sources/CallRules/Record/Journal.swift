import Bytes

/// The entries of a call's journal, in the order in which they were made.
///
/// The first lie in place: most calls need no more, and an event about a call touches one stretch
/// of memory.
struct Journal: Sendable {
  private var more: [JournalEntry] = []
  private(set) var length: UInt32 = 0
  private var first = InlineArray<6, JournalEntry>(repeating: .nothing)

  /// How many entries lie in place.
  private static let room = 6

  /// How many entries there are.
  @inline(__always)
  var count: Int { Int(truncatingIfNeeded: length) }

  @inline(__always)
  subscript(position: Int) -> JournalEntry {
    position < Self.room ? first[position] : more[position - Self.room]
  }

  @inline(__always)
  mutating func append(_ entry: JournalEntry) {
    let position = count
    if position < Self.room { first[position] = entry } else { appendMore(entry) }
    length &+= 1
  }

  @inline(never)
  private mutating func appendMore(_ entry: JournalEntry) { more.append(entry) }

  /// Takes the span at `position` back; the parties that follow it mean nothing then.
  mutating func takeBack(at position: Int) {
    if position < Self.room {
      first[position] = .nothing
    } else {
      more[position - Self.room] = .nothing
    }
  }

  /// Forgets everything, and keeps only the room in place.
  @inline(__always)
  mutating func clear() {
    length = 0
    more.clear()
  }
}
