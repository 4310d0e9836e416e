import Platform
import Scenarios

/// A scenario file and what became of it.
struct ScenarioFile {
  let path: String
  let result: Result
  let update: Update

  /// How the names of scenario files end.
  static let suffix = ".scenario"

  /// What became of one file.
  enum Result {
    case played(ScenarioRun)
    case broken([ScenarioError])
    case unreadable(SystemError)
  }

  /// What became of updating the expectations.
  enum Update {
    case notAsked
    /// They hold, or there is no outcome that could be written.
    case notNeeded
    case written
    case failed(OutputFile.Failure)
  }

  /// Reads and plays the file at `path`, and updates its expectations where that is asked and
  /// they differ.
  init(playing path: String, updating: Bool) {
    let result = Self.result(path)
    self.path = path
    self.result = result
    update = updating ? Self.update(path, result) : .notAsked
  }

  private static func result(_ path: String) -> Result {
    do throws(SystemError) {
      let bytes = try TextFiles.contents(of: path, limit: ScenarioParser.largestFile)
      switch ScenarioParser.parse(bytes) {
      case .success(let scenario): return .played(ScenarioRun(scenario))
      case .failure(let failure): return .broken(failure.errors)
      }
    } catch {
      return .unreadable(error)
    }
  }

  private static func update(_ path: String, _ result: Result) -> Update {
    guard case .played(let run) = result, run.verdict != .asExpected else { return .notNeeded }
    do throws(OutputFile.Failure) {
      try OutputFile.write(Array(run.updatedText.utf8), to: path)
      return .written
    } catch {
      return .failed(error)
    }
  }

  /// What the process ends with, were this file the only one.
  var status: ExitStatus {
    switch (result, update) {
    case (.played(let run), .notAsked): run.verdict == .asExpected ? .done : .failed
    case (.played, .notNeeded), (.played, .written): .done
    case (.played, .failed(let failure)): ExitStatus(of: failure)
    case (.broken, _): .wrong
    case (.unreadable(let error), _): ExitStatus(of: error)
    }
  }
}
