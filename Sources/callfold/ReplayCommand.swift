import Interchange
import Platform
import Scenarios
import Views

/// `callfold replay`: plays scenario files and compares.
struct ReplayCommand {
  private let options: ReplayOptions
  private let glyphs = Screen.glyphs

  private static let suffix = ".scenario"
  private static let stripWidth = 20

  init(_ options: ReplayOptions) {
    self.options = options
  }

  /// What became of one file.
  private enum Result {
    case played(ScenarioRun)
    case broken([String])
    case unreadable(SystemError)
  }

  func run() -> ExitStatus {
    var status = ExitStatus.done
    let paths = self.paths(&status)
    if paths.isEmpty { return status.joined(.wrong) }
    var tally = Tally()
    var details: [String] = []
    let isDetailed = options.isVerbose || (paths.count == 1 && !options.showsCoverage)
    for path in paths {
      let result = play(path)
      tally.count(result)
      status = status.joined(self.status(of: result))
      if options.updates { update(path, result, &status) }
      if options.isJSON {
        showJSON(path, result)
      } else if isDetailed {
        show(path, result)
      } else {
        if !options.showsCoverage { showLine(path, result) }
        details += self.details(path, result)
      }
    }
    if !options.isJSON {
      for line in details { show(line) }
      if paths.count > 1 { show(tally.summary(updates: options.updates)) }
    }
    if options.showsCoverage { status = status.joined(showCoverage(tally.coverage)) }
    return status
  }

  // MARK: - Files

  private func paths(_ status: inout ExitStatus) -> [String] {
    var paths: [String] = []
    for path in options.paths {
      do throws(SystemError) {
        switch try TextFiles.kind(of: path) {
        case .file: paths.append(path)
        case .folder:
          var unreadable: [SystemError] = []
          let found = try TextFiles.paths(
            below: path, suffix: Self.suffix, unreadable: &unreadable)
          for error in unreadable { complain(error, &status) }
          if found.isEmpty {
            Screen.complain(
              "callfold replay: there is no scenario (*\(Self.suffix)) below "
                + path.escapedForScreen)
            status = status.joined(.wrong)
          }
          paths += found
        }
      } catch {
        complain(error, &status)
      }
    }
    return paths
  }

  private func complain(_ error: SystemError, _ status: inout ExitStatus) {
    Screen.complain("callfold replay: \(error.description.escapedForScreen)")
    status = status.joined(error.isNotFound ? .wrong : .machine)
  }

