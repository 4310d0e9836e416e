/// Which moment of a timeline each column of a picture shows.
///
/// Each stretch between two moments gets a few columns, so that none is lost, and what is left of
/// the room is shared by how long they are.
struct Columns {
  /// The moment of each column.
  let moments: [Int]

  init(_ timeline: Timeline, room: Int, least: Int) {
    let moments = timeline.moments
    let lengths = moments.indices.dropLast().map {
      max(0, moments[$0 + 1].at.milliseconds - moments[$0].at.milliseconds)
    }
    let least = max(1, min(least, room / max(1, lengths.count)))
    var widths = lengths.map { _ in least }
    let spare = Double(room - lengths.count * least)
    let total = lengths.reduce(0.0) { $0 + Double($1) }
    if spare > 0, total > 0 {
      var shared = 0.0
      var given = 0
      for index in lengths.indices {
        // Shared out by running sums, so that the widths fill the room exactly.
        shared += spare * Double(lengths[index]) / total
        widths[index] += Int(shared.rounded()) - given
        given = Int(shared.rounded())
      }
    }
    let all = lengths.indices.flatMap { Array(repeating: $0, count: widths[$0]) }
    self.moments = Array(all.prefix(room))
  }
}
