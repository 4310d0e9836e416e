public import Digest

/// Why a proof cannot be made or does not hold.
public enum ProofError: Error, Hashable, Sendable {
  /// There is no such leaf in a tree of this size.
  case indexOutsideTree(index: UInt64, size: UInt64)
  /// Nothing can be proved of a tree without leaves: every tree begins with it.
  case oldTreeIsEmpty
  /// The old tree has more leaves than the new one.
  case oldTreeIsLarger(old: UInt64, new: UInt64)
  /// A proof for these sizes has another number of hashes.
  case wrongHashCount(expected: Int, given: Int)
  /// The hashes lead to another root of the (new) tree.
  case rootDiffers(computed: SHA256.Digest, given: SHA256.Digest)
  /// The hashes lead to another root of the old tree.
  case oldRootDiffers(computed: SHA256.Digest, given: SHA256.Digest)
  /// Whoever makes the proof has not got the hash of this subtree.
  case hashMissing(Subtree)

  static func check(old: UInt64, new: UInt64) throws(ProofError) {
    guard old > 0 else { throw .oldTreeIsEmpty }
    guard old <= new else { throw .oldTreeIsLarger(old: old, new: new) }
  }
}

extension ProofError: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .indexOutsideTree(let index, let size):
      "leaf \(index) is not in a tree of \(size) leaves. Ask for a newer checkpoint"
    case .oldTreeIsEmpty:
      "the old tree has no leaves, so there is nothing to prove. Use a later checkpoint as the old one"
    case .oldTreeIsLarger(let old, let new):
      "the old tree has \(old) leaves, the new one only \(new). Check which checkpoint is older"
    case .wrongHashCount(let expected, let given):
      "the proof has \(given) hashes instead of \(expected). Ask for a complete, unchanged copy"
    case .rootDiffers(let computed, let given):
      "the proof leads to the root \(computed.base64), not to \(given.base64). "
        + "What it claims is false, or it was changed in transit"
    case .oldRootDiffers(let computed, let given):
      "the proof leads to the old root \(computed.base64), not to \(given.base64). "
        + "What it claims is false, or it was changed in transit"
    case .hashMissing(let subtree):
      "the hash of leaves \(subtree.firstLeaf) to \(subtree.completeAtSize - 1) is not known. "
        + "Read the log from its first event"
    }
  }
}
