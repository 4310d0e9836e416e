import CallModel

/// How a scenario writes an event of one type: the fields that stand by their place, and those that
/// stand as `field=value`.
struct EventWords {
  var type: String
  /// Fields in their order; a `?` at the end marks one that may be left out.
  var places: [String]
  var named: [String]

  /// Fields that any event may have.
  static let common = ["call", "source", "n", "seq"]

  /// Every type that a scenario can write without quotes, silent ones aside.
  static let all: [EventWords] =
    EventType.allCases.map(words) + [
      EventWords(
        type: "setting.changed", places: ["scope", "subject", "property", "value"], named: ["by"]),
      EventWords(type: "user.grouped", places: ["user", "group?"], named: ["by"]),
    ]

  private static func words(_ type: EventType) -> EventWords {
    let word = type.word.description
    switch type {
    case .callStarted:
      return EventWords(type: word, places: ["direction"], named: ["caller", "agent", "parent"])
    case .ivrConsent:
      return EventWords(type: word, places: ["answer"], named: ["number", "by", "prompt"])
    case .callVariable: return EventWords(type: word, places: ["name", "value"], named: [])
    case .queueEntered: return EventWords(type: word, places: ["queue"], named: [])
    case .callerAnswered, .callerLeft, .secureStarted, .secureEnded:
      return EventWords(type: word, places: [], named: [])
    case .agentJoined: return EventWords(type: word, places: ["agent", "role?"], named: [])
    case .agentLeft, .callHeld, .callResumed, .consultEnded, .consultMerged, .transferFailed,
      .manualStart, .manualStop, .pendingSave, .pendingUnsave, .censorStart, .censorStop:
      return EventWords(type: word, places: ["agent"], named: [])
    case .consultStarted, .callTransferred:
      return EventWords(
        type: word, places: ["agent"], named: ["toAgent", "toQueue", "toNumber"])
    case .consultAnswered:
      return EventWords(type: word, places: ["agent"], named: ["party", "number"])
    case .numberJoined, .numberLeft: return EventWords(type: word, places: ["number"], named: [])
    case .recorderFailed, .recorderRecovered, .callEnded:
      return EventWords(type: word, places: ["reason?"], named: [])
    }
  }

  /// What an event of this type looks like.
  var usage: String {
    let places = places.map { $0.hasSuffix("?") ? "[\($0.dropLast())]" : $0.uppercased() }
    return ([type] + places + named.map { "[\($0)=…]" }).joined(separator: " ")
  }
}

/// Finds what was probably meant.
enum Spelling {
  /// `; did you mean 'x'?`, or nothing where no known word is near.
  static func suggestion(for word: String, among known: [String]) -> String {
    let near = known.map { (word: $0, distance: distance(word, $0)) }
      .min { $0.distance < $1.distance }
    guard let near, near.distance <= max(2, word.count / 3) else { return "" }
    return "; did you mean '\(near.word)'?"
  }

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
