public import Digest

/// The proof that one entry is in a tree (RFC 6962, section 2.1.1).
public struct InclusionProof: Hashable, Sendable {
  /// The entry's place, counting from 0.
  public var index: UInt64
  /// Leaves in the tree.
  public var size: UInt64
  /// The hashes beside the path, from the leaf's neighbour to the root's child.
  public var hashes: [SHA256.Digest]

  /// A proof as it was received; nothing is checked yet.
  public init(index: UInt64, size: UInt64, hashes: [SHA256.Digest]) {
    self.index = index
    self.size = size
    self.hashes = hashes
  }

  /// Makes the proof from what a collector found.
  public init(
    of index: UInt64, in size: UInt64, from collector: SubtreeCollector
  ) throws(ProofError) {
    let plan = try ProofPlan.inclusion(of: index, in: size)
    let hashes = try plan.hashes { subtree throws(ProofError) in try collector.hash(of: subtree) }
    self.init(index: index, size: size, hashes: hashes)
  }

  /// Holds if the entry with this leaf hash is at `index` in the tree with this root.
  public func verify(leaf: SHA256.Digest, root: SHA256.Digest) throws(ProofError) {
    guard index < size else { throw .indexOutsideTree(index: index, size: size) }
    let path = ProofPath(index: index, size: size)
    guard hashes.count == path.stepCount else {
      throw .wrongHashCount(expected: path.stepCount, given: hashes.count)
    }
    var computed = leaf
    for (step, neighbour) in hashes.enumerated() {
      computed =
        path.isNeighbourLeft(at: step)
        ? TreeHash.node(neighbour, computed) : TreeHash.node(computed, neighbour)
    }
    guard computed == root else { throw .rootDiffers(computed: computed, given: root) }
  }
}
