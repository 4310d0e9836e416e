import CallModel
import CallRules

/// What a log tells of a source, beside which of its numbers came.
///
/// What was refused at the log's door, conflicts too, is not in the log: nothing tells of it.
package struct SourceRecord {
  /// Milliseconds that an event was dated after the newest `log.tick` before it, at most. That is up
  /// to a second older than the event's arrival, so a clock that is right shows less than 1,000.
  package private(set) var ahead: Int64 = 0
  /// Milliseconds that an event was dated before that tick, at most: what its clock was behind, and
  /// the time that the event was on its way.
  package private(set) var behind: Int64 = 0
  /// Events of types that this version does not know.
  package private(set) var unknownTypes = 0
  /// Events that belonged to no call in progress, those of unknown types among them.
  package private(set) var strays = 0

  /// Nothing has come.
  package init() {}

  mutating func note(_ event: Event, after tick: Instant?, _ outcome: Step.Outcome) {
    if let tick {
      ahead = max(ahead, event.at.milliseconds - tick.milliseconds)
      behind = max(behind, tick.milliseconds - event.at.milliseconds)
    }
    if case .unknown = event.body { unknownTypes += 1 }
    if case .stray = outcome { strays += 1 }
  }
}
