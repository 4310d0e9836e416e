import Bytes
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

  /// The least columns of the last stretch: for its time, and for the end.
  private static let lastColumns = 12

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
        glyphs.text(names.text(of: name).asName)
          .clipped(to: Self.longestLabel, ellipsis: glyphs.text("…"))
      }
    }
  }

  /// The rows, the times, and what the glyphs mean; nothing where nobody was ever connected, or
  /// all was over in an instant.
  package var lines: [String] {
    let labelWidth = (labels.map(\.screenWidth).max() ?? 0) + 2
    let columns = Columns(
      timeline.lengths, room: width - labelWidth, least: Self.leastColumns,
      last: Self.lastColumns)
    guard !timeline.rows.isEmpty, !columns.moments.isEmpty else { return [] }
    let margin = String(repeating: " ", count: labelWidth)
    var lines = timeline.rows.indices.map { row in
      labels[row].padded(to: labelWidth)
        + glyphs.row(columns.moments.map { Mark(timeline.moments[$0].standing(of: row)) })
    }
    lines.append(margin + axis(columns.moments))
    lines += legend(columns.moments, width: width - labelWidth).map { margin + $0 }
    if columns.omitted > 0 {
      lines.append("\(margin)\(columns.omitted) changes found no room in this picture")
    }
    return lines.map(\.withoutTrailingSpaces)
  }

  /// The times at which something changes, each below its first column where there is room, and the
  /// end.
  private func axis(_ columns: [Int]) -> String {
    let end = timeline.isOpen ? glyphs.text("…") : clock.text(timeline.end)
    let room = columns.count - end.count
    var line = ""
    for (column, moment) in columns.enumerated()
    where column == 0 || columns[column - 1] != moment {
      let text = clock.text(timeline.moments[moment].at)
      if line.count <= column, column + text.count < room {
        line = line.padded(to: column) + text + " "
      }
    }
    return line.padded(to: room) + end
  }

  private func legend(_ columns: [Int], width: Int) -> [String] {
    let all: [Mark] = [.captured, .uncaptured, .onHold, .censored, .gap]
    let shown = Set(Set(columns).flatMap { timeline.moments[$0].standings.map(Mark.init) })
    return glyphs.legend(all.filter(shown.contains), width: width)
  }
}

extension String {
  fileprivate var withoutTrailingSpaces: String {
    var line = self
    while line.last == " " { line.removeLast() }
    return line
  }
}
