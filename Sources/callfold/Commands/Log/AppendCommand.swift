import EventLog
import MerkleTree
import Platform

/// What `append` is to do.
struct AppendOptions: Equatable {
  var log: String
  /// The name of a log that is made where there is none.
  var origin: String?
  /// The group that may read a log that is made, by name or number.
  var group: String?
  /// The words of the command that is handed each checkpoint; none for no anchor.
  var anchor: [String] = []

  init(_ words: [String]) throws(UsageError) {
    let words = try Arguments(
      .append, words,
      valued: [
        "--create": "a name such as example.org/site-1", "--group": "a group's name or number",
        "--anchor": AnchorWords.meaning,
      ])
    log = try words.arguments(.append, ["LOG"])[0]
    origin = words.value("--create")
    group = words.value("--group")
    if group != nil, origin == nil {
      throw UsageError(message: "--group applies only to a new log: give its name with --create")
    }
    anchor = try AnchorWords.words(words.value("--anchor"))
  }
}

/// The words after `--anchor`.
enum AnchorWords {
  static let meaning = "a command such as 'sendmail auditor@example.org'"

  /// A command's words, parted at spaces: there is no shell.
  static func words(_ text: String?) throws(UsageError) -> [String] {
    guard let text else { return [] }
    let words = text.split(separator: " ").map(String.init)
    if words.isEmpty { throw UsageError(message: "--anchor needs \(meaning)") }
    return words
  }
}

/// `callfold append LOG`: events on standard input, receipts on standard output.
///
/// What arrives while a batch is written goes into the next one.
struct AppendCommand {
  private let options: AppendOptions
  private let complaint: LogComplaint
  /// Bytes that are taken into one batch at most.
  private static let longestBatch = 1 << 20

  init(_ options: AppendOptions) {
    self.options = options
    complaint = LogComplaint(.append, options.log)
  }

  func run() -> ExitStatus {
    let readers = options.group.flatMap { Host.group($0) }
    if let group = options.group, readers == nil {
      complaint.say("there is no group \(group). Give an existing group, or a group's number")
      return .wrong
    }
    var tally = AppendTally()
    var anchor = Anchor(options.anchor, complaint)
    do throws(LogError) {
      let stop: StopSignals
      do { stop = try StopSignals() } catch {
        complaint.say("\(error)")
        return .machine
      }
      let writer = try LogOpening(complaint).open(
        options.log, origin: options.origin, readers: readers)
      if let origin = options.origin, origin != writer.origin {
        complaint.say("\(options.log) is the log \(writer.origin), not \(origin)")
        try writer.close()
        return .wrong
      }
      if let readers, (try? OpenFolder(path: options.log))?.readers != readers {
        complaint.say(
          "\(options.log) was created without this group of readers, and --group does not change an "
            + "existing log. FORMAT.md explains how to set the group by hand")
        try writer.close()
        return .wrong
      }
      if Descriptor.input.isTerminal {
        complaint.say("reading events, one JSON object per line; end with Ctrl-D")
      }
      try anchor.begin(writer)
      try anchor.catchUp(writer)
      let old = writer.size
      var indexes = IndexMaker(options.log, complaint)
      let failure = try append(to: writer, stop, &tally, &anchor, &indexes)
      indexes.finish(writer, inHaste: stop.hasCome)
      let newest = try writer.close()
      if let newest, newest.size > old { anchor.take(newest) }
      anchor.finish()
      if newest == nil, writer.size > 0 {
        complaint.say(
          "no checkpoint was made: the disk is full. Free some space; the log is unaffected")
      }
      anchor.keepNews(options.log, writer.id)
      complaint.say(tally.summary + anchor.summary + (stop.hasCome ? "; stopped by a signal" : ""))
      if let failure {
        guard failure.isBrokenPipe else {
          complaint.say("\(failure)")
          return .machine
        }
        complaint.say(
          "the reader of the receipts closed the pipe, so append stopped. Send events without a receipt "
            + "again: those stored with a 'source' and 'n' are not stored twice")
        return .failed
      }
      return tally.status
    } catch {
      if tally != AppendTally() { complaint.say(tally.summary + " before the failure") }
      return complaint.status(error)
    }
  }

  /// Appends until the input ends or a signal comes; gives what went wrong with input or output.
  private func append(
    to writer: LogWriter, _ stop: StopSignals, _ tally: inout AppendTally, _ anchor: inout Anchor,
    _ indexes: inout IndexMaker
  ) throws(LogError) -> SystemError? {
    var batch = LineBatch()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var hasEnded = false
    var isWaiting = writer.isWaitingForSpace
    var lastWords = ""
    while !hasEnded {
      do throws(SystemError) {
        let pause = anchor.pause ?? (writer.hasUncovered ? 1_000 : nil)
        switch try stop.waitToRead(.input, milliseconds: pause) {
        case .stop: hasEnded = true
        case .timeout: break
        case .ready: hasEnded = try !read(&batch, &buffer)
        }
      } catch {
        return error
      }
      if !batch.isEmpty {
        let (lines, firstLine) = batch.take()
        let receipts = try writer.append(lines, firstLine: firstLine)
        for receipt in receipts { tally.count(receipt) }
        do throws(SystemError) {
          guard try stop.write(Self.text(receipts), to: .output) else { return nil }
        } catch {
          return error
        }
      }
      checkpoint(writer, &anchor, &lastWords)
      if isWaiting, !writer.isWaitingForSpace {
        LogOpening(complaint).tellRecovery(writer, options.log)
        isWaiting = false
      }
      indexes.look(writer)
      anchor.look()
      anchor.keepNews(writer)
    }
    return nil
  }

  /// Reads what has arrived, but not without end; `false` at the input's end.
  private func read(
    _ batch: inout LineBatch, _ buffer: inout [UInt8]
  ) throws(SystemError) -> Bool {
    // What was read is counted, and not the lines: one without an end makes none.
    var length = 0
    repeat {
      let count = try Descriptor.input.read(into: &buffer)
      if count == 0 {
        batch.finish()
        return false
      }
      batch.add(buffer, 0..<count)
      length += count
    } while length < Self.longestBatch && !Descriptor.input.wouldWait
    return true
  }

  /// A full disk is no reason to stop: the next one that is due is tried again.
  ///
  /// - Parameter lastWords: what was said of the last failure, which is not said again each second.
  private func checkpoint(
    _ writer: LogWriter, _ anchor: inout Anchor, _ lastWords: inout String
  ) {
    do throws(LogError) {
      guard let checkpoint = try writer.checkpointIfDue() else { return }
      anchor.take(checkpoint)
      lastWords = ""
    } catch {
      let words = "no checkpoint was made: \(complaint.text(error))"
      if words != lastWords { complaint.say(words) }
      lastWords = words
    }
  }

  private static func text(_ receipts: [Receipt]) -> [UInt8] {
    var text: [UInt8] = []
    for receipt in receipts { receipt.append(to: &text) }
    return Descriptor.output.isTerminal ? text.escapedLines : text
  }
}
