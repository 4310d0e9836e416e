import Foundation
import Testing

/// `callfold fold`, as a pipe sees it.
@Suite struct FoldProgram {
  private static func event(_ call: String, _ type: String, _ rest: String = "") -> String {
    #"{"at":"2026-01-05T09:00:00Z","call":"\#(call)","type":"\#(type)"\#(rest)}"# + "\n"
  }

  private let started = event("c", "call.started", #","direction":"inbound""#)
  private let ended = event("c", "call.ended")

  @Test func `a call that ended is one line, whose keys stand in their order`() throws {
    let result = try Program.run(["fold"], input: started + ended)
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(
      result.output
        == #"{"call":"c","direction":"inbound","caller":null,"parent":null,"#
        + #""startedAt":"2026-01-05T09:00:00.000Z","endedAt":"2026-01-05T09:00:00.000Z","#
        + #""consent":"unknown","restricted":false,"conversations":[],"segments":[],"#
        + #""notices":[],"refusals":[],"anomalies":[]}"# + "\n")
  }

  @Test func `a call in progress is written at the end of the input`() throws {
    let result = try Program.run(["fold"], input: started)
    #expect(result.status == 0)
    #expect(result.output.contains("\"endedAt\":null"))
  }

  @Test func `effects are written event by event, and nothing at the end`() throws {
    let setting =
      #"{"at":"2026-01-05T09:00:00Z","type":"setting.changed","scope":"company","#
      + #""property":"recordingForced","value":true}"# + "\n"
    let joined = Self.event("c", "agent.joined", #","agent":"anna""#)
    let result = try Program.run(["fold", "--effects"], input: setting + started + joined)
    #expect(result.lines.count == 2)
    #expect(result.lines.first?.hasPrefix(#"{"seq":3,"index":0,"#) == true)
    #expect(result.lines.last?.contains(#""text":"Automatic Recording""#) == true)
  }

  @Test func `a refused line ends it with its number and column, and what was written stands`()
    throws
  {
    let result = try Program.run(["fold"], input: started + ended + "\n{\"at\":1}\n" + started)
    #expect(result.status == 2)
    #expect(result.lines.count == 1)
    #expect(result.errors.contains("line 4, column 7"))
  }

  @Test func `calls in progress are not written after a refused line`() throws {
    let result = try Program.run(["fold"], input: started + "nonsense")
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.contains("line 2, column 1: not a JSON object"))
  }

  @Test func `nothing of a refused line reaches the screen as it is`() throws {
    let result = try Program.run(["fold"], input: #"{"\u001b[2J":1,"\u001b[2J":2}"#)
    #expect(result.status == 2)
    #expect(result.errors.contains("\\u{1b}[2J"))
    #expect(!result.errors.contains("\u{1B}"))
  }

  @Test(arguments: ["", "\n\n \t\r\n"])
  func `no events, no outcomes`(input: String) throws {
    let result = try Program.run(["fold"], input: input)
    #expect((result.status, result.output, result.errors) == (0, "", ""))
  }

  @Test func `a line without end is refused, not kept`() throws {
    let result = try Program.run(["fold"], input: [UInt8](repeating: 0x20, count: 20_000_000))
    #expect(result.status == 2)
    #expect(result.errors.contains("line 1: the line is longer than 16384 bytes"))
  }

  @Test func `many calls pass through`() throws {
    let calls = (1...20_000).map { started.replacing("\"c\"", with: "\"c\($0)\"") }
    let ends = (1...20_000).map { ended.replacing("\"c\"", with: "\"c\($0)\"") }
    let result = try Program.run(["fold"], input: calls.joined() + ends.joined())
    #expect(result.status == 0)
    #expect(result.lines.count == 20_000)
  }

  @Test func `outcomes are flushed before the input ends`() throws {
    let process = Program.process(["fold"])
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data((started + ended).utf8))
    // Blocks for ever if nothing is written while the input is open: then the test times out.
    let outcome = output.fileHandleForReading.availableData
    #expect(String(decoding: outcome, as: UTF8.self).hasSuffix("\"anomalies\":[]}\n"))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func `a reader who goes away ends it quietly`() throws {
    let process = Program.process(["fold"])
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    process.standardError = errors
    try output.fileHandleForReading.close()
    try process.run()
    try output.fileHandleForWriting.close()
    try input.fileHandleForWriting.write(contentsOf: Data((started + ended).utf8))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
    #expect(errors.fileHandleForReading.availableData.isEmpty)
  }

  @Test func `a full disk is the machine's failure`() throws {
    let process = Program.process(["fold"])
    let (input, errors) = (Pipe(), Pipe())
    (process.standardInput, process.standardError) = (input, errors)
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: "/dev/full"))
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data((started + ended).utf8))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 3)
    let message = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
    #expect(message.contains("No space left on device"))
  }
}
