/// A command about a log, its words checked.
enum LogCommand: Equatable {
  case append(AppendOptions)
  case fold(LogFoldOptions)

  /// Reads the words after the command's name; `nil` for one that is about no log.
  init?(_ topic: HelpTopic, _ words: [String]) throws(UsageError) {
    switch topic {
    case .append: self = .append(try AppendOptions(words))
    case .overview, .fold, .replay: return nil
    }
  }

  /// Does what was asked.
  func run() -> ExitStatus {
    switch self {
    case .append(let options): AppendCommand(options).run()
    case .fold(let options): LogFoldCommand(options).run()
    }
  }
}
