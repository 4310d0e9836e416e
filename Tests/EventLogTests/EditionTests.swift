import LogSupport
import Platform
import Testing

@testable import EventLog

/// `log.rules`: a log says by which edition of the recording rules it is folded.
@Suite struct EditionTests {
  private let host = FakeHost()
  private let disk = FakeDisk()

  private func options(_ edition: UInt64, fileLimit: Int = 1 << 20) -> LogOptions {
    var options = host.options(fileLimit: fileLimit)
    options.edition = edition
    return options
  }

  /// What a log's lines are, without number and time: the edition, the type, or a source's number.
  private func words(_ disk: FakeDisk, edition: UInt64 = 2) throws -> [String] {
    let folder = LogFolder(storage: disk.mount())
    let manifest = try #require(try Manifest.of(folder, edition: edition))
    var words: [String] = []
    _ = try LogReplay(folder: folder, manifest: manifest).run(from: 0) {
      (bytes, line, _, _) throws(LogError) in
      let parts = String(decoding: bytes[line], as: UTF8.self).split(separator: "\"")
      let number = parts.last?.filter { $0.isNumber } ?? ""
      let type = parts.first { $0.hasPrefix("log.") }.map { $0.dropFirst(4) }
      switch type {
      case "rules": words.append("rules \(number)")
      case let type?: words.append(String(type))
      case nil: words.append(number)
      }
    }
    return words
  }

