/// What the opening of a log found and did.
public struct RecoveryReport: Hashable, Sendable {
  /// What was cut off after a stop that was not clean.
  public struct Recovery: Hashable, Sendable {
    /// The log file.
    public var file: String
    /// Where its frames end.
    public var offset: Int
    /// Bytes of an unfinished batch that were put into quarantine; 0 where there was none.
    public var bytes: Int

    /// Names a recovery.
    public init(file: String, offset: Int, bytes: Int) {
      self.file = file
      self.offset = offset
      self.bytes = bytes
    }
  }

  /// The recovery, if the last stop was not clean; `nil` also while it waits for space.
  public var recovery: Recovery?
  /// The file of checkpoints is not there, though every log has one.
  public var checkpointsAreMissing = false
  /// Bytes of a checkpoint that a crash cut short.
  public var tornCheckpoint = 0
  /// Lines of personal data that no event refers to, or that a crash cut short: dropped.
  public var droppedPeople = 0
  /// Values that stood there though they were erased, because an erasure was cut short or an old
  /// copy was put back: taken out now.
  public var erasedPersonalData = 0
  /// References of the newest log file that have no value, though nobody erased it.
  public var missingPersonalData = 0
  /// Names in the folder that are none of the log's; they were left alone.
  public var unknownFiles: [String] = []

  /// Nothing to report.
  public init() {}
}
