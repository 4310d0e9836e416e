package import CallModel

/// What one event did to its call: the effects that it has, and the rules that it applied.
///
/// The effects compare the call before and after the event; the numbers of segments are places in
/// the call's record.
package struct Transition: Sendable, BitwiseCopyable {
  /// The time at which the event counts.
  package var at: Instant
  /// The codes of the rules that were applied.
  package var rules: RuleSet = []
  /// The segment that was open before and is not any more.
  package var stopped: Int?
  /// The segment that is open, where it, its span's kind, who is captured, or whether it is kept
  /// is another than before.
  package var capture: Int?
  /// The agent whose notice is gone.
  package var clearedNotice: Name?
  /// The notice that is new, and whose.
  package var shownNotice: Notice?
  /// The request that was not granted.
  package var refusal: Refusal?
  /// The call is over.
  package var isEnd = false

  /// Whether there is anything to report to recorders and screens.
  package var hasEffects: Bool {
    stopped != nil || capture != nil || clearedNotice != nil || shownNotice != nil
      || refusal != nil
  }

  /// What an agent's screen shows: the notice of a segment under a rule.
  package struct Notice: Hashable, Sendable, BitwiseCopyable {
    package var agent: Name
    package var rule: RecordingRule
  }
}
