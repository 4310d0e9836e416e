import Scenarios

/// How many files came to what.
struct ReplayTally {
  private var asExpected = 0
  private var different = 0
  private var written = 0
  private var broken = 0
  private var unreadable = 0
  /// The codes that all of them applied.
  private(set) var coverage = Coverage()

  mutating func count(_ file: ScenarioFile) {
    switch file.result {
    case .played(let run):
      coverage.add(run.replay.coverage)
      if run.verdict == .asExpected {
        asExpected += 1
      } else if case .written = file.update {
        written += 1
      } else {
        different += 1
      }
    case .broken: broken += 1
    case .unreadable: unreadable += 1
    }
  }

  /// For example `82 scenarios: 80 as expected, 2 different.`
  var summary: String {
    let total = asExpected + different + written + broken + unreadable
    let parts = [
      (asExpected, "as expected"), (written, "updated"), (different, "different"),
      (broken, "broken"), (unreadable, "not read"),
    ].filter { $0.0 > 0 }
    let counts = parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return "\(total) \(total == 1 ? "scenario" : "scenarios"): \(counts)."
  }
}
