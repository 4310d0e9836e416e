internal import Digest
internal import MerkleTree

// How what was read is compared with the newest checkpoint. Whatever turns out not to be so, the
// reason that is given is that of `LogVerifier`, so that all readers say the same of a log.
extension LogReader {
  /// Compares the events of some files with the newest checkpoint, and the log's length with it.
  ///
  /// - Parameters:
  ///   - judge: what has seen the events of these files; `nil` where the tree is left out.
  ///   - size: the sequence of the last event of these files.
  func compare(
    _ judge: TreeJudge?, _ size: UInt64, _ places: ClosedRange<Int>
  ) throws(LogError) {
    if let disagreement = judge?.disagreement { throw try reason(disagreement) }
    guard let newest = newestCheckpoint, newest.size > size else { return }
    guard places.upperBound + 1 < manifest.files.count else {
      throw LogError(
        Format.checkpoints, .shorterThanCheckpoint(size: size, checkpoint: newest.size))
    }
    guard let judge else {
      // A file's header says how many events come before it; only the last file has to be read.
      if newest.size > manifest.last.header.edge.size { try checkLength(LogTree(self), newest) }
      return
    }
    _ = try tree { (tree) throws(LogError) in
      try tree.grows(from: judge.edge, to: newest)
    }
  }

  /// The tree of the log, which was compared with the newest checkpoint: it has its root there, and
  /// all that came behind it was added to it.
  ///
  /// - Parameter known: the tree that is tried first, if it was made already.
  package func comparedTree(_ known: LogTree? = nil) throws(LogError) -> LogTree {
    guard let newest = newestCheckpoint, newest.size > 0 else {
      return if let known { known } else { try LogTree(self) }
    }
    return try tree(known) { (tree) throws(LogError) in
      guard try tree.root(at: newest.size) == newest.root else { return false }
      return try tree.grows(from: newest)
    }
  }

  /// A tree of which something holds: first one that believes the tables beside the log, and where
  /// it does not hold of that, one that does not.
  private func tree(
    _ known: LogTree? = nil, where holds: (LogTree) throws(LogError) -> Bool
  ) throws(LogError) -> LogTree {
    let believing = if let known { known } else { try LogTree(self) }
    guard let newest = newestCheckpoint else { return believing }
    try checkLength(believing, newest)
    if try holds(believing) { return believing }
    let tree = try LogTree(self, isTrusting: false)
    if try holds(tree) { return tree }
    throw try contradiction()
  }

  private func checkLength(_ tree: LogTree, _ newest: Checkpoint) throws(LogError) {
    guard newest.size > tree.size else { return }
    throw try reason(
      LogError(
        Format.checkpoints, .shorterThanCheckpoint(size: tree.size, checkpoint: newest.size)))
  }

  /// What is wrong with a log whose events are not those of its newest checkpoint.
  package func contradiction() throws(LogError) -> LogError {
    try reason(
      LogError(
        Format.checkpoints, .contradictsCheckpoint(size: newestCheckpoint?.size ?? 0)))
  }

  /// What `LogVerifier` says of the log, which is known not to be in order; what is given where it
  /// finds nothing.
  func reason(_ found: LogError) throws(LogError) -> LogError {
    guard case .damaged(let error) = try LogVerifier(self).verify().verdict else { return found }
    return error
  }

  /// What is wrong with a file that was found not to be in order at some place; what is given where
  /// nothing is wrong with it any more.
  func damage(inFile index: Int, _ found: LogError) throws(LogError) -> LogError {
    do throws(LogError) {
      _ = try read(index...index, nil, judge: LineJudge()) { (_, _) throws(LogError) in true }
      return found
    } catch {
      guard error.isDamage else { throw error }
      return error
    }
  }

  /// The error that says that an event's line, whose checksum is right, is no event.
  package func unreadable(_ sequence: UInt64) throws(LogError) -> LogError {
    let index = manifest.place(of: sequence)
    let found = LogError(
      manifest.files[index].name, sequence: sequence, .damage(.noEvent(sequence: sequence)))
    return try damage(inFile: index, found)
  }
}

extension LogTree {
  /// Whether the tree at a checkpoint's size has grown from a smaller one and has its root.
  fileprivate func grows(
    from edge: RightEdge, to newest: Checkpoint
  ) throws(LogError) -> Bool {
    guard edge.size > 0 else { return try root(at: newest.size) == newest.root }
    return try grows(from: edge.size, edge.root, to: newest.size, newest.root)
  }

  /// Whether the whole tree has grown from that of a checkpoint.
  fileprivate func grows(from old: Checkpoint) throws(LogError) -> Bool {
    guard let root = try root(at: size) else { return false }
    return try grows(from: old.size, old.root, to: size, root)
  }

  private func grows(
    from old: UInt64, _ oldRoot: SHA256.Digest, to new: UInt64, _ newRoot: SHA256.Digest
  ) throws(LogError) -> Bool {
    let plan: ProofPlan
    do { plan = try ProofPlan.consistency(from: old, to: new) } catch { return false }
    let found = try hashes(of: plan.parts.joined())
    let proof = ConsistencyProof(
      oldSize: old, newSize: new, hashes: plan.hashes { found[$0] ?? TreeHash.empty })
    do {
      try proof.verify(oldRoot: oldRoot, newRoot: newRoot)
      return true
    } catch {
      return false
    }
  }
}
