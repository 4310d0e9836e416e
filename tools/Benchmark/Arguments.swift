/// What was asked for on the command line.
struct Arguments {
  enum Command {
    case fold
    case log
    case append
    case make(path: String)
    case memory
    case help
  }

  var command = Command.help
  var events = 10_000_000
  var calls = 10_000
  var rounds = 5
  var keepsInput = false
  /// Where the stores are that the log is measured beside.
  var peers: String?

  struct Misuse: Error, CustomStringConvertible {
    let description: String
  }

  init(_ words: ArraySlice<String>) throws(Misuse) {
    var words = words
    switch words.popFirst() {
    case "fold": command = .fold
    case "append": command = .append
    case "log":
      command = .log
      events = 1_000_000
    case "make":
      guard let path = words.popFirst() else { throw Misuse(description: "make needs a file") }
      command = .make(path: path)
    case "memory": command = .memory
    case nil, "help", "--help", "-h": command = .help
    case let word?:
      throw Misuse(description: "no bench is called '\(word)'; try tools/bench --help")
    }
    while let word = words.popFirst() {
      switch word {
      case "--events": events = try Self.number(word, words.popFirst())
      case "--calls": calls = try Self.number(word, words.popFirst())
      case "--rounds": rounds = try Self.number(word, words.popFirst())
      case "--peers": peers = words.popFirst()
      case "--keep": keepsInput = true
      case "--help", "-h": command = .help
      default: throw Misuse(description: "no option '\(word)'; try tools/bench --help")
      }
    }
  }

  private static func number(_ option: String, _ word: String?) throws(Misuse) -> Int {
    let digits = word?.filter { $0 != "," && $0 != "_" }
    guard let number = digits.flatMap({ Int($0) }), number > 0 else {
      throw Misuse(description: "\(option) needs a number from 1 on")
    }
    return number
  }
}
