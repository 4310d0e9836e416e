import Foundation
import Testing

/// What the commands write: files that are handed in by name, and streams that nobody reads.
@Suite struct OutputTests {
  private let files = FileManager.default

  /// Runs the program by a shell, as `"$0" …`, with the log as `$1` and a folder as `$2`.
  private func shell(_ words: String, _ log: MadeLog) throws -> Program.Result {
    try Program.run(
      ["-c", words, Program.binary.path(), log.path, log.folder.path], program: "/bin/bash")
  }

  @Test func `prove replaces a file, and nothing else`() throws {
    let log = try MadeLog()
    #expect(unsafe mkfifo(log.folder.file("pipe"), 0o600) == 0)
    _ = try log.folder.write("out.new", "mine")
    _ = try log.folder.write("real", "before")
    try files.createSymbolicLink(atPath: log.folder.file("link"), withDestinationPath: "real")
    for (name, word) in [("pipe", "pipe"), ("log", "folder")] {
      let refused = try log.run("prove", "c1", "-o", log.folder.file(name))
      #expect(
        refused.status == 2 && refused.errors.contains("it is a \(word)"), "\(refused.errors)")
      #expect(!refused.errors.contains("wrote"))
    }
    for name in ["out", "link"] {
      let made = try log.run("prove", "c1", "-o", log.folder.file(name))
      #expect(made.status == 0 && made.errors.contains("wrote"), "\(made.errors)")
    }
    #expect(try files.destinationOfSymbolicLink(atPath: log.folder.file("link")) == "real")
    #expect(try Program.run(["verify-proof", log.folder.file("real")]).status == 0)
    #expect(try String(contentsOfFile: log.folder.file("out.new"), encoding: .utf8) == "mine")
    #expect(
      try files.contentsOfDirectory(atPath: log.folder.path).sorted()
        == ["link", "log", "out", "out.new", "pipe", "real"])
    let full = "trap '' XFSZ; (ulimit -f 0; exec \"$0\" prove \"$1\" c1 -o \"$2/big\") 2>&1 | cat; "
    let big = try shell(full + "echo ${PIPESTATUS[0]}", log)
    #expect(big.lines.last == "3" && big.output.contains("was not written"), "\(big.output)")
    #expect(!files.fileExists(atPath: log.folder.file("big")))
  }

  @Test(arguments: [
    "fold \"$1\"", "cat \"$1\"", "status \"$1\"", "status \"$1\" --json", "verify \"$1\"",
    "checkpoint \"$1\"", "prove \"$1\" c1", "verify-proof \"$2/proof\"", "help", "append --help",
    "erase \"$1\" c1 --user u --reason r",
  ])
  func `an answer that finds no room ends with 3 and words, one that nobody reads as it would have`(
    words: String
  ) throws {
    let log = try MadeLog()
    #expect(try log.run("prove", "c1", "-o", log.folder.file("proof")).status == 0)
    let unread = try shell("\"$0\" \(words) | true; echo ${PIPESTATUS[0]}", log)
    #expect(unread.lines.last == "0" && unread.errors.isEmpty, "\(unread)")
    // What was erased is gone by now.
    let full = try shell(
      "\"$0\" \(words.replacing("c1 --user", with: "c2 --user")) > /dev/full", log)
    if words.hasPrefix("erase") {
      #expect(full.status == 1)
    } else {
      #expect(full.status == 3 && full.errors.contains("No space left"), "\(full)")
    }
    #expect(try log.run("verify").status == 0)
  }

  @Test func `a verdict reaches the status though nobody reads it to the end`() throws {
    let log = try MadeLog()
    var bytes = try log.bytes()
    bytes[200] ^= 1
    try log.write(bytes)
    for _ in 0..<5 {
      #expect(try shell("\"$0\" verify \"$1\" | true; echo ${PIPESTATUS[0]}", log).lines == ["1"])
    }
    // Nor does it matter that nobody is told.
    #expect(
      try shell("\"$0\" append \"$1\" < /dev/null 2>&1 | true; echo ${PIPESTATUS[0]}", log)
        .lines == ["2"])
  }

  @Test func `what cannot be told stops no work`() throws {
    let log = try MadeLog()
    let event = #"{"at":"2026-01-05T09:00:00Z","type":"info.x"}"#
    let run = try shell(
      "echo '\(event)' | \"$0\" append \"$2/other\" --create a/b 2>/dev/full", log)
    #expect(run.status == 0 && run.lines.count == 1)
    #expect(try Program.run(["cat", log.folder.file("other")]).lines.count == 3)
  }

  @Test(.enabled(if: Program.hasPython, "there is no python3"), arguments: ["", "proof"])
  func `the auditor's verifier ends quietly too`(kind: String) throws {
    let log = try MadeLog()
    #expect(try log.run("prove", "c1", "-o", log.folder.file("proof")).status == 0)
    let words =
      "'\(Program.python)' '\(Program.verifier)' \(kind.isEmpty ? "\"$1\"" : "proof \"$2/proof\"")"
    for unbuffered in ["", "PYTHONUNBUFFERED=1 "] {
      let unread = try shell("\(unbuffered)\(words) | true; echo ${PIPESTATUS[0]}", log)
      #expect(unread.lines == ["0"] && unread.errors.isEmpty, "\(unread)")
      let full = try shell("\(unbuffered)\(words) > /dev/full", log)
      #expect(full.status == 3 && full.errors.contains("No space left"), "\(full)")
      #expect(!full.errors.contains("Traceback"))
    }
    let wrong = try #require(try Program.verifier([]))
    #expect(wrong.status == 2 && wrong.output.isEmpty && wrong.errors.contains("usage: verify.py"))
    let help = try #require(try Program.verifier(["--help"]))
    #expect(help.status == 0 && help.errors.isEmpty && help.output.contains("usage: verify.py"))
  }

  @Test(arguments: [
    "verify-proof /dev/zero", "verify-proof - < /dev/zero", "verify \"$1\" --against /dev/zero",
    "verify-proof \"$2/proof\" --against /dev/zero", "prove \"$1\" --since /dev/zero",
    "verify-proof \"$2/proof\" --growth /dev/zero --against \"$2/kept\"", "replay /dev/zero",
    "verify-proof \"$2/endless\"",
  ])
  func `of a file without an end no more is read than shows what it is`(words: String) throws {
    let log = try MadeLog()
    _ = try log.keepCheckpoint("kept")
    #expect(try log.run("prove", "c1", "-o", log.folder.file("proof")).status == 0)
    let proof = try String(contentsOfFile: log.folder.file("proof"), encoding: .utf8)
    let title = String(proof.prefix { $0 != "\n" })
    try files.createSymbolicLink(
      atPath: log.folder.file("endless"), withDestinationPath: "/dev/stdin")
    // Half a gigabyte of memory is far more than any of them needs, and less than what is read of a
    // file that begins well and does not end.
    let run = try shell(
      "(echo \"\(title)\"; cat /dev/zero) 2>/dev/null | (ulimit -v 1500000; exec \"$0\" \(words))",
      log)
    #expect(run.status == 1 || run.status == 2, "\(run)")
    // Only what begins well is read up to the limit.
    let beginsWell = words.contains("endless") || words.hasPrefix("replay")
    #expect((run.output + run.errors).contains("larger than") == beginsWell, "\(run)")
    #expect(
      beginsWell || run.output.hasPrefix("damaged") || run.errors.contains("Give a checkpoint"),
      "\(run)")
  }
}
