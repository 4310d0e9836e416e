import Bytes
import EventLog
import LogQueries
import Outcomes
import Platform

/// What `fold LOG` is to do.
struct LogFoldOptions: Equatable {
  var log: String
  var output = FoldStream.Output.outcomes
  var isUnverified = false
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
      complaint.report(reader, isUnverified: options.isUnverified)
      var fold = LogFold(reader, options.output)
      let ending: LogReader.Ending?
      var progress = Progress("folded")
      // Where outcomes themselves go by on the screen, they are progress enough.
      let showsProgress = !Descriptor.output.isTerminal
      do throws(LogError) {
        ending = try fold.run(isUnverified: options.isUnverified) { bytes, sequence in
          if showsProgress { progress.pass(sequence) }
          return bytes.count < Self.longestWait || results.take(&bytes)
        }
        progress.finish()
      } catch {
        progress.finish()
        // What was written before the damage stands.
        fold.withWritten { bytes in _ = results.take(&bytes) }
        throw error
      }
      fold.withWritten { bytes in _ = results.take(&bytes) }
      complaint.report(unread: fold.unreadPeople)
      if let ending { complaint.report(ending) }
    } catch {
      return complaint.status(error)
    }
    return results.status(.fold)
  }
}
