internal import Digest
internal import MerkleTree

extension Manifest {
  /// What the log's checkpoints call it.
  var checkpointOrigin: String { "\(origin)/\(log)" }
}

extension LogWriter {
  /// What the log's checkpoints call it: its origin and id.
  package var checkpointOrigin: String { "\(origin)/\(id)" }
}
