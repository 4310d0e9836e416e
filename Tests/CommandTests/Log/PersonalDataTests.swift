import Foundation
import Testing

/// What the commands, and the auditor's verifier, say of personal data that are damaged, lost, put
/// back, or not to be read.
@Suite struct PersonalDataTests {
  private let personalData = "00000000000000000001.people"
  private let erase = ["--user", "dpo", "--reason", "asked"]

  /// Both verifiers' status and first line, which have to be the same.
  private func verify(_ log: MadeLog) throws -> (status: Int32, words: String) {
    let ours = try log.run("verify")
    if let theirs = try Program.verifier([log.path]) {
      #expect(theirs.status == ours.status && theirs.lines.first == ours.lines.first)
    }
    return (ours.status, ours.output)
  }

  @Test func `a call that is no string is no call, for both verifiers`() throws {
    let line =
      #"{"at":"2026-01-05T09:00:00Z","type":"setting.changed","scope":"company","#
      + #""property":"recordingForced","value":true,"call":5,"caller":"+4712345678"}"#
    let log = try MadeLog([line])
    let stored = String(decoding: try log.bytes(personalData), as: UTF8.self)
    #expect(stored.contains(#""call":null,"value":"+4712345678""#), "\(stored)")
    let found = try verify(log)
    #expect(found.status == 0, "\(found)")
  }

  @Test func `one flipped bit is refused by all, and salvage and erase --missing lead on`() throws {
    let log = try MadeLog()
    let size = try log.bytes(personalData).count
    for offset in [20, size - 40] {
      var bytes = try log.bytes(personalData)
      bytes[offset] ^= 1
      try log.write(bytes, personalData)
      let commands = [
        ["append"], ["cat", "--people"], ["fold"], ["status"], ["erase", "c1"] + erase,
      ]
      for words in commands {
        let said = try Program.run([words[0], log.path] + words.dropFirst())
        #expect(said.status == 2, "\(words): \(said)")
        #expect(said.errors.contains("callfold salvage"), "\(words): \(said.errors)")
      }
      #expect(try log.run("cat").status == 0)
      let found = try verify(log)
      #expect(found.status == 1 && found.words.hasPrefix("damaged\n"), "\(found)")
      let new = log.folder.file("salvaged-\(offset)")
      let salvaged = try Program.run(["salvage", log.path, new])
      #expect(salvaged.status == 1)
      #expect(salvaged.output.contains("callfold erase \(new) --missing --user U --reason R"))
      #expect(try Program.run(["append", new], input: setting).status == 0)
      #expect(try Program.run(["cat", new, "--people"]).output.contains(#":"missing""#))
      #expect(try Program.run(["fold", new]).output.contains("missing"))
      #expect(try Program.run(["verify", new]).status == 1)
      #expect(try Program.run(["status", new]).output.contains("missing values: 1"))
      let json = try Program.run(["status", new, "--json"]).output
      #expect(json.contains(#""missingValues":1,"#))
      let recorded = try Program.run(["erase", new, "--missing"] + erase)
      #expect(recorded.status == 0 && recorded.output.contains("the loss of 1 value"))
      #expect(try Program.run(["verify", new]).status == 0)
      #expect(try Program.run(["erase", new, "--missing"] + erase).status == 1)
      bytes[offset] ^= 1
      try log.write(bytes, personalData)
    }
    #expect(try verify(log).status == 0)
    let both = try Program.run(["erase", log.path, "--missing", "--value", "+1"] + erase)
    #expect(both.status == 2)
  }

  @Test func `an old copy that is put back shows nothing, is reported and taken out`() throws {
    let log = try MadeLog()
    let old = try log.bytes(personalData)
    #expect(try log.run("erase", "c1", "--user", "dpo", "--reason", "asked").status == 0)
    let clean = try log.bytes(personalData)
    try log.write(old, personalData)
    for words in [["cat", "--people"], ["fold"]] {
      let said = try Program.run([words[0], log.path] + words.dropFirst())
      #expect(said.status == 0 && said.output.contains(#":"erased""#), "\(said)")
      #expect(!said.output.contains("+47"))
    }
    let found = try verify(log)
    #expect(found.status == 1 && found.words.contains("2 erased values are back"))
    #expect(try log.run("status").output.contains("erased values that are back: 2"))
    let opened = try log.run("append")
    #expect(opened.status == 0)
    #expect(opened.errors.contains("removed values that were erased earlier: 2."))
    #expect(try log.bytes(personalData) == clean)
    #expect(try verify(log).status == 0)
  }

  @Test(.enabled(if: Program.hasPython || geteuid() != 0))
  func `without the right to read personal data, references are shown, it is said`() throws {
    let log = try MadeLog()
    for name in try FileManager.default.contentsOfDirectory(atPath: log.path) {
      let isPeople = name.hasSuffix(".people")
      let mode = isPeople ? (geteuid() == 0 ? 0o600 : 0) : 0o644
      try FileManager.default.setAttributes(
        [.posixPermissions: mode], ofItemAtPath: "\(log.path)/\(name)")
    }
    for path in [log.folder.path, log.path] {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    func other(_ words: [String]) throws -> Program.Result {
      guard geteuid() == 0 else {
        return try Program.run(Array(words.dropFirst()), program: words[0])
      }
      // As nobody, whom no right is given.
      let drop = "import os, sys; os.setuid(65534); os.execv(sys.argv[1], sys.argv[1:])"
      return try Program.run(["-c", drop] + words, program: Program.python)
    }
    let binary = Program.binary.path()
    let tried = try other([binary, "help"])
    guard tried.status == 0 else {
      print("not tried: nobody may run \(binary)")
      return
    }
    let stored = try log.run("cat").output
    let shown = try other([binary, "cat", log.path, "--people"])
    #expect(shown.status == 0 && shown.output == stored)
    let folded = try other([binary, "fold", log.path])
    #expect(folded.status == 0 && folded.output.contains(#""caller":"~"#))
    let status = try other([binary, "status", log.path])
    let verified = try other([binary, "verify", log.path])
    #expect(status.status == 0 && verified.status == 0)
    for text in [shown.errors, folded.errors, status.output, verified.output] {
      #expect(text.contains("personal data was not checked"), "\(text)")
    }
    if Program.hasPython {
      let theirs = try other([Program.python, Program.verifier, log.path])
      #expect(theirs.status == 0 && theirs.output.contains("personal data was not checked"))
    }
  }
}
