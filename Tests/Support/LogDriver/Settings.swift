import EventLog
import Platform

/// What the words behind the log's name say.
struct Settings {
  var options = LogOptions()
  var batch = 1_000
  var checkpointEach: Int?
  var closes = true
  /// Whether the most memory used is told at the end, on standard error.
  var tellsMemory = false
  /// A number without a name.
  var count = 0

  init(_ words: ArraySlice<String>) {
    var rest = words
    while let word = rest.popFirst() {
      switch word {
      case "--no-close": closes = false
      case "--memory": tellsMemory = true
      case "--batch": batch = Settings.number(&rest)
      case "--file-limit": options.fileLimit = Settings.number(&rest)
      case "--reserve": options.reserve = Settings.number(&rest)
      case "--checkpoint-each": checkpointEach = Settings.number(&rest)
      case "--clock": stop(at: Int64(Settings.number(&rest)))
      case let text:
        guard let number = Int(text) else { Main.fail("what is \(text)?", 2) }
        count = number
      }
    }
  }

  private static func number(_ words: inout ArraySlice<String>) -> Int {
    guard let number = words.popFirst().flatMap({ Int($0) }) else {
      Main.fail("a number is missing", 2)
    }
    return number
  }

  /// Stops the clock, and counts what is random.
  private mutating func stop(at time: Int64) {
    options.clock = { time }
    var counter: UInt8 = 0
    options.random = { (count) throws(SystemError) in
      (0..<count).map { _ in
        counter &+= 1
        return counter
      }
    }
  }

  /// Opens the log, or makes it where there is none.
  func open(_ path: String) throws(LogError) -> LogWriter {
    do {
      return try LogWriter.open(path: path, options: options)
    } catch {
      guard error.problem == .notALog || error.system?.isNotFound == true else { throw error }
      return try LogWriter.create(path: path, origin: "driver", options: options)
    }
  }

  /// The most memory that the process has used, in KiB.
  static var memory: Int {
    guard let bytes = try? TextFiles.contents(of: "/proc/self/status", limit: 1 << 20) else {
      return 0
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let line = lines.first { $0.hasPrefix("VmHWM:") } ?? ""
    return Int(
      line.split(separator: " ").dropFirst().first.map(String.init)?.filter(\.isNumber) ?? "") ?? 0
  }
}
