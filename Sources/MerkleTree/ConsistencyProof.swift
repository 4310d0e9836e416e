public import Digest

/// The proof that a tree begins with all the leaves of an older one, unchanged and in order (RFC
/// 6962, section 2.1.2).
public struct ConsistencyProof: Hashable, Sendable {
  /// Leaves in the older tree, at least 1.
  public var oldSize: UInt64
  /// Leaves in the newer tree.
  public var newSize: UInt64
  /// The hashes in the order of the standard; none where the sizes are equal.
  public var hashes: [SHA256.Digest]

  /// A proof as it was received; nothing is checked yet.
  public init(oldSize: UInt64, newSize: UInt64, hashes: [SHA256.Digest]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.hashes = hashes
  }

  /// Makes the proof from what a collector found.
  public init(
    from oldSize: UInt64, to newSize: UInt64, from collector: SubtreeCollector
  ) throws(ProofError) {
    let plan = try ProofPlan.consistency(from: oldSize, to: newSize)
    let hashes = try plan.hashes { subtree throws(ProofError) in try collector.hash(of: subtree) }
    self.init(oldSize: oldSize, newSize: newSize, hashes: hashes)
  }

  /// Holds if the tree with `newRoot` begins with the tree with `oldRoot`.
  ///
  /// An old tree without leaves is refused: every tree begins with it, so nothing is proved.
  public func verify(oldRoot: SHA256.Digest, newRoot: SHA256.Digest) throws(ProofError) {
    try ProofError.check(old: oldSize, new: newSize)
    guard oldSize < newSize else { return try verifyEqual(oldRoot: oldRoot, newRoot: newRoot) }
    // The walk starts at the largest perfect subtree that ends where the old tree ends. Where that
    // is the whole old tree, its root is known and the proof leaves it out.
    let level = UInt64(oldSize.trailingZeroBitCount)
    let path = ProofPath(index: (oldSize - 1) >> level, size: (newSize - 1) >> level + 1)
    let isWhole = path.index == 0
    let expected = path.stepCount + (isWhole ? 0 : 1)
    guard hashes.count == expected else {
      throw .wrongHashCount(expected: expected, given: hashes.count)
    }
    let start = isWhole ? oldRoot : hashes[0]
    var old = start
    var new = start
    for (step, neighbour) in hashes.dropFirst(isWhole ? 0 : 1).enumerated() {
      if path.isNeighbourLeft(at: step) {
        old = TreeHash.node(neighbour, old)
        new = TreeHash.node(neighbour, new)
      } else {
        // What lies to the right came after the old tree.
        new = TreeHash.node(new, neighbour)
      }
    }
    guard old == oldRoot else { throw .oldRootDiffers(computed: old, given: oldRoot) }
    guard new == newRoot else { throw .rootDiffers(computed: new, given: newRoot) }
  }

  /// Trees of one size are the same tree, and nothing need be shown.
  private func verifyEqual(
    oldRoot: SHA256.Digest, newRoot: SHA256.Digest
  ) throws(ProofError) {
    guard hashes.isEmpty else { throw .wrongHashCount(expected: 0, given: hashes.count) }
    guard oldRoot == newRoot else { throw .rootDiffers(computed: oldRoot, given: newRoot) }
  }
}
