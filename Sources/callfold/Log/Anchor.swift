import MerkleTree
import Platform

/// The operator's command that is handed each new checkpoint, so that a copy of it is kept where
/// whoever can change the log cannot.
///
/// It runs beside the writer, one at a time; a checkpoint that is made meanwhile waits, and the
/// newest one takes its place. Its failure stops nothing.
struct Anchor {
  private let words: [String]
  private let complaint: LogComplaint
  private var running: (process: ChildProcess, checkpoint: Checkpoint)?
  private var waiting: Checkpoint?
  private(set) var handedOver = 0
  private(set) var failures = 0
  /// The longest wait at the end.
  private static let patience: UInt64 = 30_000_000_000

  init(_ words: [String], _ complaint: LogComplaint) {
    self.words = words
    self.complaint = complaint
  }

  var isRunning: Bool { running != nil }

  /// Hands a checkpoint over, now or when the one before is done.
  mutating func take(_ checkpoint: Checkpoint) {
    guard !words.isEmpty else { return }
    waiting = checkpoint
    look()
  }

  /// Sees what has become of the command.
  mutating func look() {
    if let (process, checkpoint) = running {
      do throws(SystemError) {
        guard let ending = try process.ended() else { return }
        if ending == .exited(0) { handedOver += 1 } else { fail(checkpoint, "it \(ending)") }
      } catch {
        fail(checkpoint, "\(error)")
      }
      running = nil
    }
    guard let checkpoint = waiting else { return }
    waiting = nil
    do throws(SystemError) {
      running = (try ChildProcess(words, input: Array(checkpoint.note.utf8)), checkpoint)
    } catch {
      fail(checkpoint, "\(error)")
    }
  }

  /// Waits for the command, for a while.
  mutating func finish() {
    let end = Host.monotonicClock() + Self.patience
    while running != nil {
      look()
      guard let running else { break }
      if Host.monotonicClock() > end {
        fail(running.checkpoint, "it has not ended after 30 s and is left alone")
        return
      }
      ChildProcess.pause(milliseconds: 5)
    }
  }

  private mutating func fail(_ checkpoint: Checkpoint, _ why: String) {
    failures += 1
    complaint.say(
      "ANCHOR FAILED for the checkpoint of size \(checkpoint.size): '\(words.joined(separator: " "))'"
        + ": \(why). Failures in this run: \(failures). The log goes on; see to the anchor")
  }

  /// For the summary: nothing where there is no anchor.
  var summary: String {
    words.isEmpty ? "" : "; anchored: \(handedOver), failed: \(failures)"
  }
}
