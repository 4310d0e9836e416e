/// What a line of events may hold (`interchange`, "Events").
public enum Limits {
  /// The most bytes that a received line may have, its LF aside.
  public static let line = 16_384
  /// The most bytes that a string may have, decoded.
  public static let string = 4_096
  /// The most bytes that an id may have.
  public static let id = 128
}
