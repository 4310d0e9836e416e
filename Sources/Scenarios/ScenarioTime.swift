import Bytes
import CallModel
import EventCoding

/// The times of scenarios: counted from a fixed moment, so that a scenario means the same for ever.
enum ScenarioTime {
  /// What `00:00` means: 2026-01-05T09:00:00.000Z, a Monday morning.
  static let zero = Instant(
    milliseconds: Int64(CivilDate(year: 2026, month: 1, day: 5)?.days ?? 0) * 86_400_000
      + 9 * 3_600_000)

  /// Reads `mm:ss` or `h:mm:ss`, either with `.mmm`.
  static func parse(_ text: String) -> Instant? {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    let parts = (halves.first ?? "").split(separator: ":", omittingEmptySubsequences: false)
    guard halves.count <= 2, (2...3).contains(parts.count),
      parts.dropFirst().allSatisfy({ $0.count == 2 }), (parts.first?.count ?? 0) <= 6
    else { return nil }
    var seconds: Int64 = 0
    for (index, part) in parts.enumerated() {
      guard !part.isEmpty, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int64(part), index == 0 || number < 60
      else { return nil }
      seconds = seconds * 60 + number
    }
    var milliseconds: Int64 = 0
    if halves.count == 2 {
      guard halves[1].count == 3, halves[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int64(halves[1])
      else { return nil }
      milliseconds = number
    }
    return Instant(milliseconds: zero.milliseconds + seconds * 1000 + milliseconds)
  }
}
