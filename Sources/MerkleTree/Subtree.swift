/// A perfect subtree: 2^`level` leaves, the first of which is leaf `index` × 2^`level`.
///
/// Its hash never changes once its last leaf is there, so it may be kept and looked up.
public struct Subtree: Hashable, Sendable {
  /// 0 for a leaf, 1 for two leaves, at most 63.
  public let level: Int
  /// How many subtrees of this level lie before it.
  public let index: UInt64

  /// The subtree of a level that has `index` others of its level before it.
  public init(level: Int, index: UInt64) {
    precondition((0..<64).contains(level), "a subtree's level is 0 to 63")
    self.level = level
    self.index = index
  }

  /// Its first leaf, counting from 0.
  public var firstLeaf: UInt64 { index << UInt64(level) }

  /// Leaves in it.
  public var leafCount: UInt64 { 1 << UInt64(level) }

  /// The tree size at which its last leaf is there.
  public var completeAtSize: UInt64 { firstLeaf + leafCount }

  /// Whether it is complete before `other` in a tree that grows: earlier leaf, then lower level.
  func isComplete(before other: Subtree) -> Bool {
    (completeAtSize, level) < (other.completeAtSize, other.level)
  }

  /// The perfect subtrees along the right edge of a tree, from left to right.
  public static func edge(ofSize size: UInt64) -> [Subtree] { perfect(in: 0..<size) }

  /// The perfect subtrees, from left to right, of a range that occurs in an RFC 6962 tree: its
  /// start is a multiple of the power of two that its length does not exceed.
  static func perfect(in range: Range<UInt64>) -> [Subtree] {
    var subtrees: [Subtree] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let level = 63 - (range.upperBound - start).leadingZeroBitCount
      subtrees.append(Subtree(level: level, index: start >> UInt64(level)))
      start += 1 << UInt64(level)
    }
    return subtrees
  }
}
