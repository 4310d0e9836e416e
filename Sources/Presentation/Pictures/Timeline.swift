package import CallModel
package import CallRules

/// Who was connected to a call, and what was taken of them, from moment to moment.
package struct Timeline: Sendable {
  /// A moment from which on something is as it says here, and was not before.
  package struct Moment: Sendable {
    package var at: Instant
    /// What is taken of whoever is connected, in the order of `rows`; `nil` of whoever is not, and
    /// of whoever is missing at the end.
    package var standings: [ConnectedParty.Standing?]
    /// The rule of the segment that is open.
    package var rule: RecordingRule?

    fileprivate func isSame(as other: Moment) -> Bool {
      guard rule == other.rule else { return false }
      let count = max(standings.count, other.standings.count)
      return (0..<count).allSatisfy { standing(of: $0) == other.standing(of: $0) }
    }

    /// What is taken of the party in a row.
    package func standing(of row: Int) -> ConnectedParty.Standing? {
      row < standings.count ? standings[row] : nil
    }
  }

  /// Everyone who was ever connected, in the order of their first connection.
  package private(set) var rows: [Party] = []
  private var rowOfParty: [Party: Int] = [:]
  package private(set) var moments: [Moment] = []
  /// Whether the call goes on: then the last moment has no end yet.
  package private(set) var isOpen = true
  /// The last time that counts.
  package private(set) var end: Instant

  /// A timeline of a call that begins at `start`.
  package init(start: Instant) {
    end = start
  }

  /// How long it stays as each moment tells, in milliseconds; a last moment of no length is left
  /// out where the call is over.
  package var lengths: [Int64] {
    let ends = moments.dropFirst().map(\.at) + [end]
    let lengths = zip(moments, ends).map { $1.milliseconds - $0.at.milliseconds }
    return lengths.last == 0 && !isOpen ? lengths.dropLast() : lengths
  }

  /// Records how `call` is after an event that counted at `at`.
  package mutating func record(_ call: Call, at: Instant) {
    end = at
    isOpen = call.record.endedAt == nil
    var standings = [ConnectedParty.Standing?](repeating: nil, count: rows.count)
    if isOpen {
      for connected in call.connectedParties {
        if let row = rowOfParty[connected.party] {
          standings[row] = connected.standing
        } else {
          rowOfParty[connected.party] = rows.count
          rows.append(connected.party)
          standings.append(connected.standing)
        }
      }
    }
    let moment = Moment(at: at, standings: standings, rule: call.openRule)
    if let last = moments.last, last.at == at { moments.removeLast() }
    if let last = moments.last, last.isSame(as: moment) { return }
    moments.append(moment)
  }
}
