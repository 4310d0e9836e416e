/// What a check of a log or of a proof ends with. There is no bare "OK": a check without anything
/// from outside says so.
public enum Verdict: Hashable, Sendable, CaseIterable {
  /// Everything holds, and agrees with a checkpoint that was handed in.
  case anchored
  /// Everything holds together; whoever could rewrite all of it could still have done so.
  case consistent
  /// Something does not hold, without or before any comparison with a checkpoint.
  case damaged
  /// What is there cannot be what the checkpoint that was handed in was made from.
  case contradicts

  /// The exact words, the first line of every answer.
  public var words: String {
    switch self {
    case .anchored: "valid and anchored to the checkpoint you gave"
    case .consistent: "consistent in itself, nothing outside to compare with"
    case .damaged: "damaged"
    case .contradicts: "contradicts your checkpoint"
    }
  }

  /// The exit status that goes with it.
  public var exitStatus: Int32 {
    switch self {
    case .anchored, .consistent: 0
    case .damaged, .contradicts: 1
    }
  }
}
