import Scenarios
import Presentation

/// All codes of the contract, and how often each was applied.
struct CoverageTable {
  private let coverage: Coverage
  private let glyphs: Glyphs

  init(_ coverage: Coverage, _ glyphs: Glyphs) {
    self.coverage = coverage
    self.glyphs = glyphs
  }

  var lines: [String] {
    let rows = Coverage.Code.all.map { code in
      let (kind, word) = code.words
      let count = coverage[code]
      let row = self.row(kind, word, String(count))
      return count == 0 ? glyphs.painted("\(row)  never applied", .red) : row
    }
    let total = Coverage.Code.all.count
    return [row("kind", "code", "times")] + rows
      + ["\(total - coverage.missing.count) of \(total) codes were applied."]
  }

  private func row(_ kind: String, _ code: String, _ count: String) -> String {
    "\(kind.padded(to: 9)) \(code.padded(to: 34)) \(count.leftPadded(to: 6))"
  }
}
