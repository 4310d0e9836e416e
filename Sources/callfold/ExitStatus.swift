/// What the process ends with (`interchange`, "Commands").
enum ExitStatus: Int32 {
  /// Done, and everything held.
  case done = 0
  /// Done, and something does not hold.
  case failed = 1
  /// The words or the input are wrong.
  case wrong = 2
  /// The machine failed.
  case machine = 3

  /// The graver of two.
  func joined(_ other: ExitStatus) -> ExitStatus { rawValue >= other.rawValue ? self : other }
}
