/// Finds what was probably meant.
enum Spelling {
  /// `; did you mean 'x'?`, or nothing where no known word is near.
  static func suggestion(for word: String, among known: [String]) -> String {
    // A longer word than any of ours, or one that is all different, is near none.
    let candidates = known.filter { abs($0.count - word.count) <= reach(word) }
    let near = candidates.map { (word: $0, distance: distance(word, $0)) }
      .min { $0.distance < $1.distance }
    guard let near, near.distance <= reach(word) else { return "" }
    return "; did you mean '\(near.word)'?"
  }

  /// How many letters may be wrong.
  private static func reach(_ word: String) -> Int { max(2, min(word.count, 40) / 3) }

  /// How many letters must be changed, added, left out or swapped.
  private static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.lowercased()), Array(right.lowercased()))
    var rows = [Array(0...right.count)]
    for i in 1..<(left.count + 1) {
      var row = [i]
      for j in 1..<(right.count + 1) {
        let same = left[i - 1] == right[j - 1]
        var best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1))
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          best = min(best, rows[i - 2][j - 2] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
