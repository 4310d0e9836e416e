public import MerkleTree

/// How a checkpoint stands to one that was handed in from outside.
public enum Comparison: Hashable, Sendable {
  /// The same log, size and root.
  case same
  /// The same log at another size: nothing follows without more.
  case otherSize
  /// Another log.
  case otherLog
  /// The same log and size with another root: one of the two was not made from this log.
  case otherRoot

  /// Compares two checkpoints; signatures do not count.
  public init(_ checkpoint: Checkpoint, with given: Checkpoint) {
    self =
      if !checkpoint.isOfSameLog(as: given) {
        .otherLog
      } else if checkpoint.size != given.size {
        .otherSize
      } else if checkpoint.root != given.root {
        .otherRoot
      } else {
        .same
      }
  }

  /// The finding that follows at once from the comparison, if any does.
  func contradiction(_ checkpoint: Checkpoint, _ given: Checkpoint) -> Finding? {
    switch self {
    case .same, .otherSize:
      nil
    case .otherLog:
      Finding(
        .contradicts, "this is of the log \(checkpoint.origin), your checkpoint of \(given.origin)")
    case .otherRoot:
      Finding(
        .contradicts,
        "at size \(given.size) this has the root \(checkpoint.root.base64), your checkpoint has "
          + given.root.base64)
    }
  }
}
