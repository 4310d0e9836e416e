internal import Bytes

/// What the log has to know of an event that it is asked to take: where things stand in the line.
///
/// All ranges are places in the bytes that the parser was handed; the log looks at nothing else.
package struct ReceivedEvent: Hashable, Sendable {
  /// From the opening brace to behind the closing one.
  package var object: Range<Int>
  /// The event's time, in milliseconds since 1970.
  package var at: Int64
  /// What the type means to the log.
  package var kind: Kind
  /// The `call`, without its quotes.
  package var call: Value?
  /// The `source` and `n`, which come together.
  package var source: Source?
  /// The member `seq` and one comma, as `FORMAT.md` says what is to be cut.
  package var sequenceMember: Range<Int>?
  /// The values that must not stand in the log, in the order of their places.
  package var personal: [Personal]

  /// What a type means to the log.
  package enum Kind: Hashable, Sendable {
    /// Any event that a producer may send.
    case event
    /// `call.ended`: what was remembered of the call may be forgotten.
    case callEnded
    /// `log.…`, `archive.…` and `media.purged`, which no producer may send.
    case reserved
  }

  /// The inside of a JSON string, as it stands in the line.
  package struct Value: Hashable, Sendable {
    /// The bytes between the quotes.
    package var inside: Range<Int>
    /// Whether there is an escape among them.
    package var isEscaped: Bool
  }

  /// Who emitted the event, and the number that it gave it.
  package struct Source: Hashable, Sendable {
    /// The name.
    package var name: Value
    /// The running number, 1 to 2^63 − 1.
    package var number: UInt64
  }

  /// A value that a reference takes the place of.
  package struct Personal: Hashable, Sendable {
    /// The whole JSON value, quotes included.
    package var value: Range<Int>
    /// Whether the same value in the same call has the same reference; else each has its own.
    package var isOfCall: Bool
  }

  /// No event yet.
  init() {
    object = 0..<0
    at = 0
    kind = .event
    personal = []
  }
}

/// Why a line is not taken.
package struct AdmissionRefusal: Error, Hashable, Sendable {
  /// One word for machines, such as `malformed`.
  package var code: String
  /// A sentence for people: what is wrong and what to do.
  package var reason: String
}

extension ReceivedEvent.Value {
  /// The UTF-8 that it stands for.
  func decoded(_ bytes: [UInt8]) -> [UInt8] {
    isEscaped ? JSONText.decoded(bytes, inside) : Array(bytes[inside])
  }

  /// Does something with the UTF-8 that it stands for.
  func withDecoded<Result>(_ bytes: [UInt8], _ body: (Span<UInt8>) -> Result) -> Result {
    isEscaped ? body(decoded(bytes).span) : body(bytes.span.extracting(inside))
  }

  /// The same with its quotes.
  var token: Range<Int> { inside.lowerBound - 1..<inside.upperBound + 1 }
}
