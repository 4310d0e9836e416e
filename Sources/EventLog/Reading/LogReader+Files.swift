extension LogReader {
  /// The sequences of the first events of the log's files.
  package var fileStarts: [UInt64] { manifest.files.map(\.header.first) }

  /// Bytes of the log's files, reserved space among them.
  package var fileBytes: Int { manifest.files.reduce(0) { $0 + $1.size } }

  /// Names in the folder that are none of the log's.
  package var unknownFiles: [String] {
    manifest.others.filter { $0.meaning == .unknownFile }.map(\.name)
  }

  /// What the log's checkpoints call it: its origin and id.
  package var checkpointOrigin: String { manifest.checkpointOrigin }

  /// Bytes that may still be written to the file system.
  package func freeSpace() throws(LogError) -> UInt64 { try folder.freeSpace() }
}
