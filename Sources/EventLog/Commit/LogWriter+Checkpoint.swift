public import MerkleTree

extension LogWriter {
  /// Events after which a checkpoint is due.
  public static let checkpointEvents: UInt64 = 1_000
  /// Milliseconds after which a checkpoint is due.
  public static let checkpointInterval: Int64 = 60_000

  /// Whether a checkpoint is due: 1,000 events or 60 s after the last, or at a new file, and at
  /// least one second after the last.
  public var checkpointIsDue: Bool {
    guard let checkpointer, size > checkpointer.newest, !isPoisoned else { return false }
    let elapsed = options.clock() - checkpointer.time
    // A clock that was set back makes one due rather than none.
    guard elapsed >= 1_000 || elapsed < 0 else { return false }
    return isNewFileUncovered || elapsed >= LogWriter.checkpointInterval || elapsed < 0
      || size - checkpointer.newest >= LogWriter.checkpointEvents
  }

  /// Keeps the writer's state, so that the next opening need not read the whole log; nothing may be
  /// unfinished.
  ///
  /// - Returns: whether there was space for it.
  func saveDoor() throws(LogError) -> Bool {
    var personalData: PersonalDataSavepoint?
    if let newest = tail.files.last, newest != doubtfulPeople {
      personalData = try PersonalDataSavepoint.of(folder, file: newest, log: id)
    }
    try keepPeopleStamps()
    guard
      try AdmissionSnapshot.save(
        folder, log: id, admission.state, tree: tree, personalData: personalData,
        stamps: personalDataStamps)
    else { return false }
    guard let header = tail.file?.header, header.first > erasuresKeptBefore else { return true }
    let isSaved = try ErasedTable.save(
      folder, log: id, tail.erasures.sealed(before: header.first), before: header.edge)
    if isSaved { erasuresKeptBefore = header.first }
    return isSaved
  }

  /// Takes the stamps of the personal data that are no longer written to.
  func keepPeopleStamps() throws(LogError) {
    for first in tail.files.dropLast() where personalDataStamps[first] == nil {
      personalDataStamps[first] = try folder.stamp(FileName.personalData(first))
    }
  }

  private var isNewFileUncovered: Bool {
    guard let first = tail.files.last, let checkpointer else { return false }
    return first > 1 && checkpointer.newest < first - 1
  }

  /// Makes a checkpoint if one is due. It delays no receipt: call it after answering.
  public func checkpointIfDue() throws(LogError) -> Checkpoint? {
    checkpointIsDue ? try checkpoint() : nil
  }

  /// Reads back what was appended since the last checkpoint and makes one of all of it.
  ///
  /// Gives the newest one where nothing was appended since, and `nil` on an empty log. On a full
  /// disk it throws and may be called again; any other failure, and bytes that are not what was
  /// appended, poison the writer.
  @discardableResult
  public func checkpoint() throws(LogError) -> Checkpoint? {
    try finish()
    guard size > 0 else { return nil }
    do {
      try checkpointer?.readBack(folder, log: id, files: tail.files, active: tail.file)
    } catch { throw poison(error) }
    guard let checkpointer, checkpointer.edge == tree else {
      throw poison(
        LogError(tail.file?.name ?? folder.path, sequence: size, .damage(.edge)))
    }
    if tail.files.count > 1, savedDoorFor != tail.files.last {
      // Once for each file, so that opening reads the newest file and no more.
      do {
        if try saveDoor() { savedDoorFor = tail.files.last }
      } catch { throw poison(error) }
    }
    guard checkpointer.newest < size else {
      return try? Checkpoint(origin: checkpointOrigin, edge: tree)
    }
    do {
      return try self.checkpointer?.write(
        folder, origin: checkpointOrigin, at: options.clock())
    } catch {
      switch error {
      case .noSpace(let error): throw error
      case .broken(let error): throw poison(error)
      }
    }
  }
}
