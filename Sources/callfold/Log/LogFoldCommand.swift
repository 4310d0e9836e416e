import EventLog
import Interchange
import LogFold
import Platform

/// What `fold LOG` is to do.
struct LogFoldOptions: Equatable {
  var log: String
  var output = FoldStream.Output.outcomes
}

/// `callfold fold LOG`: the same as `fold`, of the events of a log.
struct LogFoldCommand {
  private let options: LogFoldOptions
  private static let longestWait = 1 << 16

  init(_ options: LogFoldOptions) {
    self.options = options
  }

  func run() -> ExitStatus {
    let complaint = LogComplaint(.fold, options.log)
    var results = ResultWriter()
    do throws(LogError) {
      let reader = try LogReader(path: options.log)
      var fold = LogFold(reader, options.output)
      let ending: LogReader.Ending?
      do throws(LogError) {
        ending = try fold.run { bytes, _ in
          bytes.count < Self.longestWait || results.take(&bytes)
        }
      } catch {
        // What was written before the damage stands.
        fold.withWritten { bytes in _ = results.take(&bytes) }
        throw error
      }
      fold.withWritten { bytes in _ = results.take(&bytes) }
      if let ending { complaint.report(ending) }
    } catch {
      return complaint.status(error)
    }
    return results.status(.fold)
  }
}
