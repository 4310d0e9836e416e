import Bytes
import CallModel

// What the fold's own state adds to the numbers and texts that every saved state is made of.

extension SavedStateError.Part {
  static let name = Self("a name")
  static let party = Self("a party")
  static let sources = Self("the sources")
  static let gaps = Self("the missing numbers of a source")
  static let endedCalls = Self("the calls that ended last")
  static let calls = Self("the calls")
  static let participants = Self("the participants of a call")
  static let conversations = Self("the conversations of a call")
  static let segments = Self("the segments of a call")
  static let spans = Self("the spans of a segment")
  static let notices = Self("the notices of a call")
  static let holds = Self("the parties on hold")
  static let record = Self("the record of a call")
}

extension StateReader {
  /// One of the call's names.
  mutating func name() throws(SavedStateError) -> Name {
    let number = try number(of: .name)
    guard number < UInt64(nameCount) else { throw error(.outOfRange(.name)) }
    return Name(index: UInt32(truncatingIfNeeded: number))
  }

  /// One of the call's names, or none.
  mutating func optionalName() throws(SavedStateError) -> Name? {
    let number = try number(upTo: UInt64(nameCount), of: .name)
    return number == 0 ? nil : Name(index: UInt32(truncatingIfNeeded: number - 1))
  }

  /// The time from which the next ones are steps forward, up to `end`.
  mutating func begin(at start: Instant, upTo end: Instant) {
    begin(at: start.milliseconds, upTo: end.milliseconds)
  }

  /// A time that is not before the one that was read last.
  mutating func nextInstant() throws(SavedStateError) -> Instant {
    Instant(milliseconds: try nextTime())
  }
}

extension StateWriter {
  mutating func name(_ name: Name) { number(UInt64(name.index)) }

  /// A name that may be absent: 0 where it is, else its number and one.
  mutating func name(_ name: Name?) { number(name.map { UInt64($0.index) + 1 } ?? 0) }

  /// The time from which the next ones are steps forward.
  mutating func begin(at start: Instant) { begin(at: start.milliseconds) }

  /// A time that is not before the one that was written last.
  mutating func time(_ next: Instant) { time(next.milliseconds) }
}
