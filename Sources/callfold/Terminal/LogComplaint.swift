import EventLog
import Platform
import Presentation

/// Says on standard error what went wrong with a log.
struct LogComplaint {
  private let command: HelpTopic
  private let log: String

  /// Complaints of a command about the log at a path.
  init(_ command: HelpTopic, _ log: String) {
    self.command = command
    self.log = log
  }

  /// Says a sentence.
  func say(_ text: String) {
    Screen.complain("callfold \(command.rawValue): \(text.escapedForScreen)")
  }

  /// Says what failed; gives what the process ends with.
  func status(_ error: LogError) -> ExitStatus {
    say(text(error))
    return ExitStatus(of: error)
  }

  /// What failed, in one sentence and one on what to do.
  func text(_ error: LogError) -> String {
    if error.system?.isNotFound == true, error.file == log {
      let other = command == .append ? ", or create a log with --create and a name" : ""
      return "there is no folder \(log). Give the folder of a log\(other)"
    }
    if error.system?.isOfWrongKind == true, error.file == log {
      return "\(log) is not a folder. Give the folder of a log"
    }
    if error.problem == .notALog, command == .append {
      return "there is no log in \(log). Create one with --create and a name"
    }
    return error.file == log ? "\(error)" : "\(log): \(error)"
  }

  /// Says what a reader has found before it reads any event.
  ///
  /// - Parameter isUnverified: the events are not compared with the log's checkpoints.
  func report(_ reader: LogReader, isUnverified: Bool = false) {
    if reader.checkpoints == nil {
      say("\(log): THE LOG'S CHECKPOINTS ARE MISSING; find out who removed them")
    }
    if !reader.unknownFiles.isEmpty {
      say("\(log): unknown files, ignored: \(reader.unknownFiles.joined(separator: ", "))")
    }
    if isUnverified {
      say(
        "\(log): the events were not checked against the log's checkpoints (--unverified); they may "
          + "have been changed")
    }
  }

  /// Says what a reader saw behind the last whole frame, if anything.
  func report(_ ending: LogReader.Ending) {
    guard case .unfinished(let offset, let bytes) = ending else { return }
    say(
      "\(log): an unfinished frame of \(bytes) bytes at byte \(offset) of the last file was left "
        + "out: a writer is still writing it, or was interrupted")
  }
}

extension LogComplaint {
  /// Says that personal data could not be read, where there was no right to.
  func report(unread names: [String]) {
    if !names.isEmpty { say("\(log): \(Self.notJudged(names)); references are shown as stored") }
  }

  /// For example `personal data was not checked: no permission to read 0…1.people`.
  static func notJudged(_ names: [String]) -> String {
    let more = names.count > 1 ? " and \(names.count - 1) more" : ""
    return "personal data was not checked: no permission to read \(names.first ?? "")\(more)"
  }
}

extension ExitStatus {
  /// What an error of a log means: words that lead to no log, or a log that is damaged, are wrong
  /// input; a held lock and a failing disk are the machine's.
  init(of error: LogError) {
    switch error.problem {
    case .system(let error): self = ExitStatus(of: error)
    case .held, .poisoned: self = .machine
    case .damage, .notALog, .notEmpty, .unknownVersion, .unknownEdition,
      .shorterThanCheckpoint, .contradictsCheckpoint, .badOrigin, .noSuchEvent,
      .checkpointOfNothing, .wordsTooLong, .missingValues, .returnedValues:
      self = .wrong
    }
  }
}
