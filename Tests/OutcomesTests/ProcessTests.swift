import Foundation
import Outcomes
import RandomLogs
import StreamSupport
import Testing

/// The same input in several processes gives the same bytes: nothing depends on a process's seed
/// for hashing, its addresses or its environment.
@Suite struct SeveralProcesses {
  @Test func `four processes write what this one writes`() throws {
    let program = try #require(program, "callfold is built next to the tests")
    var log = RandomLog(seed: 7)
    let lines = log.lines(2_000)
    let input = FileManager.default.temporaryDirectory
      .appending(path: "callfold-\(ProcessInfo.processInfo.processIdentifier).ndjson")
    try Data(bytes(lines)).write(to: input)
    defer { try? FileManager.default.removeItem(at: input) }
    for (words, output) in [
      (["fold"], FoldStream.Output.outcomes), (["fold", "--effects"], .effects),
    ] {
      let ours = try written([bytes(lines)], output)
      for _ in 0..<2 { #expect(try run(program, words, input) == ours) }
    }
  }

  /// The product is built into the folder in which the tests are.
  private var program: URL? {
    let words = CommandLine.arguments + [Bundle.main.executablePath ?? ""]
    return words.lazy.map { URL(filePath: $0).deletingLastPathComponent() }
      .map { $0.appending(path: "callfold") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private func run(_ program: URL, _ words: [String], _ input: URL) throws -> [UInt8] {
    let process = Process()
    let output = Pipe()
    process.executableURL = program
    process.arguments = words
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = output
    try process.run()
    let written = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return Array(written)
  }
}
