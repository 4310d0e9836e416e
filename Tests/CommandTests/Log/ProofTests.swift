import Foundation
import Testing

/// `verify`, `salvage`, `prove` and `verify-proof`, beside the auditor's own verifier.
@Suite struct ProofTests {
  private let anchored = "valid and anchored to the checkpoint you gave"
  private let consistent = "consistent in itself, nothing outside to compare with"
  private let damaged = "damaged"
  private let contradicts = "contradicts your checkpoint"

  /// Our verdict on a log, which has to be the auditor's too.
  private func verdict(_ log: MadeLog, against checkpoint: String? = nil) throws -> String {
    let words = [log.path] + (checkpoint.map { ["--against", $0] } ?? [])
    let ours = try Program.run(["verify"] + words)
    if let theirs = try Program.verifier(words) {
      #expect(theirs.status == ours.status, "\(ours.output)\(theirs.output)")
      #expect(theirs.lines.first == ours.lines.first, "\(ours.output)\(theirs.output)")
    }
    return try #require(ours.lines.first, "\(ours.errors)")
  }

  private func verdict(ofProof words: [String], kind: String = "proof") throws -> String {
    let ours = try Program.run(["verify-proof"] + words)
    if let theirs = try Program.verifier([kind] + words) {
      #expect(theirs.status == ours.status, "\(ours.output)\(theirs.output)")
      #expect(theirs.lines.first == ours.lines.first, "\(ours.output)\(theirs.output)")
    }
    return ours.lines.first ?? "status \(ours.status)"
  }

  @Test func `a whole log is consistent, or anchored to a checkpoint of its own`() throws {
    let log = try MadeLog()
    let kept = try log.keepCheckpoint()
    #expect(try verdict(log) == consistent)
    #expect(try verdict(log, against: kept) == anchored)
    _ = try log.run("append", input: text(events(of: "c2", source: "other")))
    #expect(try verdict(log, against: kept) == anchored)
    let unknownFile = try MadeLog()
    let other = try unknownFile.keepCheckpoint()
    #expect(try verdict(log, against: other) == contradicts)
    let none = try log.run("verify", "--against", log.folder.file("none"))
    #expect(none.status == 2)
    let bad = try log.run("verify", "--against", log.path + "/" + firstFile)
    #expect(bad.status == 2)
    #expect(bad.errors.contains("checkpoint, line"))
  }

  @Test func `a flipped bit is damage, named by file, byte and event`() throws {
    let log = try MadeLog()
    let whole = try log.bytes()
    for place in stride(from: 3, to: whole.count, by: 37) {
      var bytes = whole
      bytes[place] ^= 1 << UInt8(place % 8)
      try log.write(bytes)
      #expect(try verdict(log) == damaged, "byte \(place)")
      let said = try log.run("verify").output
      #expect(said.contains(firstFile) && said.contains("byte "), "\(said)")
      #expect(try log.run("fold").status == 2)
    }
    try log.write(whole)
    #expect(try verdict(log) == consistent)
  }

  @Test func `a forged event is found by whoever kept a checkpoint, and by nobody else`() throws {
    let log = try MadeLog()
    let kept = try log.keepCheckpoint()
    try log.forge("anna", "otto")
    #expect(try verdict(log) == consistent)
    #expect(try verdict(log, against: kept) == contradicts)
    let said = try log.run("verify", "--against", kept).output
    #expect(said.contains("have changed since"))
    let proved = try log.run("prove", "c1", "--at", kept)
    #expect(proved.status == 1)
    #expect(proved.errors.contains(contradicts))
  }

