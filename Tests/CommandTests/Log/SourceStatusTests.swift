import EventLog
import Foundation
import Testing

/// What `status` says of each source.
@Suite struct SourceStatusTests {
  /// 2026-11-22T10:15:04.123Z.
  private static let now: Int64 = 1_795_342_504_123

  /// A log of what was received within one second.
  private func log(_ lines: [String]) throws -> MadeLog {
    let log = try MadeLog([])
    var options = LogOptions()
    options.clock = { Self.now }
    let writer = try LogWriter.open(path: log.path, options: options)
    for receipt in try writer.append(Array(text(lines).utf8)) { #expect(receipt.isStored) }
    try writer.close()
    return log
  }

  private func event(_ type: String, _ source: String, _ number: Int, at: String = "10:15:04.123")
    -> String
  {
    #"{"at":"2026-11-22T\#(at)Z","type":"\#(type)","source":"\#(source)","n":\#(number)"#
      + (type.hasPrefix("info") ? "}" : #","call":"c-\#(source)"}"#)
  }

  private func sources(_ log: MadeLog) throws -> [[String: Any]] {
    let json = try log.run("status", "--json").output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    return try #require(object?["sources"] as? [[String: Any]])
  }

  @Test func `status says how far each source's clock has been ahead and behind`() throws {
    let log = try log([
      event("info.a", "fast", 1, at: "10:15:08.323"), event("info.a", "fast", 2),
      event("info.a", "late", 1, at: "10:14:03.123"),
      event("info.a", "late", 2, at: "10:15:04.124"),
      event("info.a", "right", 1),
    ])
    let sources = try sources(log)
    #expect(sources.map { $0["source"] as? String } == ["fast", "late", "right"])
    #expect(sources.map { $0["aheadMilliseconds"] as? Int } == [4_200, 1, 0])
    #expect(sources.map { $0["behindMilliseconds"] as? Int } == [0, 61_000, 0])
    let shown = try log.run("status").output
    #expect(
      shown.contains("fast up to 2, nothing missing, clock at most 4.2 s ahead and 0.0 s behind"))
    #expect(shown.contains("clock at most 0.1 s ahead and 61.0 s behind"))
  }

  @Test func `a time is held against the newest tick, also where the host's clock was set back`()
    throws
  {
    let log = try log([event("info.a", "core", 1)])
    var options = LogOptions()
    options.clock = { Self.now - 10_000 }
    let writer = try LogWriter.open(path: log.path, options: options)
    _ = try writer.append(Array(event("info.a", "core", 2, at: "10:14:55.123").utf8))
    try writer.close()
    #expect(try sources(log).first?["aheadMilliseconds"] as? Int == 1_000)
    #expect(try sources(log).first?["behindMilliseconds"] as? Int == 0)
  }

  @Test func `numbers of gaps that were given up are still missing`() throws {
    let log = try log((1...1_030).map { event("info.a", "core", 2 * $0) })
    #expect(try sources(log).first?["missing"] as? Int == 1_030)
    #expect((try sources(log).first?["gaps"] as? [[Int]])?.count == 1_024)
    let shown = try log.run("status").output
    #expect(shown.contains("missing events: 1030"), "\(shown)")
    #expect(
      shown.contains("missing 13, 15, 17, 19, 21, …, and 6 in gaps that were given up"), "\(shown)")
  }

  @Test func `events of unknown types and of no call in progress are counted for each source`()
    throws
  {
    let started = event("call.started", "a", 1).dropLast() + #","direction":"outbound"}"#
    let log = try log([
      String(started), event("call.unheard", "a", 2), event("caller.answered", "a", 3),
      event("call.unheard", "b", 1), event("call.ended", "b", 2), event("log_x", "b", 3),
      event("info.a", "c", 1),
    ])
    let sources = try sources(log)
    #expect(sources.map { $0["unknownTypes"] as? Int } == [1, 2, 0])
    #expect(sources.map { $0["strays"] as? Int } == [0, 3, 0])
    let shown = try log.run("status").lines
    #expect(shown.contains { $0.hasSuffix("behind, of unknown types: 1") })
    #expect(shown.contains { $0.hasSuffix("of unknown types: 2, of no call in progress: 3") })
    #expect(shown.contains { $0.contains("c up to 1") && $0.hasSuffix("0.0 s behind") })
  }

  @Test func `status says by which edition of the rules a log is folded`() throws {
    let log = try MadeLog()
    #expect(try log.run("status").lines.contains("rules        edition 2"))
    #expect(try log.run("status", "--json").output.contains(#","edition":2,"events":"#))
  }

  @Test
  func
    `a log of an edition to come is refused by whoever goes by the rules, with both editions named`()
    throws
  {
    let log = try MadeLog()
    let line = try #require(try log.run("cat").lines.first)
    #expect(line.contains(#""type":"log.rules","edition":2}"#))
    let kept = try log.keepCheckpoint()
    let proof = log.folder.file("proof")
    #expect(try log.run("prove", "c1", "-o", proof).status == 0)
    try log.forge(#""edition":2"#, #""edition":3"#)
    for words in [
      ["append"], ["cat"], ["cat", "--from", "5"], ["fold"], ["fold", "--effects"], ["status"],
      ["checkpoint"], ["prove", "c1"], ["erase", "c1", "--user", "u", "--reason", "r"],
    ] {
      let refused = try Program.run([words[0], log.path] + words.dropFirst())
      #expect(refused.status == 2, "\(words): \(refused)")
      #expect(
        refused.errors.contains(
          "the log is folded by edition 3 of the rules, and this program knows edition 2"),
        "\(words): \(refused)")
    }
    // Whoever judges bytes alone finds out who forged it.
    #expect(try Program.run(["verify-proof", proof]).status == 0)
    let verdict = "contradicts your checkpoint"
    #expect(try log.run("verify", "--against", kept).lines.first == verdict)
    if let other = try Program.verifier([log.path, "--against", kept]) {
      #expect(other.lines.first == verdict)
    }
  }
}
