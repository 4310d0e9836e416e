internal import Digest
internal import MerkleTree

/// Compares a log with its newest checkpoint while it is read.
struct CheckpointCheck {
  private let checkpoint: Checkpoint?
  private var root: SHA256.Digest?

  init(_ checkpoint: Checkpoint?, _ manifest: Manifest) {
    self.checkpoint = checkpoint
    guard let size = checkpoint?.size else { return }
    // Where the checkpoint was made at a file's start, the header has the tree.
    root = manifest.files.first { $0.header.edge.size == size }?.header.edge.root
  }

  /// Takes note of the tree after an event.
  mutating func pass(_ edge: RightEdge) {
    if let checkpoint, edge.size == checkpoint.size { root = edge.root }
  }

  /// Throws where the log, which has so many events, is not the one of the checkpoint.
  func finish(_ replay: LogReplay, size: UInt64) throws(LogError) {
    guard let checkpoint else { return }
    guard checkpoint.size <= size else {
      throw LogError(
        Format.checkpoints, .shorterThanCheckpoint(size: size, checkpoint: checkpoint.size))
    }
    let found: SHA256.Digest?
    if let root {
      found = root
    } else {
      // It lies in a sealed file that was not read: that one file is read now.
      var earlier = CheckpointCheck(checkpoint, replay.manifest)
      let place = replay.manifest.place(of: checkpoint.size)
      var manifest = replay.manifest
      manifest.files = [manifest.files[place]]
      _ = try LogReplay(folder: replay.folder, manifest: manifest).run(from: 0) {
        (_, _, _, edge) throws(LogError) in earlier.pass(edge)
      }
      found = earlier.root
    }
    guard found == checkpoint.root else {
      throw LogError(Format.checkpoints, .contradictsCheckpoint(size: checkpoint.size))
    }
  }
}
