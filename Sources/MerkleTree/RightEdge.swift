public import Digest

/// What must be remembered of a tree so that it can grow and its root be known: the hashes of the
/// perfect subtrees along its right edge (RFC 6962, section 2.1), at most 64.
public struct RightEdge: Hashable, Sendable {
  /// Leaves in the tree.
  public private(set) var size: UInt64 = 0

  /// The roots of the perfect subtrees from left to right, so from the largest to the smallest: one
  /// for each bit that is set in `size`. This list is the form in which an edge is written.
  public private(set) var roots: [SHA256.Digest] = []

  /// The edge of a tree without leaves.
  public init() {}

  /// An edge that was written down; `nil` where the number of roots does not fit the size.
  ///
  /// Whether the roots themselves are right shows only in what is computed from them.
  public init?(size: UInt64, roots: [SHA256.Digest]) {
    guard roots.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.roots = roots
  }

  /// The root of the tree.
  public var root: SHA256.Digest { TreeHash.fold(roots) }

  /// The perfect subtrees that `roots` belong to, in the same order.
  public var subtrees: [Subtree] { Subtree.perfect(in: 0..<size) }

  /// The edge of the tree whose leaves are this one's perfect subtrees of 2^`level` leaves.
  public func part(from level: Int) -> RightEdge {
    let size = size >> UInt64(level)
    return RightEdge(size: size, roots: Array(roots.prefix(size.nonzeroBitCount))) ?? RightEdge()
  }

  /// The edge of what stands behind the last perfect subtree of 2^`level` leaves.
  public func part(below level: Int) -> RightEdge {
    let size = size & (1 << UInt64(level) - 1)
    return RightEdge(size: size, roots: Array(roots.suffix(size.nonzeroBitCount))) ?? RightEdge()
  }

  /// Adds a leaf.
  public mutating func append(_ leaf: SHA256.Digest) {
    append(leaf) { _, _ in }
  }

  /// Adds a leaf and reports every perfect subtree that it completes, the leaf itself first.
  @inline(__always)
  mutating func append(_ leaf: SHA256.Digest, completed: (Subtree, SHA256.Digest) -> Void) {
    precondition(size < .max, "a tree holds at most 2^64 - 1 leaves")
    var hash = leaf
    var level = 0
    completed(Subtree(level: 0, index: size), hash)
    while size >> UInt64(level) & 1 == 1 {
      hash = TreeHash.node(roots.removeLast(), hash)
      level += 1
      completed(Subtree(level: level, index: size >> UInt64(level)), hash)
    }
    roots.append(hash)
    size += 1
  }
}
