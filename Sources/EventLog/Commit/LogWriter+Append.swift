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
      var draft = door.newDraft(buffer: buffer)
      buffer = []
      do { try door.take(&lines, isOwn: isOwn, into: &draft, lookBack) } catch {
        throw poison(error)
      }
      try commit(&draft)
      if receipts.isEmpty { receipts = draft.receipts } else { receipts += draft.receipts }
      buffer = draft.releaseBuffer()
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
  private func commit(_ draft: inout Draft) throws(LogError) {
    guard draft.count > 0 else { return }
    door.close(&draft)
    do {
      try secure(&draft)
      try tail.write(&draft)
    } catch {
      takeBack(draft)
      if case .broken(let error) = error { throw poison(error) }
      draft.refuse(from: draft.first)
    }
  }

  /// Makes a closed batch ready to be written: adds its events to the tree, and syncs the personal
  /// data that they refer to.
  ///
  /// Leaves the door alone, so that another thread may put lines into the next batch meanwhile, and
  /// the frames of batches before, unless the batch is the first of a new file.
  func secure(_ draft: inout Draft) throws(WriteFailure) {
    if unfinished != nil { throw .noSpace(noSpace) }
    draft.hash(onto: &tree)
    draft.seal(log: id)
    if let previous = draft.previous, tail.files.last != draft.first {
      try people?.clean()
      try tail.begin(
        FileHeader(
          log: id, origin: origin, first: draft.first, previous: previous,
          edge: draft.treeBefore ?? tree))
      try WriteFailure.breaking { () throws(LogError) in
        people = try PeopleFile(folder, first: draft.first)
      }
    }
    try people?.append(draft.people.lines(log: id, isNewFile: draft.previous != nil))
  }

  /// Makes everything what it was before a batch that was not stored; of several, the last goes
  /// first.
  func takeBack(_ draft: Draft) {
    if !draft.people.isEmpty {
      doubtfulPeople = tail.files.last
      // Lines of the batch that were read from there may be cut off.
      tail.knownValues = []
    }
    door.takeBack(draft)
    if let before = draft.treeBefore { tree = before }
    door.follow(tail.place)
  }
}
