/// A verdict and the reason for it, in one sentence.
public struct Finding: Hashable, Sendable {
  /// The verdict.
  public var verdict: Verdict
  /// What it covers, or where and what is wrong.
  public var detail: String

  /// A verdict with its reason.
  public init(_ verdict: Verdict, _ detail: String) {
    self.verdict = verdict
    self.detail = detail
  }
}

/// A checkpoint was handed in that can neither confirm nor contradict what is to be checked.
///
/// It is an error and not a verdict, so that nobody takes the answer for a confirmation.
public enum ComparisonError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The proof and the checkpoint are of different sizes, and nothing leads from one to the other.
  case otherSize(proof: UInt64, checkpoint: UInt64)
  /// The proof of growth does not lead from one of the two checkpoints to the other.
  case growthElsewhere(old: UInt64, new: UInt64)
  /// An event is newer than the checkpoint that was handed in.
  case newerThanCheckpoint(sequence: UInt64, size: UInt64)

  /// What is missing and what to do.
  public var description: String {
    switch self {
    case .otherSize(let proof, let checkpoint):
      "the proof is for size \(proof), your checkpoint for size \(checkpoint). "
        + "Ask for a proof made for your checkpoint, or for a proof of growth between the two"
    case .growthElsewhere(let old, let new):
      "the proof of growth, from size \(old) to \(new), does not connect the proof and your checkpoint. "
        + "Ask for the one between these two"
    case .newerThanCheckpoint(let sequence, let size):
      "event \(sequence) is newer than your checkpoint of size \(size), which does not cover it. "
        + "Use a checkpoint made after the event"
    }
  }
}
