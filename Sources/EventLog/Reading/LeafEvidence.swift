internal import Digest
internal import MerkleTree

/// Which lines of a damaged log file are good all the same: those whose hashes, together, are what
/// stands elsewhere.
///
/// Elsewhere is the table beside the file (a hash for each 256 leaves), the tree in the header of the
/// file behind it, and the log's checkpoints. A line that is proved so is what was stored, whatever the
/// checksum of its frame says; of lines that share one hash, one that was changed leaves all in doubt.
struct LeafEvidence {
  /// The tree before the first leaf.
  let before: RightEdge
  /// The hashes of the lines from there on; `nil` where there is none.
  let leaves: [SHA256.Digest?]

  private var end: UInt64 { before.size + UInt64(leaves.count) }

  /// The sequences of the lines that are proved.
  ///
  /// - Parameters:
  ///   - hashes: hashes of perfect subtrees, from whatever place.
  ///   - checkpoints: oldest first.
  func proved(
    by hashes: some Sequence<(Subtree, SHA256.Digest)>, _ checkpoints: [Checkpoint]
  ) -> Set<UInt64> {
    var proved: Set<UInt64> = []
    for (subtree, hash) in hashes where self.hash(of: subtree) == hash {
      note(max(subtree.firstLeaf, before.size)..<subtree.completeAtSize, &proved)
    }
    var edge = before
    var start = before.size
    var rest = checkpoints.drop { $0.size <= before.size }
    // As far as there is a line for each leaf: behind a checkpoint that does not fit, none can.
    while let next = rest.popFirst(), next.size <= end {
      while edge.size < next.size, let leaf = leaves[Int(edge.size - before.size)] {
        edge.append(leaf)
      }
      guard edge.size == next.size, edge.root == next.root else { break }
      note(start..<next.size, &proved)
      start = next.size
    }
    return proved
  }

  private func note(_ range: Range<UInt64>, _ proved: inout Set<UInt64>) {
    for leaf in range { proved.insert(leaf + 1) }
  }

  /// The hash of a subtree that ends among the leaves; `nil` where one of them is missing.
  private func hash(of subtree: Subtree) -> SHA256.Digest? {
    guard subtree.completeAtSize > before.size, subtree.completeAtSize <= end else { return nil }
    var edge =
      subtree.firstLeaf < before.size ? before.part(below: subtree.level) : RightEdge()
    let start = max(subtree.firstLeaf, before.size) - before.size
    for leaf in leaves[Int(start)..<Int(subtree.completeAtSize - before.size)] {
      guard let leaf else { return nil }
      edge.append(leaf)
    }
    return edge.root
  }
}

extension TreeTable {
  /// The hashes of the groups that are complete in the file, with the subtrees that they are.
  var hashes: [(Subtree, SHA256.Digest)] {
    groups.enumerated().compactMap { place, group in
      group.hash.map {
        (
          Subtree(
            level: TreeTable.level, index: start >> UInt64(TreeTable.level) + UInt64(place)), $0
        )
      }
    }
  }
}
