/// The edition of the recording rules, as a log's `log.rules` says it.
///
/// The log receives this number and knows nothing else of the rules.
public enum RulesEdition {
  /// The edition by which this program folds.
  public static let current: UInt64 = 2

  /// The first edition that a log can have, and that of a log that says none.
  public static let first: UInt64 = 2
}
