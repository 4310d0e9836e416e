package import CallModel
package import Settings

/// What one event did to the fold.
package struct Step: Sendable, BitwiseCopyable {
  /// How many numbers of its source are missing before it, where some are; −1 where the event
  /// itself was missing. Written before whatever the event writes.
  package var missing: Int64?
  package var outcome: Outcome

  /// What became of the event.
  package enum Outcome: Sendable, BitwiseCopyable {
    /// Its type means nothing to the fold.
    case silent
    /// Its number was seen before: it was dropped.
    case duplicate
    /// It belongs to no call in progress.
    case stray(AnomalyKind)
    case setting(SettingsStore.Change)
    /// It counted in the call at this place of the fold, as an anomaly or refusal, too.
    case call(Int, Transition)
  }
}
