import Scenarios
import Presentation

/// What a person reads of a scenario file: a line in a list, what is wrong with it, or all of it.
struct ReplayReport {
  let glyphs: Glyphs

  private static let stripWidth = 20
  private static let pictureWidth = 80

  /// The line of a list: verdict, strip, name; above it its folder, where that is another than that
  /// of the file before.
  func lines(_ file: ScenarioFile, after previous: String?) -> [String] {
    let folder = folder(file.path)
    if folder == previous.map(self.folder) { return [line(file, folder)] }
    let heading = folder.isEmpty ? [] : [folder.escapedForScreen]
    return (previous == nil ? [] : [""]) + heading + [line(file, folder)]
  }

  private func folder(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private func line(_ file: ScenarioFile, _ folder: String) -> String {
    let strip: String
    switch file.result {
    case .played(let run): strip = run.replay.strip(glyphs, width: Self.stripWidth)
    case .broken, .unreadable: strip = String(repeating: " ", count: Self.stripWidth)
    }
    return "\(mark(file)) \(strip)  \(name(String(file.path.dropFirst(folder.count))))"
  }

  /// What is wrong with a file, after an empty line; nothing where nothing is.
  func details(_ file: ScenarioFile) -> [String] {
    let path = file.path.escapedForScreen
    switch file.result {
    case .broken(let errors): return [""] + errors.map { "\(path):\($0)" }
    case .unreadable(let error): return ["", error.description.escapedForScreen]
    case .played(let run):
      switch file.update {
      case .written, .failed: return []
      case .notAsked, .notNeeded: break
      }
      switch run.verdict {
      case .asExpected: return []
      case .nothingExpected:
        return ["", "\(path): nothing is expected; --update writes the outcome into the file"]
      case .different:
        return ["", "\(path): - expected, + actual"] + run.difference(glyphs)
      }
    }
  }

  /// A scenario at length: title, picture, outcome, verdict.
  func full(_ file: ScenarioFile) -> [String] {
    guard case .played(let run) = file.result else { return Array(details(file).dropFirst()) }
    let title = run.scenario.title.escapedForScreen
    let parts = [
      title.isEmpty ? [] : [title], run.replay.picture(glyphs, width: Self.pictureWidth),
      run.text, ["\(mark(file)) \(name(file.path))"] + details(file),
    ]
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private func mark(_ file: ScenarioFile) -> String {
    switch file.result {
    case .played(let run):
      switch run.verdict {
      case .asExpected: glyphs.painted("ok       ", .green)
      case .different, .nothingExpected:
        switch file.update {
        case .written: glyphs.painted("updated  ", .yellow)
        case .notAsked, .notNeeded, .failed: glyphs.painted("different", .red)
        }
      }
    case .broken: glyphs.painted("broken   ", .red)
    case .unreadable: glyphs.painted("unread   ", .red)
    }
  }

  private func name(_ path: String) -> String {
    let suffix = ScenarioFile.suffix
    let name = path.hasSuffix(suffix) ? String(path.dropLast(suffix.count)) : path
    return name.escapedForScreen
  }
}
