public import Digest

/// Picks the hashes that some proofs need out of one pass over the leaves.
///
/// Its memory is that of the right edge and of the hashes asked for, whatever the length of the log.
public struct SubtreeCollector: Sendable {
  /// The tree over all leaves seen so far.
  public private(set) var edge: RightEdge
  /// Those still to come, the next one last.
  private var outstanding: [Subtree]
  private var found: [Subtree: SHA256.Digest] = [:]

  /// A collector of everything that `plans` need, before the first leaf or behind a known edge.
  ///
  /// What lies left of the edge can be found only where the edge itself has it.
  public init(for plans: some Sequence<ProofPlan>, after edge: RightEdge = RightEdge()) {
    self.init(for: plans.flatMap { $0.parts.joined() }, after: edge)
  }

  /// A collector of the hashes of some subtrees.
  public init(for subtrees: some Sequence<Subtree>, after edge: RightEdge = RightEdge()) {
    self.edge = edge
    let wanted = Set(subtrees)
    for (subtree, hash) in zip(edge.subtrees, edge.roots) where wanted.contains(subtree) {
      found[subtree] = hash
    }
    outstanding = wanted.filter { $0.completeAtSize > edge.size }
      .sorted { $1.isComplete(before: $0) }
  }

  /// Whether no further leaf can bring anything that was asked for.
  public var isComplete: Bool { outstanding.isEmpty }

  /// Takes in the next leaf's hash.
  public mutating func append(_ leaf: SHA256.Digest) {
    // A tree completes its subtrees in exactly the order of `outstanding`: one comparison each.
    edge.append(leaf) { subtree, hash in
      if subtree == outstanding.last {
        outstanding.removeLast()
        found[subtree] = hash
      }
    }
  }

  /// The hash of a subtree that was asked for.
  public func hash(of subtree: Subtree) throws(ProofError) -> SHA256.Digest {
    guard let hash = found[subtree] else { throw .hashMissing(subtree) }
    return hash
  }
}