  @Test func `a log whose end was cut off is shorter than a kept checkpoint`() throws {
    let log = try MadeLog()
    let before = try log.bytes()
    let old = try log.keepCheckpoint("old")
    _ = try log.run("append", input: text(events(of: "c2", source: "other")))
    let kept = try log.keepCheckpoint("new")
    try log.write(before)
    #expect(try verdict(log, against: kept) == contradicts)
    // Its own checkpoints show it too.
    #expect(try verdict(log) == damaged)
    #expect(try log.run("append").status == 2)
    try log.write([], "checkpoints")
    #expect(try verdict(log) == consistent)
    #expect(try verdict(log, against: old) == anchored)
    #expect(try verdict(log, against: kept) == contradicts)
  }

  @Test func `salvage copies what is good, and says what is not`() throws {
    let log = try MadeLog()
    let count = try log.run("cat").lines.count
    for word in ["c2", "c3"] {
      _ = try log.run("append", input: text(events(of: word, source: word)))
    }
    let copied = try Program.run(["salvage", log.path, log.folder.file("copy")])
    #expect(copied.status == 0)
    #expect(try Program.run(["verify", log.folder.file("copy")]).status == 0)
    // In the second batch, one letter is changed.
    var bytes = try log.bytes()
    let place = String(decoding: bytes, as: UTF8.self).utf8
    let text = Array(place)
    let hit = try #require(text.indices.first { text[$0...].starts(with: Array("\"c2\"".utf8)) })
    bytes[hit + 1] ^= 2
    try log.write(bytes)
    let new = log.folder.file("new")
    let salvaged = try Program.run(["salvage", log.path, new])
    #expect(salvaged.status == 1)
    #expect(salvaged.lines.first == "copied events 1 to \(count) to \(new)")
    #expect(salvaged.output.contains("the first damage: \(firstFile): byte"))
    #expect(salvaged.output.contains("good events from after the damage"))
    // All commands name the events that may have been changed, and their place.
    let doubt = "in doubt: event"
    let named = try #require(salvaged.lines.first { $0.hasPrefix(doubt) })
    #expect(named.contains(" of \(firstFile)"))
    #expect(try log.run("verify").lines.contains(named))
    if let theirs = try Program.verifier([log.path]) { #expect(theirs.output.contains(doubt)) }
    let lost = try #require(salvaged.lines.last)
    #expect(
      lost.hasPrefix("in doubtful-events.txt, because") && lost.contains("events \(count + 1)"))
    let again = try Program.run(["verify", new])
    #expect(again.lines.first == consistent)
    #expect(try Program.run(["salvage", log.path, new]).status == 2)
  }

  @Test func `salvage does not write into the log that it reads`() throws {
    let log = try MadeLog()
    let files = FileManager.default
    let before = try files.contentsOfDirectory(atPath: log.path).sorted()
    try files.createSymbolicLink(atPath: log.folder.file("link"), withDestinationPath: log.path)
    for place in ["log/sub", "log/sub/", "log/./sub", "link/sub", "log"] {
      let said = try Program.run(["salvage", log.path, log.folder.file(place)])
      #expect(said.status == 2 && said.errors.contains("elsewhere"), "\(place): \(said.errors)")
    }
    #expect(try files.contentsOfDirectory(atPath: log.path).sorted() == before)
    // A folder that is there already, too.
    try files.createDirectory(atPath: log.path + "/sub/x", withIntermediateDirectories: true)
    #expect(try Program.run(["salvage", log.path, log.path + "/sub/x"]).status == 2)
    #expect(try files.contentsOfDirectory(atPath: log.path + "/sub/x").isEmpty)
  }

