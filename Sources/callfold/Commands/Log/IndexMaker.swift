import EventLog
import Platform
import Synchronization

/// Makes what is derived from log files that are finished, beside the writer, on a thread of its own:
/// looking up a call and proving it then reads a few pages of each file.
struct IndexMaker {
  private let log: String
  private let complaint: LogComplaint
  private var running: (worker: Worker, result: Result)?
  /// The log files that there were when it was begun last.
  private var files = 1

  /// What became of the thread's work.
  private final class Result: Sendable {
    private struct State {
      var hasEnded = false
      var isToStop = false
      var problem: String?
    }

    private let state = Mutex(State())

    func end(_ problem: String?) {
      state.withLock {
        $0.hasEnded = true
        $0.problem = problem
      }
    }

    func stop() { state.withLock { $0.isToStop = true } }
    var hasEnded: Bool { state.withLock(\.hasEnded) }
    var isToStop: Bool { state.withLock(\.isToStop) }
    var problem: String? { state.withLock(\.problem) }
  }

  init(_ log: String, _ complaint: LogComplaint) {
    self.log = log
    self.complaint = complaint
  }

  /// Begins where there is something to do and nothing is being done.
  mutating func look(_ writer: LogWriter) {
    if let running, running.result.hasEnded { end() }
    guard running == nil, writer.fileCount > files else { return }
    files = writer.fileCount
    let result = Result()
    do throws(SystemError) {
      let worker = try Worker { [log, id = writer.id] in
        result.end(Self.run(log, id) { result.isToStop })
      }
      running = (worker, result)
    } catch {
      tell("\(error)")
    }
  }

  /// Returns when there is nothing more to do, or else soon; the writer is still open.
  mutating func finish(_ writer: LogWriter, inHaste: Bool) {
    if inHaste { running?.result.stop() }
    end()
    if inHaste { return }
    look(writer)
    end()
  }

  private mutating func end() {
    guard let (worker, result) = running else { return }
    worker.join()
    running = nil
    if let problem = result.problem { tell(problem) }
  }

  /// An index is derived: without it a look-up takes longer, and that is all.
  private func tell(_ problem: String) {
    complaint.say("no index of calls was made: \(problem). Looking up a call takes longer")
  }

  /// Makes what is missing; says what went wrong.
  private static func run(_ log: String, _ id: LogID, isToStop: () -> Bool) -> String? {
    let folder: OpenFolder
    do { folder = try OpenFolder(path: log) } catch { return "\(error)" }
    var indexer = SealedIndexer(folder, log: id)
    do {
      while !isToStop(), try indexer.step() {}
      return nil
    } catch {
      return "\(error)"
    }
  }
}
