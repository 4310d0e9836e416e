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
    .appending(path: "../../../tools/verify.py").path()
  static let python = "/usr/bin/python3"
  static var hasPython: Bool { FileManager.default.isExecutableFile(atPath: python) }

  /// A process that has not started.
  static func process(_ words: [String], _ environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = binary
    process.arguments = words
    process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
      .merging(environment) { $1 }
    return process
  }

  /// Runs to the end, with `input` on standard input.
  static func run(
    _ words: [String], input: [UInt8] = [], environment: [String: String] = [:],
    folder: URL? = nil, program: String? = nil
  ) throws -> Result {
    let streams = try Folder()
    let files = ["in", "out", "err"].map { streams.url.appending(path: $0) }
    try Data(input).write(to: files[0])
    try Data().write(to: files[1])
    try Data().write(to: files[2])
    let process = process(words, environment)
    if let program { process.executableURL = URL(filePath: program) }
    if let folder { process.currentDirectoryURL = folder }
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

  static func run(_ words: [String], input: String, program: String? = nil) throws -> Result {
    try run(words, input: Array(input.utf8), program: program)
  }

  /// What `tools/verify.py` says; `nil` where there is no Python.
  static func verifier(_ words: [String]) throws -> Result? {
    guard hasPython else {
      print("tools/verify.py is not tried: there is no \(python)")
      return nil
    }
    return try run([verifier] + words, program: python)
  }

  /// Whether there is what `runInTerminal` needs.
  static var hasTerminal: Bool { hasPython }

  /// What a run shows on a terminal.
  static func runInTerminal(_ words: [String], _ environment: [String: String]) throws -> String {
    let process = process(
      ["-c", "import pty, sys; pty.spawn(sys.argv[1:])", binary.path()] + words, environment)
    process.executableURL = URL(filePath: python)
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    return String(decoding: bytes ?? Data(), as: UTF8.self)
  }
}
