internal import Digest
public import MerkleTree
internal import Platform

extension LogReader {
  /// The sequences of the first events of the log's files.
  public var fileStarts: [UInt64] { survey.files.map(\.header.first) }

  /// Bytes of the log's files, reserved space among them.
  public var fileBytes: Int { survey.files.reduce(0) { $0 + $1.size } }

  /// Names in the folder that are none of the log's.
  public var strangers: [String] {
    survey.others.filter { $0.meaning == .stranger }.map(\.name)
  }

  /// What the log's checkpoints call it: its origin and id.
  public var checkpointOrigin: String { survey.checkpointOrigin }

  /// Bytes that may still be written to the file system.
  public func freeSpace() throws(LogError) -> UInt64 { try folder.freeSpace() }

  /// All checkpoints that the log keeps of itself, oldest first; `nil` where their file is gone.
  public func checkpoints() throws(LogError) -> [Checkpoint]? {
    let all = try CheckpointFile.readAll(folder, origin: survey.checkpointOrigin)
    return all.reading.isMissing ? nil : all.checkpoints
  }

  /// The newest checkpoint that the log keeps of itself, if any; those before it are not looked at.
  public func newestCheckpoint() throws(LogError) -> Checkpoint? {
    try CheckpointFile.newest(folder, origin: survey.checkpointOrigin)
  }

  /// The error that says that an event's line, whose checksum is right, is no event.
  public func unreadable(_ sequence: UInt64) -> LogError {
    LogError(
      survey.files[survey.place(of: sequence)].name, sequence: sequence, .damage(.eventLine))
  }
}
