/// The words after a command's name, parted into arguments and options.
struct Arguments: Equatable {
  /// The words that are no options, in order.
  private(set) var positional: [String] = []
  private var values: [String: String] = [:]
  private var flags: Set<String> = []

  /// Parts the words of `command`.
  ///
  /// - Parameters:
  ///   - flags: options that stand alone.
  ///   - valued: options that a value follows, and what that is.
  init(
    _ command: HelpTopic, _ given: [String], flags known: Set<String> = [],
    valued: [String: String] = [:]
  ) throws(UsageError) {
    var rest = given[...]
    while let word = rest.popFirst() {
      if word == "--" {
        positional += rest
        return
      }
      guard word.hasPrefix("-"), word.count > 1 else {
        positional.append(word)
        continue
      }
      if known.contains(word) {
        flags.insert(word)
      } else if let meaning = valued[word] {
        guard let value = rest.popFirst() else {
          throw UsageError(message: "\(word) needs a value: \(meaning)")
        }
        guard values.updateValue(value, forKey: word) == nil else {
          throw UsageError(message: "\(word) is given twice")
        }
      } else {
        throw UsageError(
          message: "\(command.rawValue) has no option '\(word)'; "
            + "try 'callfold \(command.rawValue) --help'")
      }
    }
  }

  /// Whether an option stands there.
  func has(_ flag: String) -> Bool { flags.contains(flag) }

  /// What follows an option.
  func value(_ option: String) -> String? { values[option] }

  /// The arguments, if there are as many as the command takes.
  func arguments(_ command: HelpTopic, _ names: [String]) throws(UsageError) -> [String] {
    let usage = "callfold \(command.rawValue) \(names.joined(separator: " "))"
    if let empty = positional.firstIndex(of: ""), empty < names.count {
      throw UsageError(message: "\(names[empty]) is empty: \(usage)")
    }
    if positional.count == names.count { return positional }
    let problem =
      positional.count < names.count
      ? "\(command.rawValue) needs \(names[positional.count])"
      : "unexpected word '\(positional[names.count])'"
    throw UsageError(message: "\(problem): \(usage); more in 'callfold \(command.rawValue) --help'")
  }

  /// A whole number from 1 up.
  func number(_ option: String) throws(UsageError) -> UInt64? {
    guard let text = value(option) else { return nil }
    guard let number = UInt64(plain: text) else {
      throw UsageError(message: "\(option) needs an event's number from 1 up, not '\(text)'")
    }
    return number
  }
}

extension UInt64 {
  /// The number that plain digits stand for: 1 to 2^63 − 1.
  init?(plain text: some StringProtocol) {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = UInt64(text), (1...UInt64(Int64.max)).contains(number)
    else { return nil }
    self = number
  }
}
