import Platform
import Scenarios
import Views

/// `callfold replay`: plays scenario files and compares.
struct ReplayCommand {
  private let options: ReplayOptions
  private let report: ReplayReport

  init(_ options: ReplayOptions) {
    self.options = options
    report = ReplayReport(glyphs: Screen.glyphs, updates: options.updates)
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
      let file = ScenarioFile(playing: path)
      tally.count(file.result)
      status = status.joined(file.status(updates: options.updates))
      if options.updates { status = status.joined(update(file)) }
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
    if !isAlone { show([tally.summary(updates: options.updates)]) }
    return status
  }

  private func update(_ file: ScenarioFile) -> ExitStatus {
    do throws(SystemError) {
      _ = try file.update()
      return .done
    } catch {
      Screen.complain("callfold replay: \(error.description.escapedForScreen)")
      return ExitStatus(of: error)
    }
  }

  /// Shows lines in the characters that the screen has.
  private func show(_ lines: [String]) {
    for line in lines { Screen.show(report.glyphs.text(line)) }
  }
}
