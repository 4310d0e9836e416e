public import Digest

/// Which subtrees a proof is made of, before any hash is known.
///
/// Each hash of a proof is the root over one run of neighbouring perfect subtrees. Ask the plan what
/// it needs, get those hashes from a `SubtreeCollector`, an index or a cache, and let it fold them.
public struct ProofPlan: Hashable, Sendable {
  /// For each hash of the proof, in the proof's order, the perfect subtrees under it from left to
  /// right.
  public let parts: [[Subtree]]

  /// What proves that leaf `index` is in the tree of `size` leaves (RFC 6962, section 2.1.1).
  public static func inclusion(of index: UInt64, in size: UInt64) throws(ProofError) -> ProofPlan {
    guard index < size else { throw .indexOutsideTree(index: index, size: size) }
    var ranges: [Range<UInt64>] = []
    var tree = 0..<size
    while tree.upperBound - tree.lowerBound > 1 {
      let middle = split(tree)
      if index < middle {
        ranges.append(middle..<tree.upperBound)
        tree = tree.lowerBound..<middle
      } else {
        ranges.append(tree.lowerBound..<middle)
        tree = middle..<tree.upperBound
      }
    }
    return ProofPlan(ranges: ranges)
  }

  /// What proves that the tree of `new` leaves begins with that of `old` leaves (RFC 6962, section
  /// 2.1.2).
  public static func consistency(
    from old: UInt64, to new: UInt64
  ) throws(ProofError) -> ProofPlan {
    try ProofError.check(old: old, new: new)
    var ranges: [Range<UInt64>] = []
    var tree = 0..<new
    while tree.upperBound > old {
      let middle = split(tree)
      if old <= middle {
        ranges.append(middle..<tree.upperBound)
        tree = tree.lowerBound..<middle
      } else {
        ranges.append(tree.lowerBound..<middle)
        tree = middle..<tree.upperBound
      }
    }
    // The old tree as a whole is known to the verifier: the proof need not have its root.
    if tree.lowerBound > 0 { ranges.append(tree) }
    return ProofPlan(ranges: ranges)
  }

  private init(ranges: [Range<UInt64>]) {
    parts = ranges.reversed().map(Subtree.perfect(in:))
  }

  /// The hashes of the proof, in order, from the hashes of perfect subtrees.
  public func hashes<Failure>(
    from hash: (Subtree) throws(Failure) -> SHA256.Digest
  ) throws(Failure) -> [SHA256.Digest] {
    var proof: [SHA256.Digest] = []
    for part in parts {
      var folded: [SHA256.Digest] = []
      for subtree in part { folded.append(try hash(subtree)) }
      proof.append(TreeHash.fold(folded))
    }
    return proof
  }

  /// Where RFC 6962 splits a tree of two leaves or more: the left part is the largest power of two
  /// that is smaller than the whole.
  private static func split(_ tree: Range<UInt64>) -> UInt64 {
    let level = 63 - (tree.upperBound - tree.lowerBound - 1).leadingZeroBitCount
    return tree.lowerBound + 1 << UInt64(level)
  }
}
