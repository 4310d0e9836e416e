package import CallModel

/// A few parsed events that are to be folded in together, their lines lying in one chunk of bytes.
///
/// To fold them in together takes less time than one after another, and comes to the same.
package struct EventBatch: Sendable {
  /// An event that waits.
  package struct Entry: Sendable {
    package var event: Event
    /// The number of its line.
    package var number: Int64
    /// Where its line lies in the chunk.
    package var line: Range<Int>
    var expectation = Fold.Expectation.none

  }

  private var entries: [Entry] = []

  /// More would displace one another from the processor's nearest memory.
  private static let limit = 16

  /// No event waits.
  package init() { entries.reserveCapacity(Self.limit) }

  /// How many events wait.
  package var count: Int { entries.count }

  /// Whether it is time to fold them in.
  package var isFull: Bool { count >= Self.limit }

  /// Adds an event, the number of its line, and where its line lies in the chunk.
  package mutating func append(_ event: Event, _ number: Int64, _ line: Range<Int>) {
    entries.append(Entry(event: event, number: number, line: line))
  }

  /// An event that waits, the first one at 0.
  subscript(index: Int) -> Entry {
    @inline(__always) _read { yield entries[index] }
    @inline(__always) _modify { yield &entries[index] }
  }

  /// Forgets all events.
  package mutating func removeAll() { entries.removeAll(keepingCapacity: true) }
}
