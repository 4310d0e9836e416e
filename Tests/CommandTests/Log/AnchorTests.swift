import EventLog
import Foundation
import MerkleTree
import Platform
import Testing

@testable import callfold

/// The command that is handed each checkpoint, and what `status` says of it.
@Suite struct AnchorTests {
  private let event = #"{"at":"2026-01-05T09:00:00Z","type":"info.x"}"# + "\n"

  private func status(_ log: MadeLog) throws -> [String: Any] {
    let json = try log.run("status", "--json").output
    return try #require(
      JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any], "\(json)")
  }

  private func row(_ key: String, _ log: MadeLog) throws -> String? {
    try log.run("status").lines.first { $0.hasPrefix(key + " ") }
  }

  @Test func `the anchor gets each checkpoint`() throws {
    let log = try MadeLog()
    let kept = log.folder.file("anchored")
    let good = try log.run("append", "--anchor", "tee \(kept)", input: event)
    #expect(good.status == 0)
    #expect(good.lines.count == 1)
    // What the run before had left was handed over first.
    #expect(good.errors.contains("anchored: 2, failed: 0"), "\(good.errors)")
    let size = try log.run("cat").lines.count
    #expect(try String(contentsOfFile: kept, encoding: .utf8).contains("\n\(size)\n"))
    let verified = try log.run("verify", "--against", kept)
    #expect(verified.lines.first == "valid and anchored to the checkpoint you gave")
    // One that does not read what it is handed does no harm.
    #expect(try log.run("append", "--anchor", "true", input: event).errors.contains("failed: 0"))
  }

  @Test(arguments: ["false", "/no/such/command"])
  func `its failure is loud, counted, and stops nothing`(anchor: String) throws {
    let log = try MadeLog()
    let bad = try log.run("append", "--anchor", anchor, input: event)
    #expect(bad.status == 0)
    #expect(bad.lines.count == 1)
    #expect(bad.errors.contains("ANCHOR FAILED"))
    #expect(bad.errors.contains("anchored: 0, failed: 2"), "\(bad.errors)")
    let made = try log.run("checkpoint", "--anchor", anchor)
    #expect(made.status == 1)
    #expect(made.output.contains("example.org/site-1/"))
    #expect(try row("anchor", log)?.contains("FAILED 3 times since") == true)
  }

  @Test func `there is no shell`() throws {
    let log = try MadeLog()
    let odd = try log.run("checkpoint", "--anchor", "echo $HOME;touch \(log.folder.file("x"))")
    #expect(odd.errors.contains("$HOME;touch"))
    #expect(!FileManager.default.fileExists(atPath: log.folder.file("x")))
  }

  @Test func `status tells the last checkpoint, its anchor and the oldest event not anchored`()
    throws
  {
    let log = try MadeLog()
    #expect(try row("anchor", log)?.contains("nothing was sent yet") == true)
    #expect(try row("not anchored", log)?.contains("1 to 8;") == true)
    #expect(try status(log)["anchor"] is NSNull)
    _ = try log.run("checkpoint", "--anchor", "true")
    #expect(try row("anchor", log)?.contains("1 to 8 sent at 20") == true)
    #expect(try row("anchor", log)?.hasSuffix("by 'true'") == true)
    #expect(try row("not anchored", log) == nil)
    let checkpoint = try log.keepCheckpoint()
    let root = try String(contentsOfFile: checkpoint, encoding: .utf8).split(separator: "\n")[2]
    #expect(try row("checkpoint", log)?.contains("the newest covers 1 to 8, root \(root)") == true)
    _ = try log.run("append", "--anchor", "false", input: event + event)
    let size = try log.run("cat").lines.count
    let failed = try status(log)
    #expect((failed["anchor"] as? [String: Any])?["size"] as? Int == 8)
    #expect((failed["anchor"] as? [String: Any])?["failures"] as? Int == 1)
    #expect((failed["anchor"] as? [String: Any])?["why"] as? String == "it ended with status 1")
    #expect((failed["oldestNotAnchored"] as? [String: Any])?["seq"] as? Int == 9)
    #expect(failed["oldestUncovered"] is NSNull)
    #expect(try row("not anchored", log)?.contains("9 to \(size);") == true)
    #expect(try row("anchor", log)?.contains("FAILED once, at") == true)
    // The next run hands over what this one could not.
    #expect(try log.run("append", "--anchor", "true").errors.contains("anchored: 1, failed: 0"))
    let healed = try status(log)
    #expect((healed["anchor"] as? [String: Any])?["size"] as? Int == size)
    #expect((healed["anchor"] as? [String: Any])?["failures"] as? Int == 0)
    #expect(healed["oldestNotAnchored"] is NSNull)
  }

  @Test func `a log that is not what was handed over is not called anchored`() throws {
    let log = try MadeLog()
    _ = try log.run("checkpoint", "--anchor", "true")
    try log.forge("anna", "otto")
    #expect(try row("anchor", log)?.contains("A DIFFERENT HISTORY of 8 events") == true)
    #expect(try row("not anchored", log)?.contains("1 to 8;") == true)
    #expect((try status(log)["anchor"] as? [String: Any])?["isOther"] as? Bool == true)
  }

  @Test func `the record is no unknownFile, and where it is damaged nothing is known`() throws {
    let log = try MadeLog()
    _ = try log.run("checkpoint", "--anchor", "true")
    #expect(try !log.run("verify").output.contains("unknown files"))
    let record = try log.bytes("anchor")
    for place in stride(from: 0, to: record.count, by: 7) {
      var bytes = record
      bytes[place] ^= 1
      try log.write(bytes, "anchor")
      #expect(try row("anchor", log)?.contains("nothing was sent yet; use") == true)
    }
    #expect(try log.run("verify").status == 0)
  }

  @Test func `an anchor that hangs is killed, and the newest checkpoint tried again`() throws {
    let kept = try Folder().file("kept")
    let hanging = ["sh", "-c", "test -e \(kept) || { touch \(kept); sleep 600; }"]
    try FileManager.default.createDirectory(
      at: URL(filePath: kept).deletingLastPathComponent(), withIntermediateDirectories: true)
    defer {
      try? FileManager.default.removeItem(at: URL(filePath: kept).deletingLastPathComponent())
    }
    var anchor = Anchor(hanging, LogComplaint(.append, "log"), patience: 200, rest: 100)
    var edge = RightEdge()
    for _ in 1...3 {
      edge.append(TreeHash.empty)
      anchor.take(try Checkpoint(origin: "o", edge: edge))
    }
    #expect(anchor.pause == 50)
    while anchor.pause != nil {
      ChildProcess.pause(milliseconds: 10)
      anchor.look()
    }
    #expect(anchor.failures == 1 && anchor.handedOver == 1)
    let (first, second) = (anchor.news(), anchor.news())
    #expect(first?.size == 3 && first?.failing == nil)
    #expect(second == nil)
  }

  @Test func `an anchor that hangs holds nobody up at the end for longer than its time`() throws {
    var anchor = Anchor(["sleep", "600"], LogComplaint(.append, "log"), patience: 200)
    var edge = RightEdge()
    edge.append(TreeHash.empty)
    anchor.take(try Checkpoint(origin: "o", edge: edge))
    let start = Host.monotonicClock()
    anchor.finish()
    #expect(Host.monotonicClock() - start < 5_000_000_000)
    let record = anchor.news()
    #expect(record?.failing?.why == "it had not ended after 0 s and was killed")
  }
}
