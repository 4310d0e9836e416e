import Foundation
import Testing

/// `cat`, `fold LOG`, `status` and `erase`.
@Suite struct ReadTests {
  private func numbers(_ lines: [String]) -> [Int] {
    lines.compactMap { $0.firstMatch(of: /^\{"seq":(\d+),/).flatMap { Int($0.1) } }
  }

  @Test func `cat picks by number, call and time`() throws {
    let log = try MadeLog()
    _ = try log.run("append", input: text(events(of: "c2", source: "other")))
    func cat(_ words: String...) throws -> [Int] {
      let result = try Program.run(["cat", log.path] + words)
      #expect(result.status == 0)
      return numbers(result.lines)
    }
    let all = try cat()
    #expect(all == Array(1...all.count))
    #expect(try cat("--from", "3", "--to", "5") == [3, 4, 5])
    #expect(try cat("--from", "1000") == [])
    #expect(try cat("--call", "c1") == [4, 5, 6, 7, 8])
    #expect(try cat("--call", "c1", "--from", "5", "--to", "6") == [5, 6])
    #expect(
      try cat("--since", "2026-01-05T09:00:03Z", "--until", "2026-01-05T10:00:05+01:00").count == 4)
    #expect(try cat("--until", "2026-01-05T09:00:01Z") == [3])
    let none = try log.run("cat", "--call", "c9")
    #expect(none.status == 0)
    #expect(none.errors.contains("no events of the call c9"))
  }

  @Test func `cat shows what is stored, and personalData when asked`() throws {
    let log = try MadeLog()
    let stored = try log.run("cat", "--call", "c1")
    #expect(!stored.output.contains("+47"))
    let shown = try log.run("cat", "--call", "c1", "--people").lines
    let sent = events(of: "c1", source: "core")
    #expect(shown.map { $0.drop { $0 != "," }.dropFirst() } == sent.map { $0.dropFirst() })
  }

  @Test func `cat --follow goes on with what is appended, in further files too`() throws {
    let log = try MadeLog()
    let follower = try RunningProgram(["cat", log.path, "--follow", "--people", "--from", "3"])
    for sequence in 3...7 {
      #expect(follower.line()?.hasPrefix("{\"seq\":\(sequence),") == true)
    }
    // A writer that is killed makes the next one begin a new file.
    for round in 1...2 {
      let writer = try RunningProgram(["append", log.path])
      try writer.send(events(of: "d\(round)", source: "other", from: round)[0] + "\n")
      #expect(writer.line() != nil)
      var line = follower.line()
      while let text = line, !text.contains("\"d\(round)\"") { line = follower.line() }
      #expect(line?.contains("+4712345678") == true)
      _ = writer.end(signal: SIGKILL)
    }
    #expect(follower.end(signal: SIGTERM).status == 0)
  }

  @Test func `fold of a log is fold of its events`() throws {
    let log = try MadeLog()
    let lines = [setting] + events(of: "c1", source: "core")
    let theirs = try Program.run(["fold"], input: text(lines))
    #expect(try log.run("fold").output == theirs.output)
    let personalData = try log.run("cat", "--people").output
    for words in [["fold"], ["fold", "--effects"]] {
      let ours = try Program.run([words[0], log.path] + words.dropFirst())
      #expect(ours.status == 0)
      #expect(ours.output == (try Program.run(words, input: personalData).output))
    }
  }

