import Bytes
import CallModel

/// Of the spans that capture everyone who is connected, where they are many: which list there is, and
/// what has changed since it was made.
///
/// Hardly any call ever has such a span: until the first begins, nothing need be known. From then on
/// each span that captures everyone is noted, however few they are.
struct EveryoneSpan: Sendable {
  /// At most one.
  private var known: [Known] = []

  /// Whether there was such a span.
  @inline(__always)
  var isKnown: Bool { !known.isEmpty }

  /// The present span is such a one, began at the latest time, and its parties are not listed yet.
  @inline(__always)
  var isPending: Bool { !known.isEmpty && known[0].isPending }

  /// Notes that somebody came or went.
  @inline(__always)
  mutating func change(_ party: Party) {
    if !known.isEmpty { known[0].change(party) }
  }

  /// Notes that some came or went, and not who.
  @inline(__always)
  mutating func changeMany() {
    if !known.isEmpty { known[0].changeMany() }
  }

  /// Whether nobody came or went since the latest such span was begun or changed.
  var isCurrent: Bool { !known.isEmpty && known[0].isCurrent }

  /// The present span captures everyone as they are now.
  mutating func noteCurrent() {
    if known.isEmpty { known.append(Known()) }
    known[0].noteCurrent()
  }

  /// A span that captures everyone has begun, and is listed once time has gone on.
  mutating func begin() {
    noteCurrent()
    known[0].isPending = true
  }

  /// The present span is listed, or about to be.
  mutating func settle() {
    if !known.isEmpty { known[0].isPending = false }
  }

  /// Notes that the span at a place has been listed.
  mutating func list(_ place: Int) {
    if !known.isEmpty { known[0].list(place) }
  }

  /// Notes that spans from a place on are gone.
  @inline(__always)
  mutating func drop(from place: Int) {
    if !known.isEmpty { known[0].drop(from: place) }
  }

  /// Forgets everything.
  @inline(__always)
  mutating func clear() { known.clear() }

  /// Whether the list of the span at a place is that of everyone now.
  func isSame(as place: Int) -> Bool { !known.isEmpty && known[0].isSame(as: place) }
}

/// What is known once there was a span that captures everyone of many.
private struct Known: Sendable {
  /// Whoever came or went since the latest list was made, as often as they did; to be put on hold, or
  /// to deny as a number, is to go.
  private var changes: [Party] = []
  /// The place of the latest such span whose parties are listed; −1 where it is gone.
  private var listed: Int32 = -1
  /// Goes on whenever somebody comes or goes.
  private var version: UInt32 = 1
  /// The version that the latest such span has.
  private var spanVersion: UInt32 = 0
  /// The present span is such a one, began at the latest time, and its parties are not listed yet.
  var isPending = false

  /// Notes that somebody came or went.
  mutating func change(_ party: Party) {
    version &+= 1
    if listed >= 0 { changes.append(party) }
  }

  /// Notes that some came or went, and not who.
  mutating func changeMany() {
    version &+= 1
    listed = -1
    changes.clear()
  }

  /// Whether nobody came or went since the latest such span was begun or changed.
  var isCurrent: Bool { spanVersion == version }

  /// The present span captures everyone as they are now.
  mutating func noteCurrent() { spanVersion = version }

  /// Notes that the span at a place has been listed.
  mutating func list(_ place: Int) {
    listed = Int32(truncatingIfNeeded: place)
    changes.clear()
  }

  /// Notes that spans from a place on are gone.
  mutating func drop(from place: Int) {
    isPending = false
    guard listed >= place else { return }
    listed = -1
    changes.clear()
  }

  /// Whether the list of the span at a place is that of everyone now.
  func isSame(as place: Int) -> Bool {
    guard listed == Int32(truncatingIfNeeded: place) else { return false }
    // Whoever came and went, or went and came back, is there an even number of times.
    var rest = changes.sorted { $0.rank < $1.rank }[...]
    while let first = rest.first {
      let count = rest.prefix { $0 == first }.count
      if count % 2 == 1 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
