package import EventLog
internal import MerkleTree

extension Answer {
  /// What the library says of a log.
  ///
  /// - Parameter given: the text of a checkpoint from outside.
  package init(verifying storage: any Storage, against given: [UInt8]?) throws {
    let checkpoint = try given.map { (note) throws(CheckpointError) in
      try Checkpoint(parsing: note)
    }
    do throws(LogError) {
      self =
        switch try LogVerifier(storage).verify(against: checkpoint).verdict {
        case .anchored: .anchored
        case .consistentInItself: .consistent
        case .damaged: .damaged
        case .contradicts: .contradicts
        }
    } catch {
      guard error.system == nil else { throw error }
      self = .none
    }
  }
}
