extension LogWriter {
  /// Appends events, one a line, and returns when all that were taken would survive a power cut.
  ///
  /// There is one receipt for each line that is not blank, in order. Where the disk is full, the
  /// lines of the batch are refused as `diskFull`, and the next append tries again. Throws when
  /// the disk failed: then nothing is known of this call's events, and the writer is poisoned.
  ///
  /// - Parameters:
  ///   - lines: NDJSON; the last line need not have an LF.
  ///   - firstLine: the number that the first line has for its producer.
  public func append(_ lines: [UInt8], firstLine: Int = 1) throws(LogError) -> [Receipt] {
    try append(ReceivedLines(lines, first: firstLine), isOwn: false)
  }

  /// Appends events of the types that are reserved for the holder of the lock.
  public func appendOwn(_ lines: [UInt8]) throws(LogError) -> [Receipt] {
    try append(ReceivedLines(lines, first: 1), isOwn: true)
  }

  private func append(
    _ lines: consuming ReceivedLines, isOwn: Bool
  ) throws(LogError) -> [Receipt] {
    try prepare()
    let lookBack = lookBack { true }
    var receipts: [Receipt] = []
    repeat {
      var batch = admission.newBatch(buffer: buffer)
      buffer = []
      do { try admission.take(&lines, isOwn: isOwn, into: &batch, lookBack) } catch {
        throw poison(error)
      }
      try commit(&batch)
      if receipts.isEmpty { receipts = batch.receipts } else { receipts += batch.receipts }
      buffer = batch.releaseBuffer()
    } while lines.rest > 0
    return receipts
  }

  /// Does what there was no space for, if there is now. Nothing may be on its way to the disk.
  func prepare() throws(LogError) {
    do { try finish() } catch {
      if isPoisoned { throw error }
    }
  }

  /// How the door asks the disk for events.
  ///
  /// - Parameter isIdle: returns when no other thread uses the disk; `false` if what it wrote found
  ///   no space.
  func lookBack(_ isIdle: @escaping () -> Bool) -> LookBack {
    LookBack(
      isIdle: isIdle,
      line: { (sequence) throws(LogError) in
        isIdle() ? try self.tail.storedLine(sequence) : nil
      },
      value: { (reference, file) throws(LogError) in
        try self.tail.value(of: reference, file: file)
      })
  }

  /// Writes the batch and syncs it; refuses its events where there is no space.
  private func commit(_ batch: inout CommitBatch) throws(LogError) {
    guard batch.count > 0 else { return }
    admission.close(&batch)
    do {
      try secure(&batch)
      try tail.write(&batch)
    } catch {
      rollBack(batch)
      if case .broken(let error) = error { throw poison(error) }
      batch.refuse(from: batch.first)
    }
  }

  /// Makes a closed batch ready to be written: adds its events to the tree, and syncs the personal
  /// data that they refer to.
  ///
  /// Leaves the door alone, so that another thread may put lines into the next batch meanwhile, and
  /// the frames of batches before, unless the batch is the first of a new file.
  func secure(_ batch: inout CommitBatch) throws(WriteFailure) {
    if unfinished != nil { throw .noSpace(noSpace) }
    batch.hash(onto: &tree)
    batch.seal(log: id)
    if let previous = batch.previous, tail.files.last != batch.first {
      try personalData?.clean()
      try tail.begin(
        FileHeader(
          log: id, origin: origin, first: batch.first, previous: previous,
          edge: batch.treeBefore ?? tree))
      try WriteFailure.breaking { () throws(LogError) in
        personalData = try PersonalDataFile(folder, first: batch.first)
      }
    }
    try personalData?.append(batch.personalData.lines(log: id, isNewFile: batch.previous != nil))
  }

  /// Makes everything what it was before a batch that was not stored; of several, the last goes
  /// first.
  func rollBack(_ batch: CommitBatch) {
    if !batch.personalData.isEmpty {
      doubtfulPeople = tail.files.last
      // Lines of the batch that were read from there may be cut off.
      tail.knownValues = []
    }
    admission.rollBack(batch)
    if let before = batch.treeBefore { tree = before }
    admission.follow(tail.place)
  }
}
