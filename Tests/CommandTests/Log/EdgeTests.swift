import Foundation
import Testing

/// What a stranger, a script or a bad day does to the commands.
@Suite struct EdgeTests {
  private let event = #"{"at":"2026-01-05T09:00:00Z","type":"info.x","source":"s","n":1}"#

  /// Whether a process is there and has not ended.
  private func isAlive(_ number: Int32) -> Bool {
    let text = (try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)) ?? ") Z"
    return !text.contains(") Z")
  }

  /// Runs the program by a shell, as `"$0" …`, with the log as `$1`.
  private func shell(_ words: String, _ log: String, input: String = "") throws -> Program.Result {
    try Program.run(
      ["-c", words, Program.binary.path(), log], input: input, program: "/bin/bash")
  }

  @Test func `what cannot be said or answered is written into no log`() throws {
    // Without a standard descriptor the next file that is opened would get its number.
    for closed in [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"] {
      let log = try MadeLog()
      let size = try log.run("cat").lines.count
      for words in [
        "append \"$1\"", "erase \"$1\" c1 --user u --reason r", "checkpoint \"$1\"",
        "status \"$1\"", "cat \"$1\"", "append \"$1\" --create other", "verify \"$1\"",
      ] {
        let run = try shell(
          "exec timeout 20 \"$0\" \(words) \(closed)", log.path, input: event + "\n")
        #expect(run.status != 124, "\(words) \(closed) does not end")
      }
      let verified = try log.run("verify")
      #expect(
        verified.lines.first == "consistent in itself, nothing outside to compare with",
        "\(closed): \(verified.output)")
      #expect(try log.run("cat").lines.count > size, "\(closed)")
    }
  }

  @Test func `whoever reads no further ends nothing badly`() throws {
    let log = try MadeLog()
    let many = (1...20_000).map {
      #"{"at":"2026-01-05T09:00:00Z","type":"info.x","n":\#($0),"source":"m"}"#
    }
    let cut = try shell(
      "\"$0\" append \"$1\" | head -1; echo ${PIPESTATUS[0]}", log.path, input: text(many))
    #expect(cut.lines.last == "1")
    #expect(cut.errors.contains("the reader of the receipts closed the pipe"))
    #expect(try log.run("append", input: text(many)).status == 0)
    for command in ["cat", "fold"] {
      let cut = try shell("\"$0\" \(command) \"$1\" | head -1; echo ${PIPESTATUS[0]}", log.path)
      #expect(cut.lines.last == "0" && cut.errors.isEmpty, "\(command): \(cut.errors)")
    }
    let full = try shell("\"$0\" cat \"$1\" > /dev/full", log.path)
    #expect(full.status == 3 && full.errors.contains("No space left"))
    #expect(try log.run("verify").status == 0)
  }

  @Test(arguments: ["", "\n", "\r\n", " \t\r\n\n"])
  func `an input of nothing, or of blank lines, is no event`(input: String) throws {
    let log = try MadeLog()
    let before = try log.bytes()
    let run = try log.run("append", input: input)
    #expect(run.status == 0 && run.output.isEmpty)
    #expect(run.errors.contains("stored 0 events, 0 duplicates, 0 refused"))
    #expect(try log.bytes() == before)
  }

  @Test func `lines that end with CR LF are events, and the CR is not stored`() throws {
    let log = try MadeLog()
    let run = try log.run("append", input: event + "\r\n")
    #expect(run.status == 0 && run.lines.count == 1)
    let stored = try log.run("cat").output
    #expect(!stored.utf8.contains(13) && stored.hasSuffix("\"n\":1}\n"))
    // The same without the CR is the same event.
    #expect(try log.run("append", input: event).output.hasSuffix("\"duplicate\":true}\n"))
  }

  @Test func `a line without an end keeps no signal from being seen`() throws {
    let log = try MadeLog()
    let run = try shell("exec timeout -s INT -k 20 1 \"$0\" append \"$1\" < /dev/zero", log.path)
    #expect(run.errors.contains("stopped by a signal"), "\(run.errors)")
    #expect(try log.bytes().suffix(2) == Array("}\n".utf8))
  }

  @Test func `row 10: a child of a writer that was killed does not keep the log`() throws {
    let log = try MadeLog()
    // The anchor's command outlives the writer.
    let writer = try RunningProgram(["append", log.path, "--anchor", "sleep 30"])
    // So many that a checkpoint is due a second later.
    let many = #"{"at":"2026-01-05T09:00:00Z","type":"info.x"}"# + "\n"
    try writer.send(String(repeating: many, count: 1_001))
    for _ in 1...1_001 { #expect(writer.line() != nil) }
    let children =
      "/proc/\(writer.process.processIdentifier)/task/\(writer.process.processIdentifier)/children"
    var child = ""
    for _ in 0..<300 where child.isEmpty {
      usleep(20_000)
      child = try String(contentsOfFile: children, encoding: .utf8)
    }
    let number = try #require(Int32(child.split(separator: " ").first ?? ""))
    kill(writer.process.processIdentifier, SIGKILL)
    // Foundation would wait for the child too.
    for _ in 0..<300 where isAlive(writer.process.processIdentifier) { usleep(20_000) }
    let next = try log.run("append", input: event)
    #expect(next.status == 0 && next.errors.contains("did not stop cleanly"), "\(next.errors)")
    #expect(isAlive(number), "the child has ended before")
    kill(number, SIGKILL)
  }

  @Test func `a file where a folder is meant, and words that are none, are wrong words`() throws {
    let folder = try Folder()
    let file = try folder.write("file", event)
    for command in ["append", "cat", "fold", "status", "verify", "checkpoint"] {
      let run = try Program.run([command, file])
      #expect(
        run.status == 2 && run.errors.contains("is not a folder"), "\(command): \(run.errors)")
      #expect(try Program.run([command, ""]).status == 2)
    }
    let other = try Folder()
    let new = other.file("new")
    let origin = try Program.run(["append", new, "--create", "two words"])
    #expect(origin.status == 2 && origin.errors.contains("origin"))
    let salvage = try Program.run(["salvage", folder.path, new])
    #expect(salvage.status == 2 && salvage.errors.contains("there is no log here"))
    // Nobody is left with a folder that nothing is in.
    #expect(!FileManager.default.fileExists(atPath: new))
  }
}
