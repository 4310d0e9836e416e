import Bytes
import Digest
import EventLog
import Foundation
import LogSupport
import Outcomes
import Testing

/// Row 14 of the table of faults. The logs in `Tests/Corpus/logs` were written once, by the version
/// whose format they name, and are never changed: a program that cannot read one of them has broken
/// its promise to those who have such logs. A new format adds a log.
///
/// That of format 1 has five files, a recovery with its quarantine, personal data, an erasure, two
/// checkpoints, a late number, and events of types and with fields that come from the future.
@Suite struct GoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Corpus/logs")

  private static func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    let log = folder.appending(path: "format-1")
    for name in try FileManager.default.contentsOfDirectory(atPath: log.path()) {
      files[name] = Array(try Data(contentsOf: log.appending(path: name)))
    }
    return files
  }

  private static func events() throws -> [String] {
    let text = try Data(contentsOf: folder.appending(path: "format-1.events"))
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `row 14: the log of format 1 is as it was written`() throws {
    var all: [UInt8] = []
    for (name, bytes) in try GoldenTests.files().sorted(by: { $0.key < $1.key }) {
      all += Array("\(name) \(bytes.count)\n".utf8) + bytes
    }
    #expect(
      SHA256.hash(all).hex == "68f205666f5bfb457ef81e3b99be20604ce8ddad17972bb448cb0bc1069571ef",
      "somebody has changed what must not be changed")
  }

  @Test func `row 14: the log of format 1 reads as it did`() throws {
    let disk = FakeDisk(try GoldenTests.files())
    let reader = try LogReader(disk.mount())
    let lines = try reader.lines()
    let expected = try GoldenTests.events()
    #expect(lines == expected)
    let verification = try LogVerifier(disk.mount()).verify()
    #expect(verification.verdict == .consistentInItself)
    #expect(verification.root?.base64 == "vgya0DMgV6lTmZQGlG21k7lRIOvc6XD1nhit+rEBP2k=")
    #expect(verification.checkpoints == 2 && verification.personalData.isEmpty)
    var lens = PersonalDataView(reader)
    var shown: [UInt64: String] = [:]
    _ = try reader.forEach { (sequence, bytes, line) throws(LogError) in
      shown[sequence] = String(decoding: try lens.restored(sequence, bytes, line), as: UTF8.self)
      return true
    }
    #expect(shown[3]?.contains(#""caller":"+4712345678""#) == true)
    #expect(shown[5]?.contains(#""value":"Ann Example""#) == true)
    #expect(shown[6]?.contains(#""number":"+4799999999""#) == true)
    #expect(shown[11]?.contains(#""caller":"erased""#) == true)
    #expect(disk.files == (try GoldenTests.files()))
  }

  @Test func `row 14: the writer goes on with it, and leaves every old byte where it was`() throws {
    let before = try GoldenTests.files()
    let disk = FakeDisk(before)
    let host = FakeHost()
    host.time += 3_600_000
    let writer = try LogWriter.open(disk.mount(), options: host.options())
    #expect(writer.report == RecoveryReport())
    // What its producers sent is still known, as the same events.
    let again =
      #"{"at":"2026-11-22T09:15:07Z","call":"c-1","type":"call.variable","name":"customer","#
      + #""value":"Ann Example","source":"core-1","n":3}"# + "\n"
      + #"{"at":"2026-11-22T09:16:03Z","type":"quantum.entangled","with":"another","#
      + #""source":"core-1","n":4}"#
    let receipts = try writer.append(Array(again.utf8)).map(\.line)
    #expect(
      receipts.map { String($0.prefix(9)) + String($0.suffix(17)) }
        == [#"{"seq":5,"duplicate":true}"#, #"{"seq":14"duplicate":true}"#])
    #expect(try writer.append(Events.batch(1...3)).allSatisfy { $0.isStored })
    try writer.close()
    // It says no edition of the rules, so it goes on by the first there is, and says none.
    let reader = try LogReader(disk.mount())
    #expect(reader.edition == 2)
    #expect(try !reader.lines().contains { $0.contains("log.rules") })
    for (name, bytes) in before where name != "door" {
      let now = try #require(disk.files[name], "\(name)")
      #expect(now.starts(with: bytes), "\(name)")
      // Only the newest file and the checkpoints grow.
      let grows = name == "00000000000000000013.ndjson" || name == "checkpoints"
      #expect((now.count > bytes.count) == grows, "\(name)")
    }
  }

  @Test func `row 14: types and fields from the future are kept, folded around and told`() throws {
    let lines = try LogReader(FakeDisk(GoldenTests.files()).mount()).lines()
    #expect(lines[5].contains(#""type":"call.hologram","projector":"p-7","critical":true"#))
    #expect(lines[13].contains(#""type":"quantum.entangled","with":"another""#))
    var fold = FoldStream(.outcomes)
    try fold.read(Array(lines.map { $0 + "\n" }.joined().utf8).span)
    try fold.finish()
    let outcomes = String(decoding: fold.writer.bytes.bytes, as: UTF8.self)
    #expect(outcomes.contains(#""type":"call.hologram","anomaly":"unknownType""#))
    #expect(outcomes.contains(#""type":"quantum.entangled","anomaly":"unknownType""#))
    #expect(!outcomes.contains("log.tick"))
  }
}
