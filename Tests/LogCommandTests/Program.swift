import Foundation

/// The built program, run as a process of its own.
struct Program {
  /// What a run left behind.
  struct Result {
    var status: Int32
    var output: String
    var errors: String
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// Beside the tests' own binary.
  static let binary: URL = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let beside = URL(filePath: tests).deletingLastPathComponent().appending(path: "callfold")
    if FileManager.default.isExecutableFile(atPath: beside.path()) { return beside }
    return Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
      .map { $0.appending(path: "callfold") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path()) } ?? beside
  }()

  /// The auditor's own verifier, and what runs it.
  static let verifier = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../tools/verify.py").path()
  static let python = "/usr/bin/python3"
  static var hasPython: Bool { FileManager.default.isExecutableFile(atPath: python) }

  /// Runs to the end, with `input` on standard input.
  static func run(
    _ words: [String], input: String = "", program: String = binary.path()
  ) throws -> Result {
    let folder = try Folder()
    let files = ["in", "out", "err"].map { folder.url.appending(path: $0) }
    try Data(input.utf8).write(to: files[0])
    try Data().write(to: files[1])
    try Data().write(to: files[2])
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = words
    process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }

  /// What `tools/verify.py` says; `nil` where there is no Python.
  static func verifier(_ words: [String]) throws -> Result? {
    guard hasPython else {
      print("tools/verify.py is not tried: there is no \(python)")
      return nil
    }
    return try run([verifier] + words, program: python)
  }
}

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

/// A folder that goes away with its test.
final class Folder {
  let url: URL
  var path: String { url.path() }

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "callfold-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ name: String) -> String { url.appending(path: name).path() }

  func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: url.appending(path: name))
    return file(name)
  }
}
