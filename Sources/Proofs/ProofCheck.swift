public import MerkleTree

/// Checks proof files: bytes in, finding out.
public enum ProofCheck {
  /// The longest file that is checked, in bytes; `prove` makes none that is longer.
  public static let largestFile = 256 << 20

  /// Checks a file that proves events, against a checkpoint of the auditor's own if he has one.
  ///
  /// Where that checkpoint is of another size, a proof of growth between the two joins them.
  public static func events(
    _ bytes: [UInt8], against given: Checkpoint? = nil, growth: [UInt8]? = nil
  ) throws(ComparisonError) -> Finding {
    let proof: EventProof
    let growthProof: ConsistencyProofFile?
    do {
      proof = try EventProof(parsing: bytes)
      growthProof = if let growth { try ConsistencyProofFile(parsing: growth) } else { nil }
    } catch {
      return Finding(.damaged, error.description)
    }
    let count = proof.events.count
    guard let given else {
      return Finding(
        .consistent, "\(count) events are in the tree of size \(proof.checkpoint.size)")
    }
    let comparison = Comparison(proof.checkpoint, with: given)
    if let finding = comparison.contradiction(proof.checkpoint, given) { return finding }
    if comparison == .otherSize {
      if let finding = try join(proof.checkpoint, given, growthProof) { return finding }
    }
    for event in proof.events where event.sequence > given.size {
      throw .newerThanCheckpoint(sequence: event.sequence, size: given.size)
    }
    return Finding(.anchored, "\(count) events are in the tree of size \(given.size)")
  }

  /// Checks a file that proves growth, against a checkpoint of the auditor's own if he has one.
  public static func growth(
    _ bytes: [UInt8], against given: Checkpoint? = nil
  ) throws(ComparisonError) -> Finding {
    let proof: ConsistencyProofFile
    do {
      proof = try ConsistencyProofFile(parsing: bytes)
    } catch {
      return Finding(.damaged, error.description)
    }
    let detail = "the tree of size \(proof.new.size) begins with that of size \(proof.old.size)"
    guard let given else { return Finding(.consistent, detail) }
    for own in [proof.old, proof.new] {
      let comparison = Comparison(own, with: given)
      if let finding = comparison.contradiction(own, given) { return finding }
      if comparison == .same { return Finding(.anchored, detail) }
    }
    throw .otherSize(proof: proof.new.size, checkpoint: given.size)
  }

  /// Goes from the proof's checkpoint to the given one, of the same log and another size. Returns
  /// only a contradiction.
  private static func join(
    _ own: Checkpoint, _ given: Checkpoint, _ growth: ConsistencyProofFile?
  ) throws(ComparisonError) -> Finding? {
    guard let growth else { throw .otherSize(proof: own.size, checkpoint: given.size) }
    let isOlder = own.size < given.size
    let near = isOlder ? growth.old : growth.new
    let far = isOlder ? growth.new : growth.old
    let elsewhere = ComparisonError.growthElsewhere(old: growth.old.size, new: growth.new.size)
    guard near.isOfSameLog(as: own), near.size == own.size, far.size == given.size else {
      throw elsewhere
    }
    if let finding = Comparison(far, with: given).contradiction(far, given) { return finding }
    if near.root == own.root { return nil }
    // What the given checkpoint begins with is proved to be another tree than the proof's. The
    // other way round there may be two continuations of it, and nothing follows for this one.
    guard isOlder else { throw elsewhere }
    return Comparison(own, with: near).contradiction(own, near)
  }
}
