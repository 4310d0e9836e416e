import Digest
import MerkleTree
import Testing

/// The definitions of RFC 6962, section 2.1, word for word: slow and plainly right.
enum SlowTree {
  static func root(_ leaves: ArraySlice<SHA256.Digest>) -> SHA256.Digest {
    guard leaves.count > 1 else { return leaves.first ?? TreeHash.empty }
    let (left, right) = halves(leaves)
    return TreeHash.node(root(left), root(right))
  }

  /// The roots of all ranges of leaves that occur in trees of up to so many, by the definition.
  static func roots(_ leaves: [SHA256.Digest]) -> [Range<Int>: SHA256.Digest] {
    var known: [Range<Int>: SHA256.Digest] = [:]
    func root(_ range: Range<Int>) -> SHA256.Digest {
      if range.count == 1 { return leaves[range.lowerBound] }
      if let root = known[range] { return root }
      let (left, right) = halves(leaves[range])
      let made = TreeHash.node(root(left.indices), root(right.indices))
      known[range] = made
      return made
    }
    for size in 1...leaves.count { _ = root(0..<size) }
    for leaf in leaves.indices { known[leaf..<leaf + 1] = leaves[leaf] }
    return known
  }

  static func path(
    _ index: Int, _ leaves: ArraySlice<SHA256.Digest>, _ roots: [Range<Int>: SHA256.Digest]
  ) -> [SHA256.Digest?] {
    guard leaves.count > 1 else { return [] }
    let (left, right) = halves(leaves)
    return index < left.count
      ? path(index, left, roots) + [roots[right.indices]]
      : path(index - left.count, right, roots) + [roots[left.indices]]
  }

  static func consistency(
    _ old: Int, _ leaves: ArraySlice<SHA256.Digest>, _ roots: [Range<Int>: SHA256.Digest]
  ) -> [SHA256.Digest?] {
    subproof(old, leaves, roots, known: true)
  }

  private static func subproof(
    _ old: Int, _ leaves: ArraySlice<SHA256.Digest>, _ roots: [Range<Int>: SHA256.Digest],
    known: Bool
  ) -> [SHA256.Digest?] {
    if old == leaves.count { return known ? [] : [roots[leaves.indices]] }
    let (left, right) = halves(leaves)
    return old <= left.count
      ? subproof(old, left, roots, known: known) + [roots[right.indices]]
      : subproof(old - left.count, right, roots, known: false) + [roots[left.indices]]
  }

  private static func halves(
    _ leaves: ArraySlice<SHA256.Digest>
  ) -> (ArraySlice<SHA256.Digest>, ArraySlice<SHA256.Digest>) {
    var middle = 1
    while middle * 2 < leaves.count { middle *= 2 }
    return (leaves.prefix(middle), leaves.dropFirst(middle))
  }
}

/// Some leaves and the roots of every tree that begins with them.
struct SmallLog {
  let leaves: [SHA256.Digest]
  /// The root at every size from 0.
  let roots: [SHA256.Digest]

  init(size: Int) {
    self.init(entries: (0..<size).map { [UInt8]("event \($0)".utf8) })
  }

  init(entries: [[UInt8]]) {
    leaves = entries.map { TreeHash.leaf($0) }
    var edge = RightEdge()
    roots =
      [edge.root]
      + leaves.map {
        edge.append($0)
        return edge.root
      }
  }

  /// What one pass over the first `size` leaves finds for a plan.
  func collector(for plan: ProofPlan, size: Int) -> SubtreeCollector {
    var collector = SubtreeCollector(for: [plan])
    for leaf in leaves.prefix(size) { collector.append(leaf) }
    return collector
  }

  /// The hashes of a plan, folded from the roots of its perfect subtrees.
  func planned(_ plan: ProofPlan, _ roots: [Range<Int>: SHA256.Digest]) throws -> [SHA256.Digest] {
    try plan.hashes { subtree in
      let first = Int(subtree.firstLeaf)
      return try #require(roots[first..<first + Int(subtree.leafCount)])
    }
  }

  func inclusion(_ index: Int, _ size: Int) throws -> InclusionProof {
    let plan = try ProofPlan.inclusion(of: UInt64(index), in: UInt64(size))
    return try InclusionProof(
      of: UInt64(index), in: UInt64(size), from: collector(for: plan, size: size))
  }

  func consistency(_ old: Int, _ new: Int) throws -> ConsistencyProof {
    let plan = try ProofPlan.consistency(from: UInt64(old), to: UInt64(new))
    return try ConsistencyProof(
      from: UInt64(old), to: UInt64(new), from: collector(for: plan, size: new))
  }
}
