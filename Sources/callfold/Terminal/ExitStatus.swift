import Platform

/// What the process ends with (`Interchange`, "Commands").
enum ExitStatus: Int32 {
  /// Done, and everything held.
  case done = 0
  /// Done, and something does not hold.
  case failed = 1
  /// The words or the input are wrong.
  case wrong = 2
  /// The machine failed.
  case machine = 3

  /// What a failed system call means: a path that leads nowhere, or to a file where a folder is
  /// meant, is a wrong word.
  init(of error: SystemError) {
    self = error.isNotFound || error.isOfWrongKind ? .wrong : .machine
  }

  /// What a file that could not be written means: a path that leads to something else than a file
  /// is a wrong word.
  init(of failure: OutputFile.Failure) {
    switch failure {
    case .notAFile: self = .wrong
    case .system(let error): self = ExitStatus(of: error)
    }
  }

  /// The graver of two.
  func joined(_ other: ExitStatus) -> ExitStatus { rawValue >= other.rawValue ? self : other }
}
