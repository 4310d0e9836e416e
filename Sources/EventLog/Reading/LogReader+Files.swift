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
}
