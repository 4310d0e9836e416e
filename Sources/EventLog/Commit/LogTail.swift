/// The end of the log on the disk: the log file that is written to.
struct LogTail {
  let folder: LogFolder
  let log: LogID
  /// Bytes of reserved space that are written ahead at a time, at most.
  let reserve: Int
  var file: ActiveFile?
  /// The first sequences of all log files.
  var files: [UInt64]
  var lookup: EventLookup?
  /// Where frames of the log files begin in which events were looked up.
  var framePlaces: [UInt64: FramePlaces] = [:]
  /// The values of the files that were asked for last, the latest at the end.
  var knownValues: [KnownValues] = []
  /// What the log's `log.erased` events name.
  var erasures: Erasures

  init(
    _ folder: LogFolder, log: LogID, reserve: Int, files: [UInt64], erasures: Erasures
  ) {
    self.erasures = erasures
    self.folder = folder
    self.log = log
    self.reserve = reserve
    self.files = files
  }

  /// Where the next frame belongs.
  struct Place {
    /// The log file, by its first sequence.
    var file: UInt64
    /// Whether that has no frame yet.
    var isEmpty: Bool
    /// Where the frame begins.
    var end: Int
  }

  /// Where the next frame belongs; `nil` while a recovery is still to be done.
  var place: Place? {
    file.map { Place(file: $0.header.first, isEmpty: $0.isEmpty, end: $0.end) }
  }

  /// Writes a batch's frame, and returns when it would survive a power cut.
  mutating func write(_ batch: inout CommitBatch) throws(WriteFailure) {
    guard let active = file else { throw .broken(LogError(folder.path, .poisoned)) }
    let ahead = active.hasReserved(batch.frame.count) ? 0 : try reservable()
    try file?.append(&batch.frame, sequence: batch.first, reserve: ahead)
  }

  /// Bytes that may be written ahead: of a disk that is nearly full, personal data, checkpoints and
  /// erasures need some too.
  private func reservable() throws(WriteFailure) -> Int {
    let free = try WriteFailure.tolerating { () throws(LogError) in try folder.freeSpace() }
    return min(reserve, Int(clamping: free / 8))
  }

  /// Goes on in a new file.
  mutating func begin(_ header: FileHeader) throws(WriteFailure) {
    try file?.cut()
    file = try ActiveFile.make(folder, header)
    files.append(header.first)
  }
}
