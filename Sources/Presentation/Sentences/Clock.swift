public import CallModel

/// How times are shown: counted from a moment, as `mm:ss`, with hours and milliseconds where
/// there are some.
public struct Clock: Hashable, Sendable {
  /// What `00:00` means.
  public let zero: Instant

  /// The columns before a sentence, at least: for `00:00–00:00`, and two more.
  package static let width = 13

  /// A clock that starts at `zero`.
  public init(zero: Instant) {
    self.zero = zero
  }

  /// A time, such as `04:05`, `1:00:00` or `00:07.250`; before zero with a minus sign.
  public func text(_ instant: Instant) -> String {
    let milliseconds = instant.milliseconds - zero.milliseconds
    let sign = milliseconds < 0 ? "-" : ""
    let (seconds, milli) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1000)
    let (minutes, second) = seconds.quotientAndRemainder(dividingBy: 60)
    let (hours, minute) = minutes.quotientAndRemainder(dividingBy: 60)
    let start = hours == 0 ? two(minutes) : "\(hours):\(two(minute))"
    let clock = "\(start):\(two(second))"
    return sign + clock + (milli == 0 ? "" : ".\(two(milli / 10))\(milli % 10)")
  }

  /// A stretch of time; an open one ends with `…`.
  public func text(_ start: Instant, _ end: Instant?) -> String {
    "\(text(start))–\(end.map(text) ?? "…")"
  }

  private func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
