import EventLog
import MerkleTree

/// What `checkpoint` is to do.
struct CheckpointOptions: Equatable {
  var log: String
  var anchor: [String]

  init(_ words: [String]) throws(UsageError) {
    let words = try Arguments(.checkpoint, words, valued: ["--anchor": AnchorWords.meaning])
    log = try words.arguments(.checkpoint, ["LOG"])[0]
    anchor = try AnchorWords.words(words.value("--anchor"))
  }
}

/// `callfold checkpoint LOG`: makes a checkpoint of all that is there, and prints it.
struct CheckpointCommand {
  private let options: CheckpointOptions
  private let complaint: LogComplaint

  init(_ options: CheckpointOptions) {
    self.options = options
    complaint = LogComplaint(.checkpoint, options.log)
  }

  func run() -> ExitStatus {
    var anchor = Anchor(options.anchor, complaint)
    do throws(LogError) {
      let writer = try LogOpening(complaint).open(options.log)
      try anchor.begin(writer)
      guard let checkpoint = try writer.checkpoint() else {
        complaint.say("\(options.log) has no events yet, so no checkpoint was made")
        try writer.close()
        return .failed
      }
      try writer.close()
      Screen.show(bytes: Array(checkpoint.note.utf8))
      anchor.take(checkpoint)
      anchor.finish()
      anchor.keepNews(options.log, writer.id)
      return anchor.failures > 0 ? .failed : .done
    } catch {
      return complaint.status(error)
    }
  }
}
