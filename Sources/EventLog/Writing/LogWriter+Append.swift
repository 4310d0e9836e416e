internal import CallRules
internal import Digest
internal import MerkleTree
internal import Platform

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
    try append([(lines, firstLine)], isOwn: false)[0]
  }

  /// Appends what several producers sent, each with the number of its first line, in one go; gives
  /// each one's receipts.
  public func append(
    _ parts: [(lines: [UInt8], firstLine: Int)]
  ) throws(LogError) -> [[Receipt]] {
    try append(parts, isOwn: false)
  }

  /// Appends events of the types that are reserved for the holder of the lock.
  public func appendOwn(_ lines: [UInt8]) throws(LogError) -> [Receipt] {
    try append([(lines, 1)], isOwn: true)[0]
  }

  private func append(
    _ parts: [(lines: [UInt8], firstLine: Int)], isOwn: Bool
  ) throws(LogError) -> [[Receipt]] {
    guard !isPoisoned else { throw LogError(folder.path, .poisoned) }
    do { try recover() } catch {
      if case .broken(let error) = error { throw poison(error) }
    }
    var receipts = [[Receipt]](repeating: [], count: parts.count)
    var draft = newDraft()
    for (part, (bytes, firstLine)) in parts.enumerated() {
      draft.expect(bytes.count)
      var start = 0
      var number = firstLine
      while start < bytes.count {
        let end = ByteSearch.first(Byte.lineFeed, in: bytes, start..<bytes.count) ?? bytes.count
        if draft.bodyLength + 2 * Format.storedLineLimit > Format.bodyLimit {
          try commit(&draft, &receipts)
          draft = newDraft()
        }
        let origin = Draft.Origin(part: part, line: number)
        try take(bytes, start..<end, origin, isOwn: isOwn, into: &draft)
        number += 1
        start = end + 1
      }
    }
    try commit(&draft, &receipts)
    return receipts
  }

  private func newDraft() -> Draft {
    let free = buffer
    buffer = []
    return Draft(after: state, at: options.clock(), buffer: free)
  }

  /// Writes the batch, syncs it, and then gives its receipts.
  private func commit(
    _ draft: inout Draft, _ receipts: inout [[Receipt]]
  ) throws(LogError) {
    var isStored = true
    if draft.count > 0 {
      draft.seal(log: id)
      do {
        try rotate(before: draft)
        try store(&draft)
        settle(&draft)
      } catch {
        takeBack(draft)
        if case .broken(let error) = error { throw poison(error) }
        if !draft.people.isEmpty { doubtfulPeople = files.last }
        isStored = false
      }
    }
    for (origin, receipt) in draft.receipts {
      receipts[origin.part].append(
        isStored ? receipt : refused(receipt, origin, from: draft.first))
    }
  }

  private func rotate(before draft: Draft) throws(WriteFailure) {
    if recovery != nil { throw .noSpace(LogError(folder.path, .poisoned)) }
    guard let file, !file.isEmpty, file.end + draft.frame.count > options.fileLimit else { return }
    try WriteFailure.breaking { () throws(LogError) in try self.file?.cut() }
    let header = FileHeader(
      log: id, origin: origin, first: draft.first, previous: file.end, edge: state.edge)
    try WriteFailure.tolerating { () throws(LogError) in
      self.file = try ActiveFile(folder, making: header)
      people = try PeopleFile(folder, first: header.first)
    }
    files.append(header.first)
  }

  private func store(_ draft: inout Draft) throws(WriteFailure) {
    guard let current = files.last else { return }
    var lines: [UInt8] = []
    for person in draft.people {
      if let call = person.call, state.calls.isWritten(person.reference, call, in: current) {
        continue
      }
      lines.append(copying: draft.peopleLines.span.extracting(person.line))
    }
    try people?.append(lines)
    try file?.append(&draft.frame, sequence: draft.first, reserve: options.reserve)
  }

  /// Makes what the batch brought the writer's state, once it is on the disk.
  func settle(_ draft: inout Draft) {
    state.edge = draft.edge
    state.tick = draft.tick
    if let current = files.last {
      for person in draft.people {
        guard let call = person.call else { continue }
        state.calls.setWritten(person.reference, call, in: current)
      }
    }
    for call in draft.ended { state.calls.end(call) }
    for (place, _) in draft.marks { state.sources.trim(place) }
    buffer = draft.releaseBuffer()
  }

  private func takeBack(_ draft: Draft) {
    for call in draft.addedTo.reversed() { state.calls.removeLast(call) }
    for (place, mark) in draft.marks { state.sources.restore(mark, at: place) }
  }

  /// What becomes of a receipt whose batch found no space.
  private func refused(
    _ receipt: Receipt, _ origin: Draft.Origin, from first: UInt64
  ) -> Receipt {
    guard case .stored(let sequence, _, _) = receipt, sequence >= first else { return receipt }
    return .refused(
      line: origin.line, code: "diskFull",
      reason: "the disk is full: nothing of this batch was stored; send it again")
  }
}
