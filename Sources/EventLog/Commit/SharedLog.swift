internal import Platform

/// A writer that many threads share: what arrives while a sync runs goes into the next frame.
///
/// A batch passes three stages, each of which one thread is in at a time: at the door lines are
/// judged and put into the open batch; then, once it is closed, its leaves are hashed and its
/// personal data synced; then its frame is written and synced. So the processor works on one batch
/// while the disk works on those before it. Whoever leaves the door while the second stage is free
/// takes the open batch through it, for all whose lines are in it; the others wait for their answers.
public final class SharedLog: @unchecked Sendable {
  // Safety: of `writer`, each stage's part is touched only by the thread that is in the stage, as
  // its methods say; `open` only by the one at the door; all else under the gate.
  private let gate = Gate()
  private let writer: LogWriter
  /// The batch that takes in lines.
  private var open: Batch?
  /// The batches that are closed and not yet answered, in order; the first may be written.
  private var closed: [Batch] = []
  private var isAtDoor = false
  private var isSecuring = false
  private var isWriting = false
  /// The first closed batch failed: its thread waits for the others to stop, and takes all back.
  private var isFailing = false
  /// Threads that want the writer for themselves, or have it: nobody comes to the door meanwhile.
  private var guests = 0
  /// After this nothing can be appended any more.
  private var fatal: LogError?
  /// Frame buffers that are free.
  private var spare: [[UInt8]] = []

  /// Lines of one thread, and what becomes of them.
  private final class Request {
    var receipts: [Receipt] = []
    var answer: Result<[Receipt], LogError>?
  }

  /// A batch and those whose answers are in it.
  private final class Batch {
    var commit: CommitBatch
    var shares: [(request: Request, receipts: Range<Int>, isLast: Bool)] = []

    init(_ commit: CommitBatch) { self.commit = commit }
  }

  /// Shares a writer, which nobody may use otherwise from now on.
  public init(_ writer: sending LogWriter) {
    self.writer = writer
  }

  /// Appends events, one a line, and returns when all that were taken would survive a power cut;
  /// as `LogWriter.append`, for any number of threads at once.
  public func append(_ lines: [UInt8], firstLine: Int = 1) throws(LogError) -> [Receipt] {
    let request = Request()
    try comeToDoor()
    do {
      try putIn(ReceivedLines(lines, first: firstLine), for: request)
    } catch {
      gate.lock()
      fatal = fatal ?? error
      // Nobody else waits for it.
      if open?.shares.isEmpty == true { open = nil }
      isAtDoor = false
      gate.wakeAll()
      gate.unlock()
      throw error
    }
    return try result(of: request)
  }

  /// Does something with the writer while nobody appends, such as a checkpoint that is due.
  @discardableResult
  public func withWriter<Value>(
    _ body: (LogWriter) throws(LogError) -> Value
  ) throws(LogError) -> Value {
    gate.lock()
    guests += 1
    while isAtDoor || open != nil || !closed.isEmpty { gate.wait() }
    isAtDoor = true
    gate.unlock()
    defer {
      gate.lock()
      isAtDoor = false
      guests -= 1
      gate.wakeAll()
      gate.unlock()
    }
    if let fatal { _ = writer.poison(fatal) }
    return try body(writer)
  }

  // MARK: - At the door

  private func comeToDoor() throws(LogError) {
    gate.lock()
    defer { gate.unlock() }
    while isAtDoor || isFailing || guests > 0 { gate.wait() }
    guard fatal == nil else { throw LogError(writer.folder.path, .poisoned) }
    isAtDoor = true
  }

  /// Puts lines into the open batch; whenever it is full, another is begun.
  private func putIn(_ lines: consuming ReceivedLines, for request: Request) throws(LogError) {
    if open == nil, !writer.isWaitingForSpace || waitForDisk() { try writer.prepare() }
    let lookBack = writer.lookBack { self.waitForDisk() }
    while true {
      let batch = openBatch()
      let start = batch.commit.receipts.count
      try writer.admission.take(&lines, into: &batch.commit, lookBack)
      if lines.rest > 0, !takesTurn() {
        // There was no space for a batch before, so there will be none for this one.
        while lines.next() != nil {
          batch.commit.answer(.diskFull(line: lines.number), to: lines.number)
        }
      }
      let isLast = lines.rest == 0
      batch.shares.append((request, start..<batch.commit.receipts.count, isLast))
      if isLast { return }
      store(keepingDoor: true)
    }
  }

