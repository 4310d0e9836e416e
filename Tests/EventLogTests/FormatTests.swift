import EventLog
import LogSupport
import Testing

/// What `FORMAT.md` shows is what the code writes and reads.
@Suite struct FormatTests {
  private static let name = "00000000000000000001"

  /// The code blocks of the page's example: the log file and its personal data.
  private static func examples() throws -> (page: String, blocks: [String]) {
    let file = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let bytes = try TextFile.read("/\(file)/Sources/EventLog/FORMAT.md")
    let parts = bytes.split(separator: "```ndjson\n", omittingEmptySubsequences: false).dropFirst()
    let blocks = parts.compactMap { part in
      part.firstRange(of: "```").map { String(part[..<$0.lowerBound]) }
    }
    return (bytes, blocks)
  }

  @Test func `the example of the page is what is written, byte for byte`() throws {
    let disk = FakeDisk()
    let host = FakeHost()
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "example.org/site-1", options: host.options())
    let event =
      #"{"at":"2026-11-22T10:15:04.1Z","call":"c-1","type":"call.started","#
      + #""direction":"inbound","caller":"+4712345678","source":"core-1","n":1}"#
    #expect(try writer.append(Array(event.utf8))[0].isStored)
    let root = writer.root.hex
    try writer.close()
    let (page, blocks) = try FormatTests.examples()
    try #require(blocks.count == 2)
    let log = String(decoding: disk.files["\(FormatTests.name).ndjson"] ?? [], as: UTF8.self)
    let personalData = String(
      decoding: disk.files["\(FormatTests.name).people"] ?? [], as: UTF8.self)
    #expect(blocks[0] == log)
    #expect(blocks[1] == personalData)
    #expect(page.contains(root), "\(root)")
  }

  @Test func `the example of the page can be read`() throws {
    let (_, blocks) = try FormatTests.examples()
    let disk = FakeDisk([
      "\(FormatTests.name).ndjson": Array(blocks[0].utf8),
      "\(FormatTests.name).people": Array(blocks[1].utf8), "checkpoints": [],
    ])
    let verification = try LogVerifier(disk.mount()).verify()
    #expect(verification.verdict == .consistentInItself && verification.size == 3)
    #expect(try LogWriter.open(disk.mount(), options: FakeHost().options()).size == 3)
  }
}
