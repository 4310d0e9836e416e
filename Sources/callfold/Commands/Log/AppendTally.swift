import EventLog

/// What became of the lines that a producer sent.
struct AppendTally: Equatable {
  private(set) var stored = 0
  private(set) var duplicates = 0
  private(set) var refused = 0
  private var first: UInt64?
  private var last: UInt64 = 0
  private var places: [String] = []
  /// The disk had no room for some.
  private(set) var isOutOfSpace = false
  private static let mostPlaces = 8

  /// Counts an answer.
  mutating func count(_ receipt: Receipt) {
    switch receipt {
    case .stored(_, _, duplicate: true), .storedLongAgo: duplicates += 1
    case .stored(let sequence, _, _):
      stored += 1
      first = first ?? sequence
      last = sequence
    case .refused(let line, let code, _):
      refused += 1
      if code == "diskFull" { isOutOfSpace = true }
      if places.count < Self.mostPlaces { places.append("line \(line) (\(code))") }
    }
  }

  /// For example `stored 3 events (5 to 7), 1 duplicate, 2 refused: line 2 (malformed), …`.
  var summary: String {
    let range = first.map { $0 == last ? " (\($0))" : " (\($0) to \(last))" } ?? ""
    var text = "stored \(stored) \(stored == 1 ? "event" : "events")\(range), "
    text += "\(duplicates) \(duplicates == 1 ? "duplicate" : "duplicates"), \(refused) refused"
    if !places.isEmpty { text += ": " + places.joined(separator: ", ") }
    if refused > places.count { text += " and \(refused - places.count) more" }
    return text
  }

  /// What the process ends with where all else went well.
  var status: ExitStatus { isOutOfSpace ? .machine : refused > 0 ? .failed : .done }
}
