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
    /// events.
    case damaged(LogError)
    /// The log is not the one of the checkpoint that was given.
    case contradicts(Checkpoint)
  }

  /// What it comes to.
  public var verdict: Verdict
  /// The narrowest place in which the damage must be, where it is in a frame.
  package var doubt: Doubt?
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
  private let storage: any Storage

  /// A verifier of the log in a folder.
  package init(_ storage: any Storage) {
    self.storage = storage
  }

  /// A verifier of the log that a reader reads, as it is by now.
  init(_ reader: LogReader) {
    self.init(reader.folder.storage)
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
  ///   - progress: receives, from time to time, how many events were read.
  public func verify(
    against checkpoints: [Checkpoint], progress: (UInt64) -> Void
  ) throws(LogError) -> Verification {
    guard checkpoints.allSatisfy({ $0.size > 0 }) else {
      throw LogError(storage.path, .checkpointOfNothing)
    }
    do throws(LogError) {
      return try verify(LogReader(storage, asBytesAlone: true), checkpoints, progress)
    } catch {
      guard error.isVerdict else { throw error }
      return Verification(damage: error)
    }
  }

  private func verify(
    _ reader: LogReader, _ given: [Checkpoint], _ progress: (UInt64) -> Void
  ) throws(LogError) -> Verification {
    let files = reader.manifest.files
    let places = files.startIndex...files.endIndex - 1
    let watch = try TreeWatch(
      reader.judge(of: places, own: reader.checkpoints ?? [], given: given))
    var personalData = PersonalDataVerifier(
      reader.folder, reader.manifest, checkpoint: reader.newestCheckpoint?.size ?? 0)
    var found: Verification
    do throws(LogError) {
      let judge = LineJudge(notingPeople: true)
      let read = try reader.read(places, watch, judge: judge) {
        (frame, scanner) throws(LogError) in
        let file = files[reader.manifest.place(of: frame.first)].header.first
        try personalData.pass(judge.personalData, scanner.buffer, file: file, first: frame.first)
        progress(frame.first)
        return true
      }
      var tree = watch.finish()
      tree.finish()
      if let read { try personalData.finish(at: read.end) }
      found = Verification(tree, personalData)
      if case .unfinished(_, let bytes) = read?.ending { found.unfinished = bytes }
    } catch {
      guard error.isVerdict else { throw error }
      // Bytes at fault come first: of the events behind them nothing is known.
      let edge = watch.finish().edge
      found = Verification(damage: error, size: edge.size)
      found.doubt = try Doubt(error, reader, after: edge, given: given)
    }
    found.checkpointsAreMissing = reader.checkpoints == nil
    return found
  }
}

extension Verification {
  /// Bytes that are not what any writer writes, behind so many good events.
  fileprivate init(damage: LogError, size: UInt64 = 0) {
    self.init(
      verdict: .damaged(damage), size: size, root: nil, checkpoints: 0,
      checkpointsAreMissing: false, unfinished: 0, personalData: [],
      unfinishedErasures: 0, unreadPeople: [])
  }

  /// What came from outside goes before the log's own headers and checkpoints, which whoever rewrote
  /// the log could reach.
  fileprivate init(_ judge: TreeJudge, _ personalData: PersonalDataVerifier) {
    let verdict: Verdict =
      if let contradicted = judge.contradicted {
        .contradicts(contradicted)
      } else if let disagreement = judge.disagreement {
        .damaged(disagreement)
      } else if let fault = personalData.faults.first {
        .damaged(fault)
      } else {
        judge.newestGiven.map { .anchored($0) } ?? .consistentInItself
      }
    self.init(
      verdict: verdict, size: judge.edge.size, root: judge.edge.root,
      checkpoints: judge.compared, checkpointsAreMissing: false, unfinished: 0,
      personalData: personalData.faults, unfinishedErasures: personalData.unfinished,
      unreadPeople: personalData.unread)
  }
}

extension LogError {
  /// It says something about the log, and not about the machine or the call.
  fileprivate var isVerdict: Bool {
    switch problem {
    case .damage, .shorterThanCheckpoint, .contradictsCheckpoint, .missingValues, .returnedValues:
      true
    case .system, .held, .notALog, .notEmpty, .unknownVersion, .unknownEdition,
      .poisoned, .badOrigin, .noSuchEvent, .checkpointOfNothing, .wordsTooLong:
      false
    }
  }
}
