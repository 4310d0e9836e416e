import Bytes
import Digest
import Generator
import Outcomes
@testable import Scenarios
import Testing

/// The same seed makes the same bytes for ever, and all of them are good events.
@Suite struct GeneratorTests {
  @Test(
    arguments: [
      (1, "d2c409eb7b0526f8f5809dce21ceb2aed742c0dc9b6a2c1ff13105ae2ca0673f"),
      (2, "3f3557f5a50c95f1adf52023be902b224eee538144fb658c307871de8e9221aa"),
      (
        18_446_744_073_709_551_615,
        "6e36468ec032d2ca414dd6b66218f086b8748bc3be617cf03e32afbb2b1adfb5"
      ),
    ] as [(UInt64, String)])
  func `varied lines of a seed are those that they were`(seed: UInt64, digest: String) {
    #expect(Self.digest(Self.lines(seed, .varied, 20_000)) == digest)
  }

  @Test func `plain lines of a seed are those that they were`() {
    #expect(
      Self.digest(Self.lines(2026, .plain, 20_000))
        == "8795625a7d5ca314f4ad08d3581bd824badc688cb254f423aacd0734187aa49f")
  }

  @Test func `a scenario of a seed is the one that it was`() {
    let text = ScenarioGenerator.scenario(seed: 5, calls: 3)
    #expect(
      Self.digest(Array(text.utf8))
        == "12e4a8ca3aef86d8eff7f26b19efe8c52eb3bfabbc90918479a776fe9eeebe60")
  }

  @Test(arguments: [EventGenerator.Style.plain, .varied])
  func `every line is an event`(style: EventGenerator.Style) throws {
    for seed in UInt64(0)..<5 {
      var stream = FoldStream(.outcomes)
      try stream.read(Self.lines(seed, style, 10_000).span)
      try stream.finish()
      #expect(stream.writer.bytes.count > 0)
    }
  }

  @Test func `varied lines have every type of the contract, and what goes wrong`() throws {
    let input = Self.lines(3, .varied, 60_000)
    let lines = String(decoding: input, as: UTF8.self)
    for type in Self.types {
      #expect(
        lines.contains("\"type\":\"\(type)\"") || lines.contains("\"type\": \"\(type)\""), "\(type)"
      )
    }
    for sign in ["\"parent\":", "\\u0", "ø", "\"call\": \""] {
      #expect(lines.contains(sign), "\(sign)")
    }
    var stream = FoldStream(.outcomes)
    try stream.read(input.span)
    let outcomes = String(decoding: stream.writer.bytes.bytes, as: UTF8.self)
    let oddities = [
      "timeAhead", "timeWentBackwards", "alreadyConnected", "notConnected", "unknownType",
      "callNotInProgress", "\"missing\":1}", "\"missing\":-1}", "badSetting", "notAllowed",
    ]
    for oddity in oddities { #expect(outcomes.contains(oddity), "\(oddity)") }
  }

  @Test func `a scenario can be played`() throws {
    for seed in UInt64(0)..<30 {
      let text = ScenarioGenerator.scenario(seed: seed, calls: 1 + seed % 5)
      let scenario = try ScenarioParser.parse(text).get()
      #expect(!scenario.events.isEmpty, "seed \(seed)")
    }
  }

  @Test func `so many calls begin, and all of them end`() throws {
    for calls in [UInt64(1), 7, 300] {
      var generator = EventGenerator(seed: 9, .plain, callsAtOnce: 5, calls: calls)
      while generator.writeEvent() {}
      let lines = String(decoding: generator.bytes.bytes, as: UTF8.self).split(separator: "\n")
      #expect(lines.count { $0.contains(#""type":"call.started""#) } == Int(calls))
      #expect(lines.count { $0.contains(#""type":"call.ended""#) } == Int(calls))
      #expect(lines.count == generator.events)
    }
  }

  private static let types = [
    "call.started", "ivr.consent", "call.variable", "queue.entered", "caller.answered",
    "caller.rejoined", "agent.joined", "agent.left", "caller.left", "party.held", "party.resumed",
    "call.held", "call.resumed", "consult.started", "consult.answered", "consult.ended",
    "consult.merged", "number.joined", "number.left", "call.transferred", "transfer.failed",
    "manual.start", "manual.stop", "pending.save", "pending.unsave", "censor.start", "censor.stop",
    "secure.started", "secure.ended", "recorder.failed", "recorder.recovered", "call.ended",
    "setting.changed", "user.grouped", "log.tick", "info.screen", "media.stored", "archive.played",
  ]

  private static func lines(
    _ seed: UInt64, _ style: EventGenerator.Style, _ count: Int
  ) -> [UInt8] {
    var generator = EventGenerator(seed: seed, style, callsAtOnce: 1_000)
    for _ in 0..<count { _ = generator.writeEvent() }
    return generator.bytes.bytes
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalized().hex
  }
}
