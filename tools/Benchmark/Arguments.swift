/// What was asked for on the command line.
struct Arguments {
  enum Command {
    case fold
    case log
    case append
    case make(path: String)
    case memory
    case parse(path: String)
    case apply(path: String)
    case outcomes(path: String)
    case help
  }

  var command = Command.help
  var events = 4_000_000
  var calls = 10_000
  var rounds = 5
  var keepsInput = false
  /// Lines all alike, as they were measured first.
  var isPlain = false
  /// Another program that does what `parse`, `apply` and `outcomes` do, to be measured in turns.
  var sketch: String?
  /// Where the program `callfold` is.
  var program: String?
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
      (events, rounds) = (1_000_000, 3)
    case "make": command = .make(path: try Self.file("make", words.popFirst()))
    case "memory": command = .memory
    case "parse": command = .parse(path: try Self.file("parse", words.popFirst()))
    case "apply": command = .apply(path: try Self.file("apply", words.popFirst()))
    case "outcomes": command = .outcomes(path: try Self.file("outcomes", words.popFirst()))
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
      case "--sketch": sketch = try Self.file(word, words.popFirst())
      case "--program": program = try Self.file(word, words.popFirst())
      case "--plain": isPlain = true
      case "--keep": keepsInput = true
      case "--help", "-h": command = .help
      default: throw Misuse(description: "no option '\(word)'; try tools/bench --help")
      }
    }
  }

  private static func file(_ bench: String, _ path: String?) throws(Misuse) -> String {
    guard let path else { throw Misuse(description: "\(bench) needs a file") }
    return path
  }

  private static func number(_ option: String, _ word: String?) throws(Misuse) -> Int {
    let digits = word?.filter { $0 != "," && $0 != "_" }
    guard let number = digits.flatMap({ Int($0) }), number > 0 else {
      throw Misuse(description: "\(option) needs a number from 1 on")
    }
    return number
  }
}
