import EventLog
import MerkleTree
import Platform

/// The operator's command that is handed each new checkpoint, so that a copy of it is kept where
/// whoever can change the log cannot.
///
/// It runs beside the writer, one at a time; a checkpoint that is made meanwhile waits, and the
/// newest one takes its place. Its failure stops nothing: it is said, counted, kept in the record,
/// and the newest checkpoint is tried again.
struct Anchor {
  private let words: [String]
  private let complaint: LogComplaint
  private var running: (process: ChildProcess, checkpoint: Checkpoint, end: UInt64)?
  private var waiting: Checkpoint?
  /// The size of the checkpoint that was tried last.
  private var tried: UInt64 = 0
  /// After a failure, when there is to be another attempt.
  private var pausesUntil: UInt64 = 0
  private var record = AnchorRecord()
  private var hasNews = false
  private(set) var handedOver = 0
  private(set) var failures = 0

  /// Milliseconds that the command may take.
  private let patience: UInt64
  /// Milliseconds between a failure and the next attempt.
  private let rest: UInt64

  init(
    _ words: [String], _ complaint: LogComplaint, patience: UInt64 = 30_000, rest: UInt64 = 10_000
  ) {
    self.words = words
    self.complaint = complaint
    self.patience = patience
    self.rest = rest
  }

  private var command: String { words.joined(separator: " ") }

  /// Milliseconds after which to look again; `nil` where there is nothing to look for.
  var pause: Int32? { running != nil ? 50 : waiting != nil ? 1_000 : nil }

  /// Takes up the record of the runs before.
  mutating func begin(_ writer: LogWriter) throws(LogError) {
    record = try writer.anchorRecord() ?? AnchorRecord()
  }

  /// Hands over what the runs before have left. Without space for a checkpoint, the next one that is
  /// due has it.
  mutating func catchUp(_ writer: LogWriter) throws(LogError) {
    guard !words.isEmpty, record.size < writer.size else { return }
    do throws(LogError) {
      if let newest = try writer.checkpoint() { take(newest) }
    } catch {
      guard let system = error.system, system.isOutOfSpace, !system.isOfSync else { throw error }
    }
  }

  /// Hands a checkpoint over, now or when the one before is done.
  mutating func take(_ checkpoint: Checkpoint) {
    guard !words.isEmpty else { return }
    waiting = checkpoint
    look()
  }

  /// Sees what has become of the command.
  mutating func look() {
    let now = Host.monotonicClock()
    if let (process, checkpoint, end) = running {
      do throws(SystemError) {
        if let ending = try process.ended() {
          running = nil
          if ending == .exited(0) { pass(checkpoint) } else { fail(checkpoint, "it \(ending)") }
        } else if now > end {
          running = nil
          process.end()
          fail(checkpoint, "it had not ended after \(patience / 1_000) s and was killed")
        }
      } catch {
        running = nil
        fail(checkpoint, "\(error)")
      }
    }
    guard running == nil, now >= pausesUntil, let checkpoint = waiting else { return }
    (waiting, tried) = (nil, checkpoint.size)
    do throws(SystemError) {
      let process = try ChildProcess(words, input: Array(checkpoint.note.utf8))
      running = (process, checkpoint, now + patience * 1_000_000)
    } catch {
      fail(checkpoint, error.isNotFound ? "there is no such command" : "\(error)")
    }
  }

  /// Waits for the command, and for it with the newest checkpoint where that was not tried yet.
  mutating func finish() {
    let end = Host.monotonicClock() + patience * 1_000_000
    wait()
    // A command that has just been killed would only hang again.
    guard let waiting, waiting.size > tried, Host.monotonicClock() < end else { return }
    pausesUntil = 0
    look()
    wait()
  }

  private mutating func wait() {
    look()
    while running != nil {
      ChildProcess.pause(milliseconds: 5)
      look()
    }
  }

  /// The record, where something has changed in it since it was asked for.
  mutating func news() -> AnchorRecord? {
    defer { hasNews = false }
    return hasNews ? record : nil
  }

  private mutating func pass(_ checkpoint: Checkpoint) {
    handedOver += 1
    record.pass(checkpoint, to: command, at: Host.wallClock())
    hasNews = true
  }

  private mutating func fail(_ checkpoint: Checkpoint, _ why: String) {
    failures += 1
    record.fail(command, at: Host.wallClock(), why)
    hasNews = true
    waiting = waiting ?? checkpoint
    pausesUntil = Host.monotonicClock() + rest * 1_000_000
    complaint.say(
      "ANCHOR FAILED for the checkpoint of size \(checkpoint.size): '\(command)': \(why). Failures in "
        + "this run: \(failures). The log is unaffected; check the anchor command")
  }

  /// For the summary: nothing where there is no anchor.
  var summary: String {
    words.isEmpty ? "" : "; anchored: \(handedOver), failed: \(failures)"
  }
}

extension Anchor {
  /// Keeps the record while the log is open.
  mutating func keepNews(_ writer: LogWriter) {
    guard let record = news() else { return }
    do throws(LogError) { try writer.keep(record) } catch { say(error) }
  }

  /// Keeps the record of a log that was closed.
  mutating func keepNews(_ path: String, _ log: LogID) {
    guard let record = news() else { return }
    do throws(LogError) { try record.keep(path: path, log: log) } catch { say(error) }
  }

  private func say(_ error: LogError) {
    complaint.say("the anchor's record was not saved: \(complaint.text(error))")
  }
}
