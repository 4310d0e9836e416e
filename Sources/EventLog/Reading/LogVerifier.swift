public import Digest
public import MerkleTree

/// What reading every byte of a log has shown.
public struct Verification: Hashable, Sendable {
  /// The four verdicts; never a bare 'OK'.
  public enum Verdict: Hashable, Sendable {
    /// Everything holds, and the log begins with the events of the checkpoint that was given.
    case anchored(Checkpoint)
    /// Everything holds; nothing from outside was there to compare with.
    case consistentInItself
    /// Bytes are not what was written, or the log's own headers or checkpoints are not those of its
    /// events; or personal data are not there, or are there though they were erased.
    case damaged(LogError)
    /// The log is not the one of the checkpoint that was given.
    case contradicts(Checkpoint)
  }

  /// What it comes to.
  public var verdict: Verdict
  /// Good events from the first one on.
  public var size: UInt64
  /// The root of their tree; `nil` where there is damage.
  public var root: SHA256.Digest?
  /// The log's own checkpoints that were compared.
  public var checkpoints: Int
  /// The file of checkpoints is not there, though every log has one.
  public var checkpointsAreMissing: Bool
  /// Bytes of an unfinished frame at the end, of a writer at work or a crash.
  public var unfinished: Int
  /// What is wrong with personal data, a file of them each; the log, its tree and its proofs are
  /// unaffected.
  public var personalData: [LogError]
  /// Values that were erased and are there, where no checkpoint covers their erasure: it may be
  /// under way, or was cut short.
  public var unfinishedErasures: Int
  /// The names of the files of personal data that there was no right to read, and so were not judged.
  public var unreadPeople: [String]
}

/// Reads and judges every byte of a log, without its lock and without a snapshot.
public struct LogVerifier {
  private let folder: LogFolder
  private let storage: any Storage

  /// A verifier of the log in a folder.
  public init(_ storage: any Storage) {
    self.storage = storage
    folder = LogFolder(storage: storage)
  }

  /// Verifies the log; throws only where the folder holds none, a checkpoint covers nothing, or
  /// the machine fails.
  ///
  /// - Parameter checkpoint: one that was kept elsewhere, if there is one.
  public func verify(against checkpoint: Checkpoint? = nil) throws(LogError) -> Verification {
    try verify(against: checkpoint.map { [$0] } ?? []) { _ in }
  }

  /// Verifies the log against several checkpoints, all of which have to hold.
  ///
  /// - Parameters:
  ///   - checkpoints: those that were kept elsewhere; the verdict cites the newest.
  ///   - progress: is told now and then how many events were read.
  public func verify(
    against checkpoints: [Checkpoint], progress: (UInt64) -> Void
  ) throws(LogError) -> Verification {
    guard checkpoints.allSatisfy({ $0.size > 0 }) else {
      throw LogError(folder.path, .checkpointOfNothing)
    }
    var pass = Pass(checkpoints)
    do {
      try read(&pass, progress)
    } catch {
      guard error.isVerdict else { throw error }
      pass.error = error
    }
    return Verification(
      verdict: pass.verdict, size: pass.size, root: pass.root,
      checkpoints: pass.compared, checkpointsAreMissing: pass.checkpointsAreMissing,
      unfinished: pass.unfinished, personalData: pass.people?.faults ?? [],
      unfinishedErasures: pass.people?.unfinished ?? 0, unreadPeople: pass.people?.unread ?? [])
  }

