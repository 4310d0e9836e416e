import Digest
import Foundation
import Testing

/// What Python and `sha256sum` say of the same bytes; much of it where CALLFOLD_THOROUGH is set.
@Suite struct OtherToolsTests {
  private static let isThorough = ProcessInfo.processInfo.environment["CALLFOLD_THOROUGH"] != nil
  private static let python = "/usr/bin/python3"
  private static let sum = "/usr/bin/sha256sum"

  @Test func `random messages have the digests that Python's hashlib gives them`() throws {
    guard FileManager.default.isExecutableFile(atPath: Self.python) else {
      print("SKIPPED: there is no \(Self.python)")
      return
    }
    var random = SplitMix64.announced("messages for hashlib")
    let messages = (0..<(Self.isThorough ? 100_000 : 2_000)).map { _ in
      random.bytes(count: Int(random.next() % 700))
    }
    let script = """
      import hashlib, sys
      data, at = sys.stdin.buffer.read(), 0
      while at < len(data):
          end = at + 2 + int.from_bytes(data[at:at + 2], "big")
          print(hashlib.sha256(data[at + 2:end]).hexdigest())
          at = end
      """
    let input = messages.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 255)] + $0 }
    let said = try run(Self.python, ["-c", script]) { try $0.write(contentsOf: Data(input)) }
      .split(separator: "\n").map(String.init)
    #expect(said.count == messages.count)
    for (message, digest) in zip(messages, said) {
      if SHA256.hash(message).hex != digest { Issue.record("\(message)") }
    }
  }

  @Test(.enabled(if: isThorough, "set CALLFOLD_THOROUGH"))
  func
    `a gibibyte in pieces has the digest that sha256sum gives it`() throws
  {
    var random = SplitMix64.announced("a gibibyte")
    // Of an odd length, so that blocks and pieces never fall together.
    let piece = random.bytes(count: 1_048_573)
    let total = 1 << 30
    var hash = SHA256()
    let said = try run(Self.sum, []) { output in
      var sent = 0
      while sent < total {
        let part = piece.prefix(total - sent)
        hash.update(Array(part))
        try output.write(contentsOf: Data(part))
        sent += part.count
      }
    }
    #expect(said == "\(hash.finalized().hex)  -\n")
  }

  private func run(
    _ program: String, _ words: [String], input: (FileHandle) throws -> Void
  ) throws -> String {
    let process = Process()
    let (into, from) = (
      Pipe(),
      FileManager.default.temporaryDirectory.appending(
        path: "digests-\(UUID().uuidString)")
    )
    try Data().write(to: from)
    defer { try? FileManager.default.removeItem(at: from) }
    process.executableURL = URL(filePath: program)
    process.arguments = words
    process.standardInput = into
    process.standardOutput = try FileHandle(forWritingTo: from)
    try process.run()
    try input(into.fileHandleForWriting)
    try into.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: try Data(contentsOf: from), as: UTF8.self)
  }
}
