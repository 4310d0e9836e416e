/// A stretch of text inside the bytes of one event: the decoded UTF-8 of a string.
///
/// It means something only together with the bytes that its event came with, and so costs
/// nothing to make: no copy, no allocation.
public struct Text: Hashable, Sendable, BitwiseCopyable {
  /// Where it begins, in bytes from the start of the event's bytes.
  public var start: UInt32
  /// How long it is, in bytes.
  public var count: UInt32

  /// Makes a text from a place in an event's bytes.
  public init(start: UInt32, count: UInt32) {
    self.start = start
    self.count = count
  }

  /// The places of its bytes.
  public var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}