  private func play(_ path: String) -> Result {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try TextFiles.contents(of: path)
    } catch {
      return .unreadable(error)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .broken(["1:1: the file is not UTF-8 text"])
    }
    switch ScenarioParser.parse(text) {
    case .success(let scenario): return .played(ScenarioRun(scenario))
    case .failure(let errors): return .broken(errors.errors.map(\.description))
    }
  }

  private func status(of result: Result) -> ExitStatus {
    switch result {
    case .played(let run): run.verdict == .asExpected || options.updates ? .done : .failed
    case .broken: .wrong
    case .unreadable: .machine
    }
  }

  private func update(_ path: String, _ result: Result, _ status: inout ExitStatus) {
    guard case .played(let run) = result, run.verdict != .asExpected else { return }
    do throws(SystemError) {
      try TextFiles.replace(path, with: Array(run.updatedText.utf8))
    } catch {
      complain(error, &status)
    }
  }

  // MARK: - Screen

  /// A line as this screen can show it.
  private func show(_ line: String) {
    Screen.show(glyphs.isUnicode ? line : line.inASCII)
  }

  private func showLine(_ path: String, _ result: Result) {
    let strip: String
    switch result {
    case .played(let run): strip = run.replay.strip(glyphs, width: Self.stripWidth)
    case .broken, .unreadable: strip = String(repeating: " ", count: Self.stripWidth)
    }
    show("\(mark(result)) \(strip)  \(name(path))")
  }

  private func mark(_ result: Result) -> String {
    switch result {
    case .played(let run):
      switch run.verdict {
      case .asExpected: glyphs.painted("ok       ", .green)
      case .different, .nothingExpected:
        options.updates
          ? glyphs.painted("written  ", .yellow) : glyphs.painted("different", .red)
      }
    case .broken: glyphs.painted("broken   ", .red)
    case .unreadable: glyphs.painted("unread   ", .red)
    }
  }

  private func name(_ path: String) -> String {
    let name = path.hasSuffix(Self.suffix) ? String(path.dropLast(Self.suffix.count)) : path
    return name.escapedForScreen
  }

  /// What is wrong with a file, for below the list.
  private func details(_ path: String, _ result: Result) -> [String] {
    switch result {
    case .broken(let errors): return [""] + errors.map { "\(path.escapedForScreen):\($0)" }
    case .unreadable(let error): return ["", error.description.escapedForScreen]
    case .played(let run):
      if options.updates { return [] }
      switch run.verdict {
      case .asExpected: return []
      case .nothingExpected:
        return ["", "\(path.escapedForScreen): nothing is expected; --update writes the outcome"]
      case .different:
        return ["", "\(path.escapedForScreen): - expected, + came"] + run.difference(glyphs)
      }
    }
  }

  /// A scenario at length: title, picture, outcome, verdict.
  private func show(_ path: String, _ result: Result) {
    guard case .played(let run) = result else {
      for line in details(path, result).dropFirst() { show(line) }
      show("")
      return
    }
    show(run.scenario.title.escapedForScreen)
    show("")
    let picture = run.replay.picture(glyphs, width: 80)
    for line in picture { show(line) }
    if !picture.isEmpty { show("") }
    for line in run.replay.text { show(line) }
    show("")
    show("\(mark(result)) \(name(path))")
    if run.verdict != .asExpected { for line in details(path, result) { show(line) } }
    if options.isVerbose { show("") }
  }

  private func showJSON(_ path: String, _ result: Result) {
    var writer = ByteWriter()
    writer.append("{\"scenario\":")
    writer.append(quoted: Array(path.utf8).span)
    writer.append(",\"verdict\":\"")
    switch result {
    case .played(let run):
      switch run.verdict {
      case .asExpected: writer.append("asExpected")
      case .different: writer.append("different")
      case .nothingExpected: writer.append("nothingExpected")
      }
      writer.append("\",\"outcomes\":[")
      let lines = run.replay.outcomes.split(separator: UInt8(ascii: "\n"))
      for (index, line) in lines.enumerated() {
        if index > 0 { writer.append(",") }
        writer.append(Array(line).span)
      }
      writer.append("]}\n")
    case .broken(let errors):
      writer.append("broken\",\"errors\":[")
      for (index, error) in errors.enumerated() {
        if index > 0 { writer.append(",") }
        writer.append(quoted: Array(error.utf8).span)
      }
      writer.append("]}\n")
    case .unreadable(let error):
      writer.append("unreadable\",\"errors\":[")
      writer.append(quoted: Array(error.description.utf8).span)
      writer.append("]}\n")
    }
    Screen.show(bytes: writer.bytes)
  }

  /// The table of all codes; fails where one was never applied.
  private func showCoverage(_ coverage: Coverage) -> ExitStatus {
    var missing = 0
    for code in Coverage.Code.all {
      let (kind, word) = code.words
      let count = coverage[code]
      if count == 0 { missing += 1 }
      let line = "\(kind.padded(to: 9)) \(word.padded(to: 22)) \(String(count).leftPadded(to: 6))"
      show(count == 0 ? glyphs.painted(line + "  never applied", .red) : line)
    }
    let total = Coverage.Code.all.count
    show("\(total - missing) of \(total) codes were applied.")
    return missing == 0 ? .done : .failed
  }

  /// How many files came to what.
  private struct Tally {
    var asExpected = 0
    var different = 0
    var broken = 0
    var coverage = Coverage()

    mutating func count(_ result: Result) {
      switch result {
      case .played(let run):
        coverage.add(run.replay.coverage)
        if run.verdict == .asExpected { asExpected += 1 } else { different += 1 }
      case .broken, .unreadable: broken += 1
      }
    }

    func summary(updates: Bool) -> String {
      let total = asExpected + different + broken
      let other = updates ? "written anew" : "different"
      return "\n\(total) scenarios: \(asExpected) as expected, \(different) \(other), \(broken) broken."
    }
  }
}