  private func read(_ pass: inout Pass, _ progress: (UInt64) -> Void) throws(LogError) {
    // Before the files are listed: a writer may be at work, and what it adds from now on is in no
    // checkpoint read here.
    let own = try CheckpointFile.contents(folder)
    guard let survey = try Survey.of(folder) else { throw LogError(folder.path, .notALog) }
    pass.origin = survey.checkpointOrigin
    pass.checkpointsAreMissing = own == nil
    if let own {
      pass.expect(try CheckpointFile.reading(own, origin: survey.checkpointOrigin).checkpoints)
    }
    pass.take(RightEdge())
    var people = PeopleVerifier(folder, survey, checkpoint: pass.own.last?.size ?? 0)
    let replay = LogReplay(folder: folder, survey: survey)
    let stop = try replay.run(
      from: 0,
      edgeFault: { (fault) throws(LogError) in pass.note(fault) },
      visit: { (bytes, line, file, edge) throws(LogError) in
        pass.take(edge)
        try people.pass(bytes, line, file: file, sequence: edge.size)
        if edge.size & 0xffff == 0 { progress(edge.size) }
      })
    switch try replay.tailBesideWriter(stop) {
    case .clean, .reserve: break
    case .torn(let bytes): pass.unfinished = bytes
    case .damaged(let damage, let offset):
      throw LogError(
        survey.last.name, offset: offset, sequence: stop.edge.size + 1, .damage(damage))
    }
    pass.finish()
    pass.root = stop.edge.root
    try people.finish()
    pass.people = people
  }
}

extension LogVerifier {
  /// What has been seen so far.
  private struct Pass {
    /// Those from outside that are not compared yet, smallest first.
    private var given: ArraySlice<Checkpoint>
    /// The newest of all that came from outside.
    private let newest: Checkpoint?
    /// The first of them that is not borne out.
    private var contradicted: Checkpoint?
    var origin = ""
    var size: UInt64 = 0
    var root: SHA256.Digest?
    var own: ArraySlice<Checkpoint> = []
    var compared = 0
    var checkpointsAreMissing = false
    var unfinished = 0
    var people: PeopleVerifier?
    /// Fault in the bytes, which are not what any writer writes.
    var error: LogError?
    /// The first header or checkpoint of the log's own that the events, which are whole, do not
    /// bear out.
    var disagreement: LogError?

    init(_ given: [Checkpoint]) {
      self.given = given.sorted { $0.size < $1.size }[...]
      newest = self.given.last
    }

    mutating func expect(_ checkpoints: [Checkpoint]) {
      own = checkpoints[...]
    }

    mutating func note(_ fault: LogError) {
      disagreement = disagreement ?? fault
    }

    mutating func take(_ edge: RightEdge) {
      size = edge.size
      while let next = given.first, next.size == edge.size {
        if next.root != edge.root || !next.origin.utf8.elementsEqual(origin.utf8) {
          contradicted = contradicted ?? next
        }
        given.removeFirst()
      }
      while let next = own.first, next.size == edge.size {
        if next.root == edge.root {
          compared += 1
        } else {
          note(LogError(Format.checkpoints, .contradictsCheckpoint(size: next.size)))
        }
        own.removeFirst()
      }
    }

    mutating func finish() {
      guard let last = own.last else { return }
      note(
        LogError(
          Format.checkpoints, .shorterThanCheckpoint(size: size, checkpoint: last.size)))
    }

    /// Bytes at fault come first: of the events behind them nothing is known. Then what came from
    /// outside, which whoever rewrote the log's own headers and checkpoints could not reach.
    var verdict: Verification.Verdict {
      if let error { return .damaged(error) }
      // What is left of them covers more events than there are.
      if let contradicted = contradicted ?? given.last { return .contradicts(contradicted) }
      if let disagreement { return .damaged(disagreement) }
      if let fault = people?.faults.first { return .damaged(fault) }
      return newest.map { .anchored($0) } ?? .consistentInItself
    }
  }
}

extension LogError {
  /// It says something about the log, and not about the machine or the call.
  fileprivate var isVerdict: Bool {
    switch problem {
    case .damage, .shorterThanCheckpoint, .contradictsCheckpoint, .missingValues, .returnedValues:
      true
    case .system, .held, .notALog, .notEmpty, .unknownVersion, .poisoned, .badOrigin,
      .noSuchEvent, .checkpointOfNothing, .wordsTooLong:
      false
    }
  }
}
