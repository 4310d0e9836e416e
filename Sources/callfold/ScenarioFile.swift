import Platform
import Scenarios

/// A scenario file and what became of it.
struct ScenarioFile {
  let path: String
  let result: Result

  /// How the names of scenario files end.
  static let suffix = ".scenario"

  /// What became of one file.
  enum Result {
    case played(ScenarioRun)
    case broken([ScenarioError])
    case unreadable(SystemError)
  }

  /// Reads and plays the file at `path`.
  init(playing path: String) {
    self.path = path
    do throws(SystemError) {
      let bytes = try TextFiles.contents(of: path, limit: ScenarioParser.largestFile)
      switch ScenarioParser.parse(bytes) {
      case .success(let scenario): result = .played(ScenarioRun(scenario))
      case .failure(let failure): result = .broken(failure.errors)
      }
    } catch {
      result = .unreadable(error)
    }
  }

  /// Writes the expectations anew where they differ; whether there was anything to write.
  func update() throws(SystemError) -> Bool {
    guard case .played(let run) = result, run.verdict != .asExpected else { return false }
    try TextFiles.replace(path, with: Array(run.updatedText.utf8))
    return true
  }

  /// What the process ends with, were this file the only one.
  func status(updates: Bool) -> ExitStatus {
    switch result {
    case .played(let run): run.verdict == .asExpected || updates ? .done : .failed
    case .broken: .wrong
    case .unreadable(let error): ExitStatus(of: error)
    }
  }
}
