import CallModel

/// What was recorded of a call in a few columns, for a list.
package struct Strip {
  private let timeline: Timeline

  /// The strip of a call's timeline.
  package init(_ timeline: Timeline) {
    self.timeline = timeline
  }

  /// Exactly `width` columns.
  package func text(_ glyphs: Glyphs, width: Int) -> String {
    // What still goes on has no length yet, and is what one wants to see.
    let last = timeline.isOpen ? width / 4 : 1
    let columns = Columns(timeline.lengths, room: width, least: 1, last: last).moments
    return glyphs.row(
      columns.map { mark(timeline.moments[$0]) }
        + Array(repeating: Mark.absent, count: width - columns.count))
  }

  /// What the columns of strips mean, in a line.
  package static func legend(_ glyphs: Glyphs) -> String {
    glyphs.legend([.captured, .agentOnly, .uncaptured, .censored, .gap], width: .max)
      .joined(separator: " ")
  }

  private func mark(_ moment: Timeline.Moment) -> Mark {
    let present = moment.standings.compactMap { $0 }
    if present.isEmpty { return .absent }
    guard let rule = moment.rule else { return .uncaptured }
    if present.contains(.gap) { return .gap }
    if present.contains(.censored) { return .censored }
    switch rule.track {
    case .full: return .captured
    case .agentOnly: return .agentOnly
    }
  }
}
