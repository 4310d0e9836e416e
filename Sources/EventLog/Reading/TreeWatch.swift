internal import Platform

/// Hashes events on a thread of its own, beside the one that reads them.
///
/// Whoever reads hands over the lines of each frame and goes on; he waits only where more than a few
/// pieces are still to be hashed, so memory does not grow with the log.
final class TreeWatch {
  private let work: Work
  private let worker: Worker
  /// Lines that are still to be handed over.
  private var waiting: [UInt8] = []
  private static let piece = 1 << 18

  /// What both threads share.
  private final class Work: @unchecked Sendable {
    // Safety: everything but the gate is touched only by whoever has locked it, and `judge` only by
    // the worker until that has ended.
    private let gate = Gate()
    private var pieces: [[UInt8]] = []
    private var isClosed = false
    private(set) var judge: TreeJudge
    private static let most = 4

    init(_ judge: TreeJudge) { self.judge = judge }

    /// Hashes what comes, until there will be no more.
    func run() {
      while let piece = next() { judge.take(piece) }
    }

    private func next() -> [UInt8]? {
      gate.lock()
      defer { gate.unlock() }
      while pieces.isEmpty, !isClosed { gate.wait() }
      defer { gate.wakeAll() }
      return pieces.isEmpty ? nil : pieces.removeFirst()
    }

    func put(_ piece: [UInt8]) {
      gate.lock()
      defer { gate.unlock() }
      while pieces.count >= Self.most { gate.wait() }
      pieces.append(piece)
      gate.wakeAll()
    }

    /// No more will come; what waits is still hashed, or dropped.
    func close(dropping: Bool) {
      gate.lock()
      defer { gate.unlock() }
      isClosed = true
      if dropping { pieces.removeAll() }
      gate.wakeAll()
    }
  }

  /// Begins with what a judge has seen so far.
  init(_ judge: TreeJudge) throws(LogError) {
    let work = Work(judge)
    self.work = work
    do { worker = try Worker { work.run() } } catch {
      throw LogError(Format.checkpoints, .system(error))
    }
  }

  deinit {
    work.close(dropping: true)
    worker.join()
  }

  /// Takes in the lines of a frame, each ended by LF.
  func take(_ bytes: [UInt8], _ body: Range<Int>) {
    waiting.append(contentsOf: bytes[body])
    guard waiting.count >= Self.piece else { return }
    work.put(waiting)
    waiting = []
    waiting.reserveCapacity(Self.piece + Format.storedLineLimit)
  }

  /// What the judge says when it has seen everything.
  func finish() -> TreeJudge {
    if !waiting.isEmpty { work.put(waiting) }
    waiting = []
    work.close(dropping: false)
    worker.join()
    return work.judge
  }
}
