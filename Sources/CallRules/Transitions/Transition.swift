package import CallModel

/// What one event did to its call: the rules that it applied, and what changed for recorders and
/// screens. `Call.effects(of:)` has the effects.
package struct Transition: Sendable, BitwiseCopyable {
  /// The time at which the event counts.
  package var at: Instant
  /// The codes of the rules that were applied.
  package var rules: RuleSet = []
  /// The segment that was open before and is not any more.
  package var stopped: Effect.Stop?
  /// A segment is open and it, its span's kind, who is captured, or whether it is kept is another
  /// than before.
  package var isCapturedAnew = false
  /// The call is over.
  package var isEnd = false
  /// The agent whose notice is gone.
  package var clearedNotice: Name?
  /// The notice that is new, and whose.
  package var shownNotice: Notice?
  /// The request that was not granted.
  package var refusal: Effect.Refused?

  /// Whether there is anything to report to recorders and screens.
  package var hasEffects: Bool {
    stopped != nil || isCapturedAnew || clearedNotice != nil || shownNotice != nil
      || refusal != nil
  }

  /// What an agent's screen shows: the notice of a segment under a rule.
  package struct Notice: Hashable, Sendable, BitwiseCopyable {
    package var agent: Name
    package var rule: RecordingRule
  }
}
