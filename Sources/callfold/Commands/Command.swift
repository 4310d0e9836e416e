import Bytes
import Outcomes

/// Words that make no command: what is wrong, and what to write.
struct UsageError: Error, Equatable {
  var message: String
}

/// What the words of the command line ask for, checked.
enum Command: Equatable {
  case help(HelpTopic)
  case fold(FoldStream.Output)
  case replay(ReplayOptions)
  case generate(GenerateOptions)
  case log(LogCommand)

  /// Reads the words after the program's name.
  init(_ words: [String]) throws(UsageError) {
    guard let name = words.first else {
      self = .help(.overview)
      return
    }
    let rest = Array(words.dropFirst())
    if name == "help" || name == "--help" || name == "-h" {
      self = .help(try Self.topic(rest))
      return
    }
    guard let topic = HelpTopic(rawValue: name), topic != .overview else {
      throw UsageError(
        message: "unknown command '\(name)'; the commands are: \(HelpTopic.commands)")
    }
    if rest.contains("--help") || rest.contains("-h") {
      self = .help(topic)
      return
    }
    if let command = try LogCommand(topic, rest) {
      self = .log(command)
      return
    }
    switch topic {
    case .fold: self = try Self.fold(rest)
    case .replay: self = .replay(try ReplayOptions(rest))
    case .generate: self = .generate(try GenerateOptions(rest))
    default: self = .help(topic)
    }
  }

  private static func topic(_ words: [String]) throws(UsageError) -> HelpTopic {
    guard let word = words.first else { return .overview }
    guard let topic = HelpTopic(rawValue: word) else {
      throw UsageError(message: "no help for '\(word)'; the commands are: \(HelpTopic.commands)")
    }
    return topic
  }

  private static func fold(_ words: [String]) throws(UsageError) -> Command {
    let words = try Arguments(.fold, words, flags: ["--effects", "--unverified"])
    let output = words.has("--effects") ? FoldStream.Output.effects : .outcomes
    let isUnverified = words.has("--unverified")
    if words.positional.isEmpty {
      guard isUnverified else { return .fold(output) }
      throw UsageError(message: "--unverified applies to a log: name one, or leave the option out")
    }
    let log = try words.arguments(.fold, ["[LOG]"])[0]
    return .log(.fold(LogFoldOptions(log: log, output: output, isUnverified: isUnverified)))
  }
}
