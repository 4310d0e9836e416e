package import CallModel

/// What recorders and agents' screens are to do after an event: the state that is wanted, and not a
/// difference, so that doing one twice is harmless (`interchange`, "Effects").
package enum Effect: Hashable, Sendable {
  /// The segment that was open is over.
  case stop(Stop)
  /// The open segment captures this from now on.
  case capture(Capture)
  /// An agent's screen shows another notice, or (`nil`) none.
  case notice(agent: Name, RecordingRule?)
  /// A request was not granted.
  case refused(Refused)

  /// A segment that is over.
  package struct Stop: Hashable, Sendable, BitwiseCopyable {
    /// The segment's number in its call, from 1.
    package var segment: UInt32
    package var agent: Name
    package var reason: EndReason
    package var isKept: Bool
  }

  /// What a segment captures.
  package struct Capture: Hashable, Sendable {
    /// The segment's number in its call, from 1.
    package var segment: UInt32
    package var agent: Name
    package var rule: RecordingRule
    package var kind: SpanKind
    /// By rank, an order that does not depend on names.
    package var captured: [Party]
    /// Whether it would be kept if it ended now.
    package var isKept: Bool
  }

  /// A request that was not granted, and why.
  package struct Refused: Hashable, Sendable, BitwiseCopyable {
    package var agent: Name
    package var request: Request
    package var reason: RefusalReason
  }
}
