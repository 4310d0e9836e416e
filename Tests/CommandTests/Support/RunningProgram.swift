import Foundation

/// The program at work, with both ends of its pipes in hand.
final class RunningProgram {
  let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors = Pipe()
  private var rest: [UInt8] = []

  init(_ words: [String]) throws {
    process.executableURL = Program.binary
    process.arguments = words
    process.environment = ["LC_ALL": "C.UTF-8"]
    (process.standardInput, process.standardOutput) = (input, output)
    process.standardError = errors
    try process.run()
  }

  func send(_ text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// The next line of its output; `nil` at the end.
  func line() -> String? {
    while true {
      if let end = rest.firstIndex(of: 10) {
        defer { rest.removeFirst(end + 1) }
        return String(decoding: rest[..<end], as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      rest += more
    }
  }

  /// Lets it come to its end by itself; gives its status and what it said.
  func finish() throws -> (status: Int32, errors: String) {
    try input.fileHandleForWriting.close()
    return end()
  }

  func end(signal: Int32? = nil) -> (status: Int32, errors: String) {
    if let signal { kill(process.processIdentifier, signal) }
    while line() != nil {}
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }
}
