import Foundation
import Testing

/// `append`, as whoever stands before and behind it sees it.
@Suite struct AppendTests {
  /// The receipt's number, or why there is none.
  private func answers(_ output: String) throws -> [String] {
    try output.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
      if let refused = object["refused"] as? String { return "\(object["line"] ?? 0) \(refused)" }
      let again = object["duplicate"] as? Bool == true ? " again" : ""
      return "\(object["seq"] ?? "")\(again)"
    }
  }

  @Test func `duplicates, conflicts, the future, the log's own types and no events`() throws {
    let log = try MadeLog()
    let known = events(of: "c1", source: "core")
    let lines = [
      known[0], "", known[1].replacing("support", with: "sales"),
      #"{"at":"2199-01-01T00:00:00Z","type":"info.x"}"#,
      #"{"at":"2026-01-05T09:00:00Z","type":"log.tick"}"#,
      #"{"at":"2026-01-05T09:00:00Z","type":"archive.link","recipient":"a@b"}"#,
      #"{"at":"2026-01-05T09:00:00Z","type":"media.purged"}"#, "not JSON", "{}",
      String(repeating: "x", count: 20_000), known[4],
    ]
    let result = try log.run("append", input: text(lines) + known[2])
    #expect(
      try answers(result.output) == [
        "4 again", "3 conflict", "4 future", "5 reserved", "6 reserved", "7 reserved",
        "8 malformed", "9 malformed", "10 lineTooLong", "8 again", "6 again",
      ])
    #expect(result.status == 1)
    #expect(
      result.errors.contains(
        "stored 0 events, 3 duplicates, 8 refused: line 3 (conflict), line 4 (future)"))
    #expect(result.errors.contains("line 10 (lineTooLong)"))
    let events = try log.run("cat").lines
    #expect(events.count == 8)
  }

  @Test func `there has to be a log, or a name for a new one`() throws {
    let folder = try Folder()
    let path = folder.file("log")
    let missing = try Program.run(["append", path])
    #expect(missing.status == 2)
    #expect(missing.errors.contains("--create"))
    let bad = try Program.run(["append", path, "--create", "a b"])
    #expect(bad.status == 2)
    #expect(bad.errors.contains("origin"))
    for expected in ["created a new log", "stored 0 events"] {
      let made = try Program.run(["append", path, "--create", "here"])
      #expect(made.status == 0)
      #expect(made.errors.contains(expected))
    }
    let other = try Program.run(["append", path, "--create", "there"])
    #expect(other.status == 2)
    #expect(other.errors.contains("is the log here, not there"))
  }

  @Test func `of two writers the second is refused at once, and told who has the log`() throws {
    let log = try MadeLog()
    let first = try RunningProgram(["append", log.path])
    try first.send(events(of: "c2", source: "other")[0] + "\n")
    #expect(first.line()?.contains("\"duplicate\":false") == true)
    let holder = "in use by process \(first.process.processIdentifier)"
    for words in [
      ["append"], ["checkpoint"], ["erase", "c1", "--user", "u", "--reason", "r"],
    ] {
      let second = try Program.run([words[0], log.path] + words.dropFirst(), input: setting)
      #expect(second.status == 3)
      #expect(second.output.isEmpty)
      #expect(second.errors.contains(holder), "\(second.errors)")
    }
    // Readers need no lock.
    for command in ["cat", "fold", "status", "verify"] {
      #expect(try log.run(command).status == 0)
    }
    #expect(try first.finish().status == 0)
    #expect(try log.run("checkpoint").status == 0)
  }

  @Test func `a kill loses nothing that was acknowledged, and nothing is there twice`() throws {
    let log = try MadeLog([])
    let lines = (1...60).flatMap { events(of: "c\($0)", source: "core", from: 5 * $0 - 4) }
    var acknowledged: [Int: String] = [:]
    for round in 1...4 {
      let writer = try RunningProgram(["append", log.path])
      for (index, line) in lines.prefix(round * 60).enumerated() {
        try writer.send(line + "\n")
        if index % 7 == round, let receipt = writer.line() {
          // The receipt of the first that has none yet.
          let next = index / 7
          if acknowledged[next] == nil { acknowledged[next] = receipt }
        }
      }
      #expect(writer.end(signal: SIGKILL).status == SIGKILL)
    }
    let again = try log.run("append", input: text(lines))
    #expect(again.status == 0)
    #expect(again.lines.count == lines.count)
    let stored = try log.run("cat").lines
    for line in lines {
      // Its source and number.
      let end = line.split(separator: "\"source\"")[1]
      #expect(stored.count { $0.hasSuffix(end) } == 1)
    }
    #expect(stored.contains { $0.contains("log.recovered") })
    // What was acknowledged has the number and the leaf that were said then.
    for (index, receipt) in acknowledged {
      let now = again.lines[index].replacing("true}", with: "false}")
      #expect(receipt.replacing("true}", with: "false}") == now)
    }
    #expect(try log.run("verify").status == 0)
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func `a signal stops it cleanly`(signal: Int32) throws {
    let log = try MadeLog()
    let writer = try RunningProgram(["append", log.path])
    try writer.send(events(of: "c2", source: "other")[0] + "\n")
    #expect(writer.line() != nil)
    let (status, errors) = writer.end(signal: signal)
    #expect(status == 0)
    #expect(errors.contains("stored 1 event"))
    #expect(errors.contains("stopped by a signal"))
    #expect(try log.bytes().suffix(2) == Array("}\n".utf8))
    let size = try log.run("cat").lines.count
    let checkpoint = try log.bytes("checkpoints")
    #expect(String(decoding: checkpoint, as: UTF8.self).contains("\n\(size)\n"))
  }

  @Test func `without space a batch is refused, and what was there stays`() throws {
    let log = try MadeLog()
    let script =
      "(trap '' XFSZ; ulimit -f 2; exec \"$0\" append \"$1\") | cat; exit ${PIPESTATUS[0]}"
    let big = (0..<40).map {
      #"{"at":"2026-01-05T09:00:00Z","type":"info.x","text":""#
        + String(repeating: "x", count: 1_000 + $0) + "\"}"
    }
    let full = try Program.run(
      ["-c", script, Program.binary.path(), log.path], input: text(big), program: "/bin/bash")
    #expect(full.status == 3)
    #expect(try answers(full.output).allSatisfy { $0.hasSuffix("diskFull") })
    #expect(full.errors.contains("40 refused"))
    #expect(try log.run("verify").status == 0)
    let later = try log.run("append", input: text(big))
    #expect(later.status == 0)
    #expect(later.lines.count == 40)
  }
}
