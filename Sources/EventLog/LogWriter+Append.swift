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
    try append(lines, firstLine: firstLine, isOwn: false)
  }

  /// Appends events of the types that are reserved for the holder of the lock.
  public func appendOwn(_ lines: [UInt8]) throws(LogError) -> [Receipt] {
    try append(lines, firstLine: 1, isOwn: true)
  }

  private func append(
    _ bytes: [UInt8], firstLine: Int, isOwn: Bool
  ) throws(LogError) -> [Receipt] {
    guard !isPoisoned else { throw LogError(folder.path, .poisoned) }
    do { try recover() } catch {
      if case .broken(let error) = error { throw poison(error) }
    }
    var receipts: [Receipt] = []
    var draft = newDraft()
    var start = 0
    var number = firstLine
    while start < bytes.count {
      let end = ByteSearch.first(Byte.lineFeed, in: bytes, start..<bytes.count) ?? bytes.count
      if draft.bodyLength + 2 * Format.storedLineLimit > Format.bodyLimit {
        receipts += try commit(&draft)
        draft = newDraft()
      }
      try take(bytes, start..<end, line: number, isOwn: isOwn, into: &draft)
      number += 1
      start = end + 1
    }
    receipts += try commit(&draft)
    return receipts
  }

  private func newDraft() -> Draft {
    let free = buffer
    buffer = []
    return Draft(after: state, buffer: free)
  }

  /// Writes the batch, syncs it, and gives its receipts.
  private func commit(_ draft: inout Draft) throws(LogError) -> [Receipt] {
    guard draft.count > 0 else { return draft.receipts.map(\.receipt) }
    draft.seal(log: id)
    do {
      try rotate(before: draft)
      try store(draft)
    } catch {
      takeBack(draft)
      switch error {
      case .noSpace: return refuseAll(draft)
      case .broken(let error): throw poison(error)
      }
    }
    settle(&draft)
    return draft.receipts.map(\.receipt)
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

  private func store(_ draft: Draft) throws(WriteFailure) {
    guard let current = files.last else { return }
    let lines = draft.people.filter { person in
      guard let call = person.call else { return true }
      return !state.calls.isWritten(person.line.reference, call: call, in: current)
    }
    try people?.append(lines.map(\.line), log: id)
    try file?.append(draft.frame, sequence: draft.first, reserve: options.reserve)
  }

  /// Makes what the batch brought the writer's state, once it is on the disk.
  func settle(_ draft: inout Draft) {
    state.edge = draft.edge
    state.tick = draft.tick
    if let current = files.last {
      for person in draft.people {
        guard let call = person.call else { continue }
        state.calls.setWritten(person.line.reference, call: call, in: current)
      }
    }
    for call in draft.ended { state.calls.end(call) }
    for place in draft.marks.keys { state.sources.trim(place) }
    buffer = draft.releaseBuffer()
  }

  private func takeBack(_ draft: Draft) {
    for call in draft.addedTo.reversed() { state.calls.removeLast(call: call) }
    for (place, mark) in draft.marks { state.sources.restore(mark, at: place) }
  }

  private func refuseAll(_ draft: Draft) -> [Receipt] {
    draft.receipts.map { line, receipt in
      guard case .stored(let sequence, _, _) = receipt, sequence >= draft.first else {
        return receipt
      }
      return .refused(
        line: line, code: "diskFull",
        reason: "the disk is full: nothing of this batch was stored; send it again")
    }
  }
}
