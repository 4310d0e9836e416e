import EventLog
import LogQueries
import MerkleTree
import Platform
import Presentation

/// What `status` is to show.
struct StatusOptions: Equatable {
  var log: String
  var isJSON = false
  var isUnverified = false

  init(_ words: [String]) throws(UsageError) {
    let words = try Arguments(.status, words, flags: ["--json", "--unverified"])
    log = try words.arguments(.status, ["LOG"])[0]
    isJSON = words.has("--json")
    isUnverified = words.has("--unverified")
  }
}

/// `callfold status LOG`: how the log stands.
struct StatusCommand {
  private let options: StatusOptions
  private let complaint: LogComplaint

  init(_ options: StatusOptions) {
    self.options = options
    complaint = LogComplaint(.status, options.log)
  }

  func run() -> ExitStatus {
    do throws(LogError) {
      let reader = try LogReader(path: options.log)
      complaint.report(reader, isUnverified: options.isUnverified)
      let checkpoints = reader.checkpoints
      let anchor = try AnchorStatus(reader)
      var progress = Progress("read")
      let state = try LogState(
        reader, marking: [(checkpoints?.last?.size ?? 0) + 1, anchor.size + 1],
        isUnverified: options.isUnverified
      ) { progress.pass($0) }
      progress.finish()
      let status = LogStatus(
        reader, state, checkpoints, anchor, personalData: try PersonalDataManifest(reader),
        freeSpace: try reader.freeSpace(), now: Host.wallClock())
      if options.isJSON {
        var results = ResultWriter()
        _ = results.append(status.json)
        return results.status(.status)
      }
      for line in status.lines { Screen.show(line.escapedForScreen) }
      complaint.report(state.ending)
      return .done
    } catch {
      return complaint.status(error)
    }
  }
}
