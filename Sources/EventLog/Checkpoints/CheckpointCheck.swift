internal import Digest
internal import MerkleTree

/// Compares a log with its newest checkpoint while it is read.
struct CheckpointCheck {
  private let checkpoint: Checkpoint?
  private var root: SHA256.Digest?

  init(_ checkpoint: Checkpoint?, _ survey: Survey) {
    self.checkpoint = checkpoint
    guard let size = checkpoint?.size else { return }
    // Where the checkpoint was made at a file's start, the header has the tree.
    root = survey.files.first { $0.header.edge.size == size }?.header.edge.root
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
      var earlier = CheckpointCheck(checkpoint, replay.survey)
      let place = replay.survey.place(of: checkpoint.size)
      var survey = replay.survey
      survey.files = [survey.files[place]]
      _ = try LogReplay(folder: replay.folder, survey: survey).run(from: 0) {
        (_, _, _, edge) throws(LogError) in earlier.pass(edge)
      }
      found = earlier.root
    }
    guard found == checkpoint.root else {
      throw LogError(Format.checkpoints, .contradictsCheckpoint(size: checkpoint.size))
    }
  }
}