  /// A log of edition 2 with the events 1 to 3.
  private func make(fileLimit: Int = 1 << 20) throws {
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: options(2, fileLimit: fileLimit))
    for number in 1...3 { _ = try writer.append(Events.batch(number...number)) }
    try writer.close()
  }

  /// What is found out about a log by whoever goes by what it says: a reader and the writer.
  private func problems(_ disk: FakeDisk) -> [LogProblem?] {
    func problem(_ body: () throws(LogError) -> Void) -> LogProblem? {
      do { try body() } catch { return error.problem }
      return nil
    }
    return [
      problem { () throws(LogError) in _ = try LogReader(disk.mount()).lines() },
      problem { () throws(LogError) in
        try LogWriter.open(FakeDisk(disk.files).mount(), options: host.options()).close()
      },
    ]
  }

  @Test func `a new log's first event is log.rules, in one frame with the first that is taken`()
    throws
  {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    #expect(writer.size == 0, "what holds no event needs no edition")
    #expect(try writer.append(Events.batch(1...1)).first?.line.contains(#""seq":3,"#) == true)
    let lines = try LogReader(disk.mount()).lines()
    #expect(
      lines.prefix(2) == [
        #"{"seq":1,"at":"2026-11-22T10:15:04.123Z","type":"log.rules","edition":2}"#,
        #"{"seq":2,"at":"2026-11-22T10:15:04.123Z","type":"log.tick"}"#,
      ])
    let file = String(decoding: disk.files["00000000000000000001.ndjson"] ?? [], as: UTF8.self)
    #expect(file.split(separator: "\n").filter { $0.hasPrefix(#"{"frame""#) }.count == 1)
    host.time += 1_000
    _ = try writer.append(Events.batch(2...2))
    try writer.close()
    let again = try LogWriter.open(disk.mount(), options: host.options())
    _ = try again.append(Events.batch(3...3))
    #expect(try words(disk) == ["rules 2", "tick", "1", "tick", "2", "3"])
    #expect(try LogReader(disk.mount()).edition == 2)
  }

  @Test(arguments: [true, false])
  func `a writer of a later edition says so once, before its first event, where a file begins`(
    keepsState: Bool
  ) throws {
    try make()
    func reopened() throws -> LogWriter {
      if !keepsState { try disk.mount().remove("door") }
      return try LogWriter.open(disk.mount(), options: options(3))
    }
    var writer = try reopened()
    #expect(writer.size == 5, "as long as nothing comes, all is folded by edition 2")
    try writer.close()
    #expect(try LogReader(disk.mount()).edition == 2)
    writer = try reopened()
    for number in 4...5 { _ = try writer.append(Events.batch(number...number)) }
    try writer.close()
    writer = try reopened()
    _ = try writer.append(Events.batch(6...6))
    try writer.close()
    #expect(
      try words(disk, edition: 3) == ["rules 2", "tick", "1", "2", "3", "rules 3", "4", "5", "6"])
    let manifest = try #require(try Manifest.of(LogFolder(storage: disk.mount()), edition: 3))
    #expect(manifest.files.map(\.header.first) == [1, 6] && manifest.edition == 3)
  }

  @Test func `a log of an unknown edition is refused, with both editions named`() throws {
    try make(fileLimit: 400)
    for edition: UInt64 in [3, 7] {
      let writer = try LogWriter.open(disk.mount(), options: options(edition, fileLimit: 400))
      let next = edition == 3 ? 4 : 7
      for number in next...next + 2 { _ = try writer.append(Events.batch(number...number)) }
      try writer.close()
      #expect(
        problems(disk) == Array(repeating: .unknownEdition(3, known: 2), count: 2),
        "what comes first is named")
    }
    let error = #expect(throws: LogError.self) { try LogReader(disk.mount()) }
    let said = "\(error.map { "\($0)" } ?? "")"
    #expect(said.contains("edition 3 of the rules, and this program knows edition 2"), "\(said)")
    #expect(said.contains("event 6"), "\(said)")
    #expect(throws: Never.self) { try LogWriter.open(disk.mount(), options: options(7)) }
    // Bytes are bytes in every edition.
    #expect(try LogVerifier(disk.mount()).verify().verdict == .consistentInItself)
    let copied = try Salvage(from: disk.mount(), to: FakeDisk().mount()).run()
    #expect(copied.damage == nil && copied.size == 13)
  }

  @Test(arguments: ["1", "0", "3", "18446744073709551616", "2.5", "\"2\"", ""])
  func `an edition that is said in the middle of a file is refused by whoever reads it`(
    number: String
  ) throws {
    try make()
    let writer = try LogWriter.open(disk.mount(), options: host.options())
    let line = #"{"at":"2026-11-22T10:15:04.123Z","type":"log.rules","edition":\#(number)}"#
    guard try writer.appendOwn(Array(line.utf8))[0].isStored else {
      #expect(number.isEmpty)
      return
    }
    try writer.close()
    let known = ["1", "3"].contains(number) ? UInt64(number) ?? 0 : 0
    #expect(problems(disk) == Array(repeating: .unknownEdition(known, known: 2), count: 2))
  }

  @Test func `a flipped bit of an edition is damage and no other edition`() throws {
    try make()
    let file = "00000000000000000001.ndjson"
    let digit =
      try #require(
        String(decoding: disk.files[file] ?? [], as: UTF8.self).utf8.map { $0 }
          .firstRange(of: Array(#""edition":2"#.utf8))
      ).upperBound - 1
    var files = disk.files
    files[file]?[digit] ^= 1
    let error = #expect(throws: LogError.self) {
      _ = try LogReader(FakeDisk(files).mount()).lines()
    }
    #expect(error?.isDamage == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test func `a later edition that finds no space is said with the batch that does`() throws {
    try make()
    let writer = try LogWriter.open(disk.mount(), options: options(3))
    disk.capacity = 0
    #expect(try writer.append(Events.batch(4...4)).first?.isStored == false)
    #expect(try LogReader(disk.mount()).edition == 2)
    disk.capacity = .max
    #expect(try writer.append(Events.batch(4...4)).first?.isStored == true)
    try writer.close()
    #expect(try words(disk, edition: 3) == ["rules 2", "tick", "1", "2", "3", "rules 3", "4"])
  }

  @Test func `a recovery by a writer of a later edition begins with it`() throws {
    try make()
    var writer: LogWriter? = try LogWriter.open(disk.mount(), options: options(2))
    _ = try writer?.append(Events.batch(4...4))
    disk.killHolder()
    writer = nil
    host.time += 1_000
    let next = try LogWriter.open(disk.mount(), options: options(3))
    _ = try next.append(Events.batch(5...5))
    #expect(
      try words(disk, edition: 3) == [
        "rules 2", "tick", "1", "2", "3", "4", "rules 3", "tick", "recovered", "5",
      ])
  }

  @Test func `a shared writer says a later edition once`() throws {
    try make()
    // What it holds of the test's is called by this thread alone.
    nonisolated(unsafe) let writer = try LogWriter.open(disk.mount(), options: options(3))
    let shared = unsafe SharedLog(writer)
    for number in 4...6 { _ = try shared.append(Events.batch(number...number)) }
    #expect(
      try words(disk, edition: 3) == ["rules 2", "tick", "1", "2", "3", "rules 3", "4", "5", "6"])
  }
}
