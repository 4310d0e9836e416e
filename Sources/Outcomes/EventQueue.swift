import CallModel
import CallRules

/// A few parsed events that are to be folded in together, their lines lying in one chunk of bytes.
///
/// The fold learns of all of them before it folds the first: what it needs for one is fetched while
/// it is busy with the others.
struct EventQueue {
  /// An event that waits.
  struct Waiting {
    var event: Event
    /// The number of its line.
    var number: Int64
    /// Where its line lies in the chunk.
    var place: Range<Int>
    var expectation = Fold.Expectation.none
  }

  private var waiting: [Waiting] = []

  /// More would displace one another from the processor's nearest memory.
  private static let limit = 16

  init() { waiting.reserveCapacity(Self.limit) }

  /// How many events wait.
  var count: Int { waiting.count }

  /// Whether it is time to fold them in.
  var isFull: Bool { count >= Self.limit }

  /// Adds an event, the number of its line, and the line's place in the chunk.
  @inline(__always)
  mutating func append(_ event: Event, _ number: Int64, _ place: Range<Int>) {
    waiting.append(Waiting(event: event, number: number, place: place))
  }

  /// An event that waits, the first one at 0.
  subscript(index: Int) -> Waiting {
    _read { yield waiting[index] }
    _modify { yield &waiting[index] }
  }

  /// Forgets all events.
  mutating func removeAll() { waiting.removeAll(keepingCapacity: true) }
}
