internal import Digest
internal import MerkleTree

/// Proves single lines to the newest checkpoint that the log keeps of itself.
///
/// Making it reads the newest log file and compares its tree, and the log's length, with that
/// checkpoint. What the checkpoint does not cover yet cannot be proved, and is believed.
struct LineProver {
  private let reader: LogReader
  private var tree: LogTree

  init(_ reader: LogReader) throws(LogError) {
    self.reader = reader
    tree = try reader.comparedTree()
  }

  /// Throws where a line is not the one that the checkpoint covers under its sequence.
  mutating func prove(_ leaves: [(sequence: UInt64, leaf: SHA256.Digest)]) throws(LogError) {
    guard let newest = reader.newestCheckpoint else { return }
    let covered = leaves.filter { $0.sequence <= newest.size }
    if covered.isEmpty { return }
    if try holds(covered, newest) { return }
    // What stands beside the log may be what is wrong.
    tree = try LogTree(reader, isTrusting: false)
    if try holds(covered, newest) { return }
    throw try reader.contradiction()
  }

  private func holds(
    _ leaves: [(sequence: UInt64, leaf: SHA256.Digest)], _ newest: Checkpoint
  ) throws(LogError) -> Bool {
    var plans: [ProofPlan] = []
    for (sequence, _) in leaves {
      do { plans.append(try ProofPlan.inclusion(of: sequence - 1, in: newest.size)) } catch {
        return false
      }
    }
    let found = try tree.hashes(of: plans.flatMap { $0.parts.joined() })
    for ((sequence, leaf), plan) in zip(leaves, plans) {
      let proof = InclusionProof(
        index: sequence - 1, size: newest.size, hashes: plan.hashes { found[$0] ?? TreeHash.empty })
      do { try proof.verify(leaf: leaf, root: newest.root) } catch { return false }
    }
    return true
  }
}