  @Test func `a proof of a call holds, shows the settings that matter, and nothing else`() throws {
    let log = try MadeLog([
      #"{"at":"2026-01-05T08:00:00Z","type":"user.grouped","user":"anna","group":"g"}"#,
      #"{"at":"2026-01-05T08:00:00Z","type":"setting.changed","scope":"group","subject":"g","#
        + #""property":"recordingForced","value":true}"#,
      #"{"at":"2026-01-05T08:00:00Z","type":"setting.changed","scope":"group","subject":"h","#
        + #""property":"recordingForced","value":true}"#,
      #"{"at":"2026-01-05T08:00:00Z","type":"setting.changed","scope":"company","#
        + #""property":"consentRequired","value":false,"by":"boss"}"#,
      #"{"at":"2026-01-05T08:00:00Z","type":"setting.changed","scope":"user","subject":"boss","#
        + #""property":"recordingAdministration","value":true}"#,
      #"{"at":"2026-01-05T08:00:00Z","type":"setting.changed","scope":"user","subject":"bo","#
        + #""property":"recordingAdministration","value":true}"#,
      setting,
    ])
    _ = try log.run("append", input: text(events(of: "c0", source: "x")))
    let start = try log.run("cat").lines.count
    _ = try log.run("append", input: text(events(of: "c1", source: "core") + [setting]))
    let kept = try log.keepCheckpoint()
    let proof = log.folder.file("proof")
    let made = try log.run("prove", "c1", "-o", proof)
    #expect(made.status == 0, "\(made.errors)")
    let lines = try String(contentsOfFile: proof, encoding: .utf8).split(separator: "\n")
    let numbers = lines.filter { $0.hasPrefix("event ") }.compactMap { Int($0.dropFirst(6)) }
    let own = try numbersOfCall("c1", log)
    #expect(numbers == [3, 4, 6, 7, 9] + own)
    #expect(own[0] > start)
    #expect(try verdict(ofProof: [proof]) == consistent)
    #expect(try verdict(ofProof: [proof, "--against", kept]) == anchored)
    // The proof alone gives the call's outcome, references in the place of people.
    let events = lines.filter { $0.hasPrefix("{") }.joined(separator: "\n")
    let outcome = try Program.run(["fold"], input: events)
    #expect(outcome.output.contains(#""rule":"R1""#) && !outcome.output.contains("+47"))
  }

