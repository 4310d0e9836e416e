import Foundation
import Testing

/// Verifying against what was kept outside: one checkpoint, several, or none though one is demanded.
@Suite struct AnchoredTests {
  private let anchored = "valid and anchored to the checkpoint you gave"
  private let consistent = "consistent in itself, nothing outside to compare with"

  /// What both verifiers answer: the verdict, the status, and all that ours says.
  private func answer(
    _ command: String, _ words: [String]
  ) throws -> (verdict: String, status: Int32, said: String) {
    let ours = try Program.run([command] + words)
    let kind = command == "verify" ? [] : [words[0].hasSuffix("growth") ? "growth" : "proof"]
    if let theirs = try Program.verifier(kind + words) {
      #expect(theirs.status == ours.status, "\(ours)\(theirs)")
      #expect(theirs.lines.first == ours.lines.first, "\(ours)\(theirs)")
    }
    return (ours.lines.first ?? "", ours.status, ours.output + ours.errors)
  }

  @Test func `'--anchored' is not content with what holds only in itself`() throws {
    let log = try MadeLog()
    let kept = try log.keepCheckpoint()
    let proof = log.folder.file("proof")
    #expect(try log.run("prove", "c1", "-o", proof).status == 0)
    for (command, path) in [("verify", log.path), ("verify-proof", proof)] {
      let without = try answer(command, [path, "--anchored"])
      #expect(without.verdict == consistent && without.status == 1)
      #expect(without.said.contains("--anchored needs a checkpoint"))
      let with = try answer(command, [path, "--anchored", "--against", kept])
      #expect(with.verdict == anchored && with.status == 0, "\(with)")
    }
    try log.forge("anna", "otto")
    #expect(try answer("verify", [log.path, "--anchored"]).status == 1)
    #expect(try answer("verify", [log.path, "--anchored", "--against", kept]).status == 1)
  }

  @Test func `of several checkpoints all have to hold, and the newest is cited`() throws {
    let log = try MadeLog()
    let old = try log.run("checkpoint").output
    let proof = log.folder.file("proof")
    #expect(try log.run("prove", "c1", "-o", proof).status == 0)
    _ = try log.run("append", input: text(events(of: "c2", source: "other")))
    let new = try log.run("checkpoint").output
    let size = try log.run("cat").lines.count
    let copy = try log.folder.write(
      "copy", String(decoding: log.bytes("checkpoints"), as: UTF8.self))
    let signature = "\u{2014} example.org/witness AAAAAAAAAAA=\n"
    let files = try [
      copy, log.folder.write("two", old + new), log.folder.write("turned", new + old),
      log.folder.write("signed", old + signature + new + signature),
      log.folder.write("bare", old + String(new.dropLast())),
    ]
    for file in files {
      let whole = try answer("verify", [log.path, "--anchored", "--against", file])
      #expect(whole.verdict == anchored && whole.status == 0, "\(file): \(whole)")
      #expect(whole.said.contains("checkpoints covers events 1 to \(size), and no later ones"))
      // A proof is compared with the one of its own size.
      let single = try answer("verify-proof", [proof, "--against", file])
      #expect(single.verdict == anchored && single.status == 0, "\(file): \(single)")
    }
    let growth = log.folder.file("growth")
    let first = try log.folder.write("first", old)
    #expect(try log.run("prove", "--since", first, "-o", growth).status == 0)
    #expect(try answer("verify-proof", [growth, "--against", copy]).verdict == anchored)
    // One wrong root among them is a contradiction, at whatever place.
    let root = String(old.split(separator: "\n")[2])
    let wrong = old.replacing(root, with: (root.hasPrefix("A") ? "B" : "A") + root.dropFirst())
    for text in [wrong + new, new + wrong] {
      let other = try answer("verify", [log.path, "--against", log.folder.write("wrong", text)])
      #expect(other.verdict == "contradicts your checkpoint" && other.status == 1, "\(other)")
    }
  }

  @Test func `the log's own file, where it lies, is nothing from outside`() throws {
    let log = try MadeLog()
    let own = log.path + "/checkpoints"
    let link = log.folder.file("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: own)
    for path in [own, link] {
      let found = try answer("verify", [log.path, "--against", path])
      #expect(found.verdict == consistent && found.status == 0)
      #expect(found.said.contains("the file that you gave is the log's own"))
      #expect(try answer("verify", [log.path, "--anchored", "--against", path]).status == 1)
    }
  }

  @Test func `what is no list of checkpoints is said, by its line, and what is wanted`() throws {
    let log = try MadeLog()
    let good = try log.run("checkpoint").output
    for (text, place) in [
      (good + good.dropLast(10), "line 7"), (good + "x\n", "line 6"),
      (good + "\n" + good, "line 6"),
      (good + "\n", "line 6"), ("", "line 1"),
      (good.replacing("\n\n", with: "\n") + good, "line 4"),
    ] {
      let file = try log.folder.write("bad", text)
      let found = try answer("verify", [log.path, "--against", file])
      #expect(found.status == 2 && found.said.contains("checkpoint, \(place)"), "\(found)")
      #expect(found.said.contains("a copy of a log's file 'checkpoints'"), "\(found)")
    }
  }
}
