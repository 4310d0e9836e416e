/// A moment in UTC, in whole milliseconds since 1970-01-01T00:00:00.000Z.
///
/// Everything that comes from an event lies in the years 1970 to 9999; finer digits are dropped
/// before an instant is made (`interchange`, "Events").
public struct Instant: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Milliseconds since 1970, from 0 to `Instant.last.milliseconds`.
  public var milliseconds: Int64

  /// Makes an instant from milliseconds since 1970; the caller has checked the range.
  @inlinable
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// The nearest instant to a time of any clock, in milliseconds since 1970.
  public init(nearest milliseconds: Int64) {
    self.milliseconds = min(max(milliseconds, Self.first.milliseconds), Self.last.milliseconds)
  }

  /// 1970-01-01T00:00:00.000Z.
  @inlinable
  public static var first: Instant { Instant(milliseconds: 0) }

  /// 9999-12-31T23:59:59.999Z.
  @inlinable
  public static var last: Instant { Instant(milliseconds: 253_402_300_799_999) }

  /// Earlier is less.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }
}
