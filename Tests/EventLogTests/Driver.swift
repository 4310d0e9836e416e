import Foundation

/// The `log-driver` of the tests, run as a process of its own.
struct Driver {
  struct Run {
    var status: Int32
    var output: [UInt8]
    var errors: String
    var lines: [String] {
      String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }
  }

  /// Beside the tests' own binary.
  static let binary: URL = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let words = [tests] + CommandLine.arguments
    return words.lazy.map { URL(filePath: $0).deletingLastPathComponent() }
      .map { $0.appending(path: "log-driver") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path()) }
      ?? URL(filePath: "log-driver")
  }()

  static func process(_ words: [String], _ environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = binary
    process.arguments = words
    process.environment = environment
    return process
  }

  /// Runs to the end with some input, which is written to a file first, as often as is said.
  static func run(
    _ words: [String], input: [UInt8] = [], times: Int = 1, environment: [String: String] = [:]
  ) throws -> Run {
    let folder = try TestFolder()
    let file = folder.url.appending(path: "in")
    try Data().write(to: file)
    let writing = try FileHandle(forWritingTo: file)
    for _ in 0..<times { try writing.write(contentsOf: Data(input)) }
    try writing.close()
    for name in ["out", "err"] { try Data().write(to: folder.url.appending(path: name)) }
    let process = process(words, environment)
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = try FileHandle(forWritingTo: folder.url.appending(path: "out"))
    process.standardError = try FileHandle(forWritingTo: folder.url.appending(path: "err"))
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus,
      output: Array(try Data(contentsOf: folder.url.appending(path: "out"))),
      errors: String(
        decoding: try Data(contentsOf: folder.url.appending(path: "err")), as: UTF8.self))
  }
}

/// A folder that goes away with its test.
final class TestFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "callfold-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// A path in it.
  func path(_ name: String) -> String { url.appending(path: name).path() }

  /// The content of the files in a folder of it.
  func files(_ name: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: path(name)) {
      files[file] = Array(try Data(contentsOf: url.appending(path: name).appending(path: file)))
    }
    return files
  }
}