  private func openBatch() -> Batch {
    if let open { return open }
    gate.lock()
    let buffer = spare.popLast() ?? []
    gate.unlock()
    let batch = Batch(writer.admission.newBatch(buffer: buffer))
    open = batch
    return batch
  }

  /// Waits until all that was closed is on the disk; `false` where there was no space for it.
  private func waitForDisk() -> Bool {
    gate.lock()
    defer { gate.unlock() }
    while !closed.isEmpty, !isFailing { gate.wait() }
    return !isFailing
  }

  /// Waits for the second stage, and is in it; `false` where there was no space for a batch before.
  private func takesTurn() -> Bool {
    gate.lock()
    defer { gate.unlock() }
    while isSecuring, !isFailing { gate.wait() }
    if !isFailing { isSecuring = true }
    return !isFailing
  }

  /// Leaves the door, sees to it that the open batch is stored, and waits for the answer.
  private func result(of request: Request) throws(LogError) -> [Receipt] {
    gate.lock()
    defer { gate.unlock() }
    var isOwnDoor = true
    while true {
      let isDoorFree = isOwnDoor || !isAtDoor
      if isDoorFree, !isSecuring, !isFailing, open != nil {
        (isAtDoor, isSecuring) = (true, true)
        gate.unlock()
        store(keepingDoor: false)
        gate.lock()
      } else if isOwnDoor {
        isAtDoor = false
        gate.wakeAll()
      }
      isOwnDoor = false
      if let answer = request.answer { return try answer.get() }
      if isAtDoor || isSecuring || isFailing || open == nil { gate.wait() }
    }
  }

  // MARK: - Storing

  /// Closes the open batch, takes it through the second and the third stage, and answers. This
  /// thread is at the door and in the second stage; afterwards it is in none, unless it keeps the
  /// door.
  private func store(keepingDoor: Bool) {
    guard let batch = open else { return }
    open = nil
    let hasEvents = batch.commit.count > 0
    if hasEvents { writer.admission.close(&batch.commit) }
    gate.lock()
    closed.append(batch)
    if !keepingDoor {
      isAtDoor = false
      gate.wakeAll()
    }
    // A new file is begun only when the one before has all its frames.
    if batch.commit.previous != nil { waitToBeFirst(batch) }
    var failure: WriteFailure?
    if hasEvents, fatal == nil, !isFailing {
      gate.unlock()
      do { try writer.secure(&batch.commit) } catch { failure = error }
      gate.lock()
    }
    waitToBeFirst(batch)
    isSecuring = false
    gate.wakeAll()
    // Whoever failed before this batch takes it back and answers.
    if isFailing { return gate.unlock() }
    if hasEvents, fatal == nil, failure == nil {
      isWriting = true
      gate.unlock()
      do { try writer.tail.write(&batch.commit) } catch { failure = error }
      gate.lock()
      isWriting = false
    }
    if let failure {
      rollBack(failure, hasDoor: keepingDoor)
    } else {
      closed.removeFirst()
      answer(batch)
      gate.wakeAll()
    }
    gate.unlock()
  }

  /// Waits until all batches before are answered, or one of them has failed; the gate is held.
  private func waitToBeFirst(_ batch: Batch) {
    while closed.first !== batch, !isFailing { gate.wait() }
  }

  /// Takes back the first closed batch, which failed, and all behind it; the gate is held.
  private func rollBack(_ failure: WriteFailure, hasDoor: Bool) {
    isFailing = true
    gate.wakeAll()
    while (isAtDoor && !hasDoor) || isSecuring { gate.wait() }
    let batches = closed + (open.map { [$0] } ?? [])
    closed = []
    open = nil
    for batch in batches.reversed() { writer.rollBack(batch.commit) }
    switch failure {
    case .broken(let error): fatal = fatal ?? writer.poison(error)
    case .noSpace: break
    }
    let first = batches.first?.commit.first ?? 0
    for batch in batches {
      batch.commit.refuse(from: first)
      answer(batch)
    }
    isFailing = false
    gate.wakeAll()
  }

  /// Gives each its part of a batch's answers; the gate is held.
  private func answer(_ batch: Batch) {
    for (request, range, isLast) in batch.shares {
      if let fatal {
        request.answer = .failure(fatal)
      } else {
        request.receipts += batch.commit.receipts[range]
        if isLast { request.answer = .success(request.receipts) }
      }
    }
    spare.append(batch.commit.releaseBuffer())
  }
}
