import Foundation
import Testing

/// Every command that reads a log refuses one that is not that of its own newest checkpoint, and all
/// give the reason that `verify` gives.
@Suite struct StrictCommandTests {
  private static let commands = [
    ["fold"], ["fold", "--effects"], ["cat"], ["cat", "--from", "4", "--to", "4"],
    ["cat", "--call", "c1"], ["status"], ["status", "--json"], ["prove", "c1"],
    ["prove", "--events", "4"], ["append"], ["checkpoint"],
    ["erase", "c1", "--user", "u", "--reason", "r"],
  ]

  private func expectRefusal(_ log: MadeLog, _ what: String) throws {
    let verified = try log.run("verify")
    #expect(verified.status == 1 && verified.lines.first == "damaged", "\(what)")
    let reason = verified.lines.dropFirst(2).first ?? "no reason"
    for words in Self.commands {
      let result = try Program.run([words[0], log.path] + words.dropFirst())
      #expect(result.status == 2, "\(what): \(words): \(result.errors)")
      #expect(result.errors.contains(reason), "\(what): \(words): \(result.errors)")
    }
  }

  @Test func `a log whose last frames are gone`() throws {
    let log = try MadeLog()
    let before = try log.bytes()
    _ = try log.run("append", input: text(events(of: "c2", source: "other")))
    try log.write(before)
    try expectRefusal(log, "cut at a frame's border")
  }

  @Test func `a log with a line that was rewritten with right checksums`() throws {
    let log = try MadeLog()
    try log.forge("\"agent\":\"anna\"", "\"agent\":\"bert\"", keepsCheckpoints: true)
    try expectRefusal(log, "rewritten")
  }

  @Test func `a log with a line that is no event`() throws {
    let log = try MadeLog()
    try log.forge("\"agent\":\"anna\"", "\"agent\": \"anna")
    try expectRefusal(log, "no event")
  }

  @Test func `a comparison that is left out is reported, and the length is compared all the same`()
    throws
  {
    let log = try MadeLog()
    let whole = try log.bytes()
    let outcome = try log.run("fold").output
    try log.forge("09:00:02", "09:00:03", keepsCheckpoints: true)
    for words in [["fold"], ["cat"], ["cat", "--call", "c1"], ["status"]] {
      #expect(try Program.run([words[0], log.path] + words.dropFirst()).status == 2, "\(words)")
      let result = try Program.run([words[0], log.path] + words.dropFirst() + ["--unverified"])
      #expect(result.status == 0 && result.errors.contains("(--unverified)"), "\(words)")
    }
    #expect(try Program.run(["fold", "--unverified"]).status == 2)
    try log.write(whole)
    #expect(try log.run("fold").output == outcome)
    _ = try log.run("append", input: text(events(of: "c2", source: "other")))
    try log.write(whole)
    for words in [["fold"], ["cat"], ["cat", "--call", "c1"], ["cat", "--to", "1"], ["status"]] {
      let result = try Program.run([words[0], log.path] + words.dropFirst() + ["--unverified"])
      #expect(result.status == 2 && result.errors.contains("newest checkpoint"), "\(words)")
    }
  }

  @Test func `checkpoints that are gone are missed by every command that reads`() throws {
    let log = try MadeLog()
    try FileManager.default.removeItem(atPath: log.path + "/checkpoints")
    for words in Self.commands.prefix(9) {
      let result = try Program.run([words[0], log.path] + words.dropFirst())
      #expect(result.status == 0, "\(words): \(result.errors)")
      #expect(result.errors.contains("CHECKPOINTS ARE MISSING"), "\(words): \(result.errors)")
    }
  }

  @Test func `following a log compares what is there, and goes on with what comes`() throws {
    let log = try MadeLog()
    try log.forge("\"agent\":\"anna\"", "\"agent\":\"bert\"", keepsCheckpoints: true)
    let result = try log.run("cat", "--follow")
    #expect(result.status == 2 && result.errors.contains("checkpoint"))
  }
}
