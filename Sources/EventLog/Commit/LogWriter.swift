public import Digest
public import MerkleTree
internal import Platform

/// The one writer of a log: it appends, and answers once what it took would survive a power cut.
///
/// It holds the log's lock from its making to `close()` or its end, and belongs to one thread at a
/// time. After any failure but a full disk it is poisoned: it refuses all further work, and the log
/// has to be opened again.
public final class LogWriter {
  let folder: LogFolder
  let options: LogOptions
  /// The log's id.
  public let id: LogID
  /// The name that the log was given when it was created.
  public let origin: String
  /// What opening found and did.
  public internal(set) var report: RecoveryReport

  /// The part that judges lines and puts them into batches.
  var admission: Admission
  /// The tree of all events whose leaves are known, and the personal data that are written to: what
  /// a batch needs before its frame.
  var tree: RightEdge
  var personalData: PersonalDataFile?
  /// The part that writes the frames, one after the other.
  var tail: LogTail
  /// The log file, by its first sequence, whose personal data have values that no event refers to,
  /// or not all that its events refer to: the next opening has to look at them.
  var doubtfulPeople: UInt64?
  /// The stamps of the personal data of log files that are no longer written to, in which nothing
  /// stands that was erased.
  var personalDataStamps: [UInt64: FileStamp] = [:]
  /// The first log file of whose erasures no table is kept, by its first sequence.
  var erasuresKeptBefore: UInt64 = 1

  /// What is to be written before the next append; it stays here while there is no space for it.
  var unfinished: Unfinished?
  var isPoisoned = false
  /// The frame buffer, kept from batch to batch.
  var buffer: [UInt8] = []
  var checkpointer: Checkpointer?
  /// The file since whose beginning the writer's state was kept.
  var savedDoorFor: UInt64?

  init(
    _ folder: LogFolder, _ options: LogOptions, id: LogID, origin: String, state: AdmissionState,
    tree: RightEdge, files: [UInt64], erasures: Erasures
  ) {
    self.folder = folder
    self.options = options
    self.id = id
    self.origin = origin
    admission = Admission(options, path: folder.path, log: id, origin: origin, state: state)
    self.tree = tree
    tail = LogTail(
      folder, log: id, reserve: options.reserve, files: files, erasures: erasures)
    report = RecoveryReport()
  }

  /// How many events the log has: the sequence of the last one.
  public var size: UInt64 { tree.size }

  /// The root of the tree of all events.
  public var root: SHA256.Digest { tree.root }

  /// Bytes that may still be written to the file system.
  public func freeSpace() throws(LogError) -> UInt64 {
    try folder.freeSpace()
  }

  /// Whether there was no space yet to recover from a stop that was not clean, or to finish an
  /// erasure. Until then events are refused; each append and checkpoint tries again.
  public var isWaitingForSpace: Bool { unfinished != nil }

  /// Ends cleanly: cuts off the reserved space, makes a checkpoint and frees the lock. Nothing can
  /// be appended afterwards.
  ///
  /// - Returns: the newest checkpoint; `nil` where the log is empty, or the disk too full for one.
  @discardableResult
  public func close() throws(LogError) -> Checkpoint? {
    guard !isPoisoned else { throw LogError(folder.path, .poisoned) }
    do { try tail.file?.cut() } catch {
      // Without space the end stays as it is, and the next opening recovers from that.
      if case .broken(let error) = error { throw poison(error) }
    }
    let newest = try lastCheckpoint()
    isPoisoned = true
    if unfinished == nil { _ = try saveDoor() }
    tail.file = nil
    personalData = nil
    folder.storage.unlock()
    return newest
  }

  /// A checkpoint of everything; the log is whole without it where there is no space for one.
  private func lastCheckpoint() throws(LogError) -> Checkpoint? {
    do {
      return try checkpoint()
    } catch {
      guard !isPoisoned, error.system?.isOutOfSpace == true else { throw error }
      return nil
    }
  }

  /// Ends at once after a failure of which nothing is known.
  func poison(_ error: LogError) -> LogError {
    isPoisoned = true
    tail.file = nil
    personalData = nil
    return error
  }
}
