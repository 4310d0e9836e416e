import Platform
import Presentation

/// The scenario files that the words of a command lead to.
struct ScenarioPaths {
  private(set) var paths: [String] = []
  /// Whether one of the words is a folder.
  private(set) var hasFolder = false
  /// What could not be found or read, and why.
  private(set) var complaints: [String] = []
  private(set) var status = ExitStatus.done

  /// Looks for files, and for all scenarios below folders.
  init(_ words: [String]) {
    for word in words {
      do throws(SystemError) {
        switch try TextFiles.kind(of: word) {
        case .file, .other: paths.append(word)
        case .folder: try search(word)
        }
      } catch {
        complain(error)
      }
    }
    if paths.isEmpty { status = status.joined(.wrong) }
  }

  private mutating func search(_ folder: String) throws(SystemError) {
    hasFolder = true
    var unreadable: [SystemError] = []
    let found = try TextFiles.paths(
      below: folder, suffix: ScenarioFile.suffix, unreadable: &unreadable)
    for error in unreadable { complain(error) }
    if found.isEmpty {
      complaints.append(
        "there is no scenario (*\(ScenarioFile.suffix)) below \(folder.escapedForScreen)")
      status = status.joined(.wrong)
    }
    paths += found
  }

  private mutating func complain(_ error: SystemError) {
    complaints.append(error.description.escapedForScreen)
    status = status.joined(ExitStatus(of: error))
  }
}
