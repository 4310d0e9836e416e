import Platform
import Scenarios
import Presentation

/// `callfold replay`: plays scenario files and compares.
struct ReplayCommand {
  private let options: ReplayOptions
  private let report: ReplayReport

  init(_ options: ReplayOptions) {
    self.options = options
    report = ReplayReport(glyphs: Screen.glyphs)
  }

  func run() -> ExitStatus {
    let files = ScenarioPaths(options.paths)
    for complaint in files.complaints { Screen.complain("callfold replay: \(complaint)") }
    var status = files.status
    if files.paths.isEmpty { return status }
    let isAlone = files.paths.count == 1 && !files.hasFolder
    let isList = !options.isVerbose && !isAlone
    var tally = ReplayTally()
    var details: [String] = []
    var previous: String?
    for path in files.paths {
      let file = ScenarioFile(playing: path, updating: options.updates)
      tally.count(file)
      status = status.joined(file.status)
      if case .failed(let failure) = file.update { complain(file, failure) }
      if options.isJSON {
        Screen.show(bytes: file.json)
      } else if options.showsCoverage || isList {
        if !options.showsCoverage { show(report.lines(file, after: previous)) }
        previous = path
        details += report.details(file)
      } else {
        show(report.full(file) + (isAlone ? [] : [""]))
      }
    }
    if options.isJSON { return status }
    show(details)
    if options.showsCoverage {
      show((details.isEmpty ? [] : [""]) + CoverageTable(tally.coverage, report.glyphs).lines)
      status = status.joined(tally.coverage.isComplete ? .done : .failed)
    } else if isList {
      show(["", Strip.legend(report.glyphs)])
    }
    if !isAlone { show([tally.summary]) }
    return status
  }

  private func complain(_ file: ScenarioFile, _ failure: OutputFile.Failure) {
    let path = file.path.escapedForScreen
    Screen.complain("callfold replay: \(path) was not written: \(failure)")
  }

  /// Shows lines in the characters that the screen has.
  private func show(_ lines: [String]) {
    for line in lines { Screen.show(report.glyphs.text(line)) }
  }
}
