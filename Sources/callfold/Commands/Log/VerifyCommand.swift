import EventLog
import MerkleTree
import Platform
import Proofs
import Presentation

/// What `verify` is to check.
struct VerifyOptions: Equatable {
  var log: String
  /// A file with a checkpoint that was kept elsewhere, or with several.
  var checkpoint: String?
  /// Whether without a checkpoint nothing is good enough.
  var demandsAnchor: Bool

  init(_ words: [String]) throws(UsageError) {
    let words = try Arguments(
      .verify, words, flags: [Self.anchored], valued: ["--against": Self.meaning])
    log = try words.arguments(.verify, ["LOG"])[0]
    checkpoint = words.value("--against")
    demandsAnchor = words.has(Self.anchored)
  }

  static let anchored = "--anchored"

  static let meaning = "a file with a checkpoint that you kept"
}

/// `callfold verify LOG`: reads and judges every byte.
struct VerifyCommand {
  private let options: VerifyOptions
  private let complaint: LogComplaint

  init(_ options: VerifyOptions) {
    self.options = options
    complaint = LogComplaint(.verify, options.log)
  }

  func run() -> ExitStatus {
    let given: GivenCheckpoints?
    do throws(InputFile.Failure) {
      given = try options.checkpoint.map { (path) throws(InputFile.Failure) in
        try InputFile.checkpoints(path)
      }
    } catch {
      complaint.say(error.message)
      return error.status
    }
    do throws(LogError) {
      let reader: LogReader
      do throws(LogError) {
        reader = try LogReader(path: options.log, asBytesAlone: true)
      } catch {
        guard error.isDamage else { throw error }
        return show(.damaged, [error.description])
      }
      let folder: OpenFolder
      do throws(SystemError) { folder = try OpenFolder(path: options.log) } catch {
        complaint.say("\(error)")
        return ExitStatus(of: error)
      }
      var progress = Progress("verified")
      // Of the log's own file nobody can say that it was kept elsewhere.
      let outside = isOwn ? nil : given
      let verification = try LogVerifier(folder).verify(against: outside?.all ?? []) {
        progress.pass($0)
      }
      progress.finish()
      return show(verification, reader, outside)
    } catch {
      return complaint.status(error)
    }
  }

  /// Whether what was given is the log's own file of checkpoints, where it lies.
  private var isOwn: Bool {
    options.checkpoint.map { TextFiles.isSame($0, options.log + "/checkpoints") } ?? false
  }

  private func show(_ verdict: Verdict, _ lines: [String]) -> ExitStatus {
    VerdictText(verdict, lines, demandsAnchor: options.demandsAnchor).show()
  }

  private func show(
    _ found: Verification, _ reader: LogReader, _ given: GivenCheckpoints?
  ) -> ExitStatus {
    let root = found.root.map { ", root \($0.base64)" } ?? ""
    let events = found.size == 0 ? "no events" : "events 1 to \(found.size)\(root)"
    var lines = ["log \(reader.checkpointOrigin)"]
    let verdict: Verdict
    switch found.verdict {
    case .damaged(let error)
    where given.map { $0.newest.size > found.size } == true && error.isShorter:
      // All bytes are whole: what the given checkpoint says goes before what the log's own say.
      verdict = .contradicts
      if let given { lines.append(contradiction(given.newest, found, reader)) }
    case .anchored(let checkpoint):
      verdict = .anchored
      lines.append(events)
      let count = given?.all.count ?? 1
      let which = count == 1 ? "your checkpoint" : "the newest of your \(count) checkpoints"
      lines.append("\(which) covers events 1 to \(checkpoint.size), and no later ones")
    case .consistentInItself:
      verdict = .consistent
      lines.append(events)
      lines.append(
        "anyone who can write to these files could have written all of this: compare with a "
          + "checkpoint kept elsewhere (--against)")
      if isOwn {
        lines.append(
          "the file that you gave is the log's own, not one kept elsewhere. Give a copy that was"
        )
      }
    case .damaged(let error):
      verdict = .damaged
      if !error.isOfPersonalData { lines.append(error.description) }
      if let doubt = found.doubt { lines.append(doubt.description) }
      if found.size > 0 { lines.append("events 1 to \(found.size) were read and are intact") }
    case .contradicts(let checkpoint):
      verdict = .contradicts
      lines.append(contradiction(checkpoint, found, reader))
    }
    lines += notes(found, reader)
    return show(verdict, lines)
  }

  private func contradiction(
    _ checkpoint: Checkpoint, _ found: Verification, _ reader: LogReader
  ) -> String {
    if !checkpoint.origin.utf8.elementsEqual(reader.checkpointOrigin.utf8) {
      return "your checkpoint is of the log \(checkpoint.origin)"
    }
    if checkpoint.size > found.size {
      return "the log has \(found.size) events, your checkpoint \(checkpoint.size): the last "
        + "\(checkpoint.size - found.size) are missing"
    }
    return "some of the events 1 to \(checkpoint.size) have changed since your checkpoint was "
      + "made: the root at that size is different"
  }

  private func notes(_ found: Verification, _ reader: LogReader) -> [String] {
    var notes: [String] = []
    if found.checkpointsAreMissing {
      notes.append("THE LOG'S OWN CHECKPOINTS ARE MISSING; find out who removed them")
    } else if found.checkpoints > 0 {
      notes.append(
        found.checkpoints == 1
          ? "the log's one checkpoint of its own agrees with it"
          : "the log's own \(found.checkpoints) checkpoints agree with it")
    }
    if found.unfinished > 0 {
      notes.append(
        "an unfinished frame of \(found.unfinished) bytes at the end was left out: a writer is "
          + "still writing it, or was interrupted")
    }
    for error in found.personalData {
      notes.append("personal data, which no proof covers: \(error)")
    }
    if found.unfinishedErasures > 0 {
      notes.append(
        "personal data: \(found.unfinishedErasures) erased values are still in their files: an "
          + "erasure is in progress or was interrupted; the next 'append' or 'erase' finishes it")
    }
    if !found.unreadPeople.isEmpty { notes.append(LogComplaint.notJudged(found.unreadPeople)) }
    for name in reader.unknownFiles { notes.append("unknown file, not read: \(name)") }
    return notes
  }
}

extension LogError {
  /// The log ends before its own newest checkpoint.
  fileprivate var isShorter: Bool {
    if case .shorterThanCheckpoint = problem { true } else { false }
  }
}

/// The answer of a check: the verdict's exact words, and what there is to say about it.
struct VerdictText {
  private let verdict: Verdict
  private let lines: [String]
  /// What holds only in itself is not good enough.
  private let lacksAnchor: Bool

  /// - Parameter demandsAnchor: whether a comparison with something from outside is demanded.
  init(_ verdict: Verdict, _ lines: [String], demandsAnchor: Bool) {
    self.verdict = verdict
    lacksAnchor = demandsAnchor && verdict == .consistent
    let demand = "--anchored needs a checkpoint that was kept elsewhere: give it with --against"
    self.lines = lines + (lacksAnchor ? [demand] : [])
  }

  /// Writes it to standard output; gives what the process ends with.
  func show() -> ExitStatus {
    let status = lacksAnchor ? .failed : ExitStatus(rawValue: verdict.exitStatus) ?? .failed
    let colour: Glyphs.Colour = status == .done ? .green : .red
    Screen.show(Screen.glyphs.painted(verdict.words, colour))
    for line in lines { Screen.show(line.escapedForScreen) }
    return status
  }
}