  @Test func `what is erased reads erased, and every proof still holds`() throws {
    let log = try MadeLog()
    let kept = try log.keepCheckpoint()
    let proof = log.folder.file("proof")
    #expect(try log.run("prove", "c1", "-o", proof).status == 0)
    let erased = try log.run("erase", "c1", "--user", "dpo", "--reason", "asked for it")
    #expect(erased.status == 0)
    #expect(erased.output == "erased 2 values; from now on they read 'erased'\n")
    let shown = try log.run("cat", "--people").output
    #expect(!shown.contains("+47"))
    #expect(shown.contains(#""caller":"erased""#) && shown.contains(#""number":"erased""#))
    #expect(shown.contains(#""user":"dpo","reason":"asked for it""#))
    let outcome = try log.run("fold").output
    #expect(outcome.contains(#""caller":"erased""#) && outcome.contains(#""number:erased""#))
    let verified = try log.run("verify", "--against", kept)
    #expect(verified.lines.first == "valid and anchored to the checkpoint you gave")
    #expect(try Program.run(["verify-proof", proof, "--against", kept]).status == 0)
    let again = try log.run("erase", "c1", "--user", "dpo", "--reason", "asked for it")
    #expect(again.status == 1)
    #expect(again.errors.contains("nothing was erased"))
    let value = try log.run("erase", "--value", "+1", "--user", "dpo", "--reason", "r")
    #expect(value.status == 1)
  }

  @Test func `status says what is missing, what is open and what no checkpoint covers`() throws {
    let log = try MadeLog()
    let late = events(of: "c2", source: "core", from: 8)[0]
    _ = try log.run("append", input: late)
    let shown = try log.run("status").output
    #expect(shown.contains("core up to 8, missing 6 to 7"))
    #expect(shown.contains("1 in progress, open for over a day: 1"))
    #expect(shown.contains("c2 since 2026-01-05T09:00:01.000Z"))
    let json = try log.run("status", "--json")
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let count = try log.run("cat").lines.count
    #expect(object["events"] as? Int == count)
    #expect(object["callsInProgress"] as? Int == 1)
    #expect((object["checkpoint"] as? [String: Any])?["size"] as? Int == count)
    #expect(object["oldestUncovered"] is NSNull)
    let source = (object["sources"] as? [[String: Any]])?.first
    #expect(source?["gaps"] as? [[Int]] == [[6, 7]])
    #expect((object["openOverADay"] as? [[String: Any]])?.first?["call"] as? String == "c2")
    // A writer that was killed has made no checkpoint of its last events.
    let writer = try RunningProgram(["append", log.path])
    try writer.send(events(of: "c3", source: "core", from: 9)[0] + "\n")
    #expect(writer.line() != nil)
    _ = writer.end(signal: SIGKILL)
    let killed = try log.run("status").output
    #expect(killed.contains("not covered  \(count + 1)"), "\(killed)")
  }

  @Test func `what is no log is said so`() throws {
    let folder = try Folder()
    for command in ["cat", "fold", "status", "verify", "checkpoint"] {
      let missing = try Program.run([command, folder.file("nothing")])
      #expect(missing.status == 2)
      #expect(missing.errors.contains("there is no folder"), "\(missing.errors)")
      let empty = try Program.run([command, folder.path])
      #expect(empty.status == 2)
      #expect(empty.errors.contains("there is no log here"), "\(empty.errors)")
    }
  }

  @Test(.enabled(if: Program.hasPython))
  func `nothing from an event acts on a terminal`() throws {
    let hostile =
      #"{"at":"2026-01-05T09:00:00Z","type":"call.started","call":"x\#u{202e}y","#
      + #""direction":"inbound","caller":"\#u{feff}","other":"\#u{9b}31m\#u{7f}"}"#
    let log = try MadeLog([hostile])
    for words in [["cat", "--people"], ["fold"], ["status"], ["prove", "--events", "3"]] {
      let spawn = "import pty, sys; pty.spawn(sys.argv[1:])"
      let shown = try Program.run(
        ["-c", spawn, Program.binary.path(), words[0], log.path] + words.dropFirst(),
        program: Program.python)
      #expect(shown.output.contains("x\\u{202e}y"), "\(words): \(shown.output)")
      let controls = shown.output.unicodeScalars.filter {
        $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
      }
      #expect(controls.allSatisfy { $0 == "\n" || $0 == "\r" })
      // Into a pipe go the bytes as they are.
      if words[0] == "cat" {
        #expect(try log.run("cat").output.contains("\u{9b}31m\u{7f}"))
      }
    }
  }
}
