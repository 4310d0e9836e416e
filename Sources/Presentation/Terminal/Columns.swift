/// Which moment of a timeline each column of a picture shows.
///
/// Each stretch between two moments gets a few columns, so that none is lost, and what is left of
/// the room is shared by how long they are. Where there are more stretches than columns, the
/// columns show some of them, evenly picked.
struct Columns: Equatable {
  /// The moment of each column: all of the room, unless there is nothing to show.
  let moments: [Int]
  /// How many stretches found no column.
  let omitted: Int

  /// The columns of stretches that are so many milliseconds long, the first being moment 0: each has
  /// at least `least` columns and the last one `last`, where there is room.
  init(_ lengths: [Int64], room: Int, least: Int, last: Int = 0) {
    guard !lengths.isEmpty, room > 0 else {
      (moments, omitted) = ([], lengths.count)
      return
    }
    guard lengths.count <= room else {
      moments = (0..<room).map { $0 * lengths.count / room }
      omitted = lengths.count - room
      return
    }
    let least = max(1, min(least, room / lengths.count))
    let last = max(0, min(last - least, room - lengths.count * least))
    let spare = Double(room - lengths.count * least - last)
    let total = max(1, lengths.reduce(0.0) { $0 + Double($1) })
    var (shared, given) = (0.0, 0)
    let shares = lengths.indices.flatMap { index in
      // Shared out by running sums, so that the widths fill the room exactly.
      shared += Double(lengths[index])
      let share = index == lengths.count - 1 ? spare : (spare * shared / total).rounded()
      defer { given = Int(share) }
      return Array(repeating: index, count: least + Int(share) - given)
    }
    moments = shares + Array(repeating: lengths.count - 1, count: last)
    omitted = 0
  }
}
