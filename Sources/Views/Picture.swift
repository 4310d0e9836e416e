import CallModel
package import CallRules

/// A call drawn along its time: a row for everyone who was connected, and the times below.
package struct Picture {
  private let timeline: Timeline
  private let labels: [String]
  private let clock: Clock
  private let glyphs: Glyphs
  private let width: Int

  /// The most columns that a party's name takes.
  private static let longestLabel = 20
  /// The least columns of a stretch, so that its time has room below it.
  private static let leastColumns = 7

  /// A picture of at most `width` columns.
  package init(
    _ timeline: Timeline, _ names: Names, _ clock: Clock, _ glyphs: Glyphs, width: Int = 80
  ) {
    self.timeline = timeline
    self.clock = clock
    self.glyphs = glyphs
    self.width = width
    labels = timeline.rows.map { party in
      switch party {
      case .caller: "caller"
      case .agent(let name), .number(let name):
        names.text(of: name).asName.clipped(to: Self.longestLabel)
      }
    }
  }

  /// The rows, the times, and what the glyphs mean; nothing where nobody was ever connected.
  package var lines: [String] {
    guard !timeline.rows.isEmpty, timeline.moments.count > 1 else { return [] }
    let labelWidth = (labels.map(\.count).max() ?? 0) + 2
    let columns = Columns(timeline, room: width - labelWidth, least: Self.leastColumns).moments
    let margin = String(repeating: " ", count: labelWidth)
    var lines = timeline.rows.indices.map { row in
      labels[row].padded(to: labelWidth) + glyphs.row(columns.map { mark(row, $0) })
    }
    lines.append(margin + axis(columns))
    lines.append(margin + legend)
    return lines.map(\.withoutTrailingSpaces)
  }

  private func mark(_ row: Int, _ moment: Int) -> Mark {
    let standings = timeline.moments[moment].standings
    return Mark(row < standings.count ? standings[row] : nil)
  }

  /// The times at which something changes, each below its first column where there is room.
  private func axis(_ columns: [Int]) -> String {
    var line = ""
    for (column, moment) in columns.enumerated()
    where column == 0 || columns[column - 1] != moment {
      let text = clock.text(timeline.moments[moment].at)
      if line.count <= column, column + text.count <= columns.count {
        line = line.padded(to: column) + text + " "
      }
    }
    let end = clock.text(timeline.end)
    if line.count + end.count <= columns.count {
      line = line.padded(to: columns.count - end.count) + end
    }
    return line
  }

  private var legend: String {
    let all: [Mark] = [.captured, .uncaptured, .onHold, .censored, .gap]
    let shown = Set(timeline.moments.flatMap { $0.standings.map(Mark.init) })
    return all.filter(shown.contains).map { "\(glyphs.row([$0])) \($0.meaning)" }
      .joined(separator: "   ")
  }
}

extension String {
  fileprivate var withoutTrailingSpaces: String {
    var line = self
    while line.last == " " { line.removeLast() }
    return line
  }
}
