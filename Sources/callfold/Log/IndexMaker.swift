import EventLog
import Platform
import Synchronization

/// Makes the indexes of calls beside the writer, on a thread of its own, whenever a log file has
/// been finished: looking up a call then reads a few pages of each file.
struct IndexMaker {
  private let log: String
  private let complaint: LogComplaint
  private var running: (worker: Worker, result: Result)?
  /// The log files that there were when it was begun last.
  private var files = 1

  /// What became of the thread's work.
  private final class Result: Sendable {
    private let state = Mutex<(hasEnded: Bool, problem: String?)>((false, nil))

    func end(_ problem: String?) { state.withLock { $0 = (true, problem) } }
    var hasEnded: Bool { state.withLock(\.hasEnded) }
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
      let worker = try Worker { [log] in result.end(Self.problem(log)) }
      running = (worker, result)
    } catch {
      tell("\(error)")
    }
  }

  /// Returns when there is nothing more to do; the writer is still open.
  mutating func finish(_ writer: LogWriter) {
    end()
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

  private static func problem(_ log: String) -> String? {
    do throws(SystemError) {
      let folder = try OpenFolder(path: log)
      do throws(LogError) {
        try CallIndexer(folder).run()
        return nil
      } catch {
        return "\(error)"
      }
    } catch {
      return "\(error)"
    }
  }
}
