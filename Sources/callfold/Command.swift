import Interchange

/// Words that make no command: what is wrong, and what to write.
struct UsageError: Error, Equatable {
  var message: String
}

/// What the words of the command line ask for, checked.
enum Command: Equatable {
  case help(HelpTopic)
  case fold(FoldStream.Output)
  case replay(ReplayOptions)

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
        message: "there is no command '\(name)'; it is one of: \(HelpTopic.commands)")
    }
    if rest.contains("--help") || rest.contains("-h") {
      self = .help(topic)
      return
    }
    switch topic {
    case .overview: self = .help(.overview)
    case .fold: self = .fold(try Self.foldOutput(rest))
    case .replay: self = .replay(try ReplayOptions(rest))
    }
  }

  private static func topic(_ words: [String]) throws(UsageError) -> HelpTopic {
    guard let word = words.first else { return .overview }
    guard let topic = HelpTopic(rawValue: word) else {
      throw UsageError(message: "there is no help on '\(word)'; there is on: \(HelpTopic.commands)")
    }
    return topic
  }

  private static func foldOutput(_ words: [String]) throws(UsageError) -> FoldStream.Output {
    var output = FoldStream.Output.outcomes
    for word in words {
      guard word == "--effects" else {
        throw UsageError(
          message: "fold reads standard input and takes only --effects, not '\(word)'")
      }
      output = .effects
    }
    return output
  }
}
