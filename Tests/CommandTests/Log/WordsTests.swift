import Bytes
import Testing
@testable import callfold

/// The words of the log commands, read without doing anything.
@Suite struct WordsTests {
  private func message(_ words: String...) -> String? {
    do throws(UsageError) {
      _ = try Command(words)
      return nil
    } catch {
      return error.message
    }
  }

  private func command(_ words: String...) throws -> Command { try Command(words) }

  @Test func `append takes a log, a name and an anchor`() throws {
    var options = try AppendOptions(["LOG"])
    #expect(options.log == "LOG" && options.origin == nil && options.anchor == [])
    #expect(try command("append", "LOG") == .log(.append(options)))
    options.origin = "o"
    options.anchor = ["mail", "-s", "x"]
    let words = ["append", "--anchor", "mail  -s x", "LOG", "--create", "o"]
    #expect(try Command(words) == .log(.append(options)))
    #expect(message("append")?.contains("append needs LOG") == true)
    #expect(message("append", "A", "B")?.contains("unexpected word 'B'") == true)
    #expect(message("append", "A", "--create")?.contains("needs a value: a name") == true)
    #expect(message("append", "A", "--anchor", " ")?.contains("needs a command") == true)
    #expect(message("append", "A", "--frob")?.contains("no option '--frob'") == true)
    #expect(message("append", "A", "--create", "a", "--create", "b")?.contains("twice") == true)
  }

  @Test func `fold reads standard input or a log`() throws {
    #expect(try command("fold") == .fold(.outcomes))
    #expect(try command("fold", "--effects") == .fold(.effects))
    #expect(try command("fold", "LOG") == .log(.fold(LogFoldOptions(log: "LOG"))))
    #expect(
      try command("fold", "LOG", "--effects")
        == .log(.fold(LogFoldOptions(log: "LOG", output: .effects))))
    #expect(message("fold", "A", "B") != nil)
  }

  @Test func `cat takes numbers, a call and times`() throws {
    let options = try CatOptions([
      "LOG", "--from", "3", "--to", "9", "--call", "-x", "--since", "2026-01-05", "--until",
      "2026-01-05T10:00:00+01:00", "--people",
    ])
    #expect(options.from == 3 && options.to == 9 && options.call == "-x" && options.showsPeople)
    #expect(options.since?.milliseconds == 1_767_571_200_000)
    #expect(options.until?.milliseconds == 1_767_603_600_000)
    #expect(!options.follows)
    #expect(message("cat", "LOG", "--from", "0")?.contains("from 1 up") == true)
    #expect(message("cat", "LOG", "--from", "+1") != nil)
    #expect(message("cat", "LOG", "--since", "yesterday")?.contains("not 'yesterday'") == true)
    #expect(message("cat", "LOG", "--follow", "--to", "3") != nil)
    #expect(try CatOptions(["--", "--people"]).log == "--people")
  }

  @Test func `erase needs what, who and why`() throws {
    let who = ["--user", "u", "--reason", "r"]
    #expect(try EraseOptions(["LOG", "c1"] + who).erasure == .call("c1"))
    #expect(try EraseOptions(["LOG", "--value", "+47"] + who).erasure == .value("+47"))
    #expect(message("erase", "LOG", "c1", "--user", "u")?.contains("--reason") == true)
    #expect(message("erase", "LOG", "--user", "u", "--reason", "r")?.contains("CALL") == true)
    #expect(message("erase", "LOG", "c", "--user", "", "--reason", "r") != nil)
    #expect(message("erase", "LOG", "c", "--user", "u\n", "--reason", "r") != nil)
  }

  @Test func `prove takes a call, numbers, or an older checkpoint`() throws {
    #expect(try ProveOptions(["LOG", "c1"]).subject == .call("c1"))
    #expect(try ProveOptions(["LOG", "--events", "5,7-9"]).subject == .events([5...5, 7...9]))
    #expect(try ProveOptions(["LOG", "--since", "f"]).subject == .growth(since: "f"))
    #expect(try ProveOptions(["LOG", "c1", "-o", "f", "--at", "g"]).output == "f")
    for bad in ["", "0", "9-7", "1-2-3", "a", "1,,2", "1-9000000000"] {
      #expect(message("prove", "LOG", "--events", bad) != nil, "\(bad)")
    }
    #expect(message("prove", "LOG", "--events", "1", "--since", "f") != nil)
    #expect(message("verify-proof", "F", "--growth", "g")?.contains("--against") == true)
  }

  @Test(arguments: HelpTopic.allCases)
  func `every command has help that fits a screen`(topic: HelpTopic) throws {
    #expect(try command("help", topic.rawValue) == .help(topic))
    if topic != .overview { #expect(try command(topic.rawValue, "--help") == .help(topic)) }
    for line in topic.text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    #expect(topic.text.contains("callfold \(topic == .overview ? "" : topic.rawValue)"))
    #expect(topic.text.contains("Exit status"))
  }
}

/// Lines that arrive in any pieces.
@Suite struct LineBatchTests {
  @Test func `however bytes arrive, the same lines come out with the same numbers`() {
    let input = Array("a\n\nbc\nlast".utf8)
    for first in 0...input.count {
      for second in first...input.count {
        var batch = LineBatch()
        var lines: [UInt8] = []
        for range in [0..<first, first..<second, second..<input.count] {
          batch.add(input, range)
          let count = lines.count { $0 == 10 }
          let taken = batch.take()
          #expect(taken.firstLine == count + 1)
          lines += taken.lines
        }
        batch.finish()
        #expect(batch.take().lines == Array("last\n".utf8))
        #expect(lines == Array("a\n\nbc\n".utf8))
      }
    }
  }

  @Test func `of a line that is too long no more is kept than shows it`() {
    var batch = LineBatch()
    let part = [UInt8](repeating: 0x61, count: 10_000)
    for _ in 0..<100 { batch.add(part, part.indices) }
    batch.add([10, 0x62, 10], 0..<3)
    let lines = batch.take().lines.split(separator: 10)
    #expect(lines.map(\.count) == [16_385, 1])
  }
}