  private func numbersOfCall(_ call: String, _ log: MadeLog) throws -> [Int] {
    try log.run("cat", "--call", call).lines.compactMap {
      $0.firstMatch(of: /^\{"seq":(\d+),/).flatMap { Int($0.1) }
    }
  }

  @Test func `any byte changed in a proof makes it fail`() throws {
    let log = try MadeLog()
    let kept = try log.keepCheckpoint()
    let path = log.folder.file("proof")
    #expect(try log.run("prove", "--events", "2,4-5", "-o", path).status == 0)
    let whole = Array(try Data(contentsOf: URL(filePath: path)))
    for place in stride(from: 5, to: whole.count, by: 41) {
      var bytes = whole
      bytes[place] ^= 1
      try Data(bytes).write(to: URL(filePath: path))
      let verdict = try verdict(ofProof: [path, "--against", kept])
      #expect(verdict == damaged || verdict == contradicts, "byte \(place): \(verdict)")
    }
  }

  @Test func `a proof of growth leads from an older checkpoint to a newer one`() throws {
    let log = try MadeLog()
    let old = try log.keepCheckpoint("old")
    let proof = log.folder.file("proof")
    #expect(try log.run("prove", "c1", "-o", proof).status == 0)
    _ = try log.run("append", input: text(events(of: "c2", source: "other")))
    let new = try log.keepCheckpoint("new")
    let growth = log.folder.file("growth")
    #expect(try log.run("prove", "--since", old, "-o", growth).status == 0)
    for kept in [old, new] {
      #expect(try verdict(ofProof: [growth, "--against", kept], kind: "growth") == anchored)
    }
    #expect(try verdict(ofProof: [growth], kind: "growth") == consistent)
    #expect(try verdict(ofProof: [proof, "--against", new]) == "status 2")
    #expect(try verdict(ofProof: [proof, "--against", new, "--growth", growth]) == anchored)
    let unknownFile = try MadeLog()
    let other = try unknownFile.keepCheckpoint()
    let foreign = try log.run("prove", "--since", other)
    #expect(foreign.status == 1)
    #expect(foreign.errors.contains(contradicts))
    // For the older checkpoint, whoever has only that.
    #expect(try log.run("prove", "c1", "--at", old, "-o", proof).status == 0)
    #expect(try verdict(ofProof: [proof, "--against", old]) == anchored)
    #expect(try log.run("prove", "c2", "--at", old).status == 2)
    #expect(try log.run("prove", "c9").status == 2)
    #expect(try log.run("prove", "--events", "999").status == 2)
  }

  @Test func `what is no log, no checkpoint and no proof is said so, and nothing is left behind`()
    throws
  {
    let log = try MadeLog()
    let kept = try log.keepCheckpoint()
    let empty = try log.folder.write("empty", "")
    let none = log.folder.file("none")
    let proof = log.folder.file("proof")
    #expect(try log.run("prove", "c1", "-o", proof).status == 0)
    let whole = try String(contentsOfFile: proof, encoding: .utf8)
    let torn = try log.folder.write("torn", String(whole.prefix(whole.count / 2)))
    func said(_ words: String..., status: Int32) throws -> String {
      let result = try Program.run(words)
      #expect(result.status == status, "\(words): \(result.errors)\(result.output)")
      return result.errors + result.output
    }
    #expect(try said("verify", kept, status: 2).contains("is not a folder. Give the folder"))
    #expect(try said("verify", log.path, "--against", none, status: 2).contains("there is no file"))
    #expect(
      try said("verify", log.path, "--against", log.path, status: 2).contains("is not a file"))
    let ends = "the text ends before origin"
    #expect(try said("verify", log.path, "--against", empty, status: 2).contains(ends))
    #expect(try said("verify-proof", none, status: 2).contains("there is no file"))
    #expect(try said("verify-proof", log.path, status: 2).contains("is not a file"))
    #expect(try said("verify-proof", empty, status: 1).contains("the file ends too early"))
    #expect(try said("verify-proof", torn, status: 1).contains("is not ended by a line feed"))
    #expect(try said("verify-proof", kept, status: 1).contains("does not begin with the title"))
    #expect(try said("prove", log.path, "c9", status: 2).contains("no events of the call 'c9'"))
    for words in [["verify", kept], ["verify", log.path, "--against", log.path]] {
      if let theirs = try Program.verifier(Array(words.dropFirst())) { #expect(theirs.status == 2) }
    }
    // Nothing half done in the place of the proof.
    for place in [log.folder.file("nowhere/proof"), log.path] {
      #expect(
        try said("prove", log.path, "c1", "-o", place, status: 2).contains("was not written"))
      #expect(!FileManager.default.fileExists(atPath: place + ".new"))
    }
  }

  @Test func `a checkpoint that is newer than the log, or only looks like one of it, contradicts`()
    throws
  {
    let log = try MadeLog()
    let before = try log.bytes()
    let marks = try log.bytes("checkpoints")
    _ = try log.run("append", input: text(events(of: "c2", source: "other")))
    let newer = try log.keepCheckpoint("newer")
    try log.write(before)
    try log.write(marks, "checkpoints")
    for words in [["--since", newer], ["c1", "--at", newer]] {
      let result = try Program.run(["prove", log.path] + words)
      #expect(result.status == 1)
      #expect(result.errors.contains("the log is shorter than your checkpoint: it has "))
    }
    // U+212A, the sign of kelvin, is a K to Swift's comparison of strings.
    let folder = try Folder()
    let path = folder.file("log")
    _ = try Program.run(["append", path, "--create", "Kelvin"], input: text([setting]))
    let own = try Program.run(["checkpoint", path]).output
    let other = try folder.write("other", own.replacing("Kelvin", with: "\u{212A}elvin"))
    for words in [["--since", other], ["--events", "1", "--at", other]] {
      #expect(try Program.run(["prove", path] + words).status == 1)
    }
  }
}
