import Digest
import LogSupport
import MerkleTree
import Testing

@testable import EventLog

/// All readers are equally strict, and give the same reason.
@Suite struct StrictReaderTests {
  /// A log of several files that was closed, so that its newest checkpoint covers all of it.
  private static func closedLog(isIndexed: Bool) throws -> ForgedFiles {
    let disk = FakeDisk()
    let host = FakeHost()
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: host.options(fileLimit: 900))
    for number in 1...9 { _ = try writer.append(Events.batch(number...number)) }
    try writer.checkpoint()
    if isIndexed { #expect(try writer.indexSealedFiles() > 1) }
    try writer.close()
    return ForgedFiles(disk.files)
  }

  @Test func `verify reads each log file once`() throws {
    let disk = FakeDisk()
    let host = FakeHost()
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: host.options(fileLimit: 200_000))
    for number in 0..<4 {
      _ = try writer.append(Events.batch(number * 500 + 1...number * 500 + 500))
    }
    try writer.close()
    disk.read = [:]
    #expect(try LogVerifier(disk.mount()).verify().verdict == .consistentInItself)
    let files = disk.files.filter { $0.key.hasSuffix(".ndjson") }
    #expect(files.count > 1)
    for (name, bytes) in files {
      // Its header and the last event are read twice and more; they are of one length in any log.
      let few = 3 * (Format.headerLimit + Format.storedLineLimit)
      #expect(try #require(disk.read[name]) < bytes.count + few, "\(name)")
      #expect(bytes.count > few, "\(name) is long enough to be seen read twice")
    }
  }

  private typealias Reading = (LogReader) throws(LogError) -> Void

  /// What each reader of the library does with a log; `range` has the events of one file.
  private static func readings(
    _ call: String, _ range: ClosedRange<UInt64>
  ) -> [(what: String, read: Reading)] {
    [
      ("reading all", { (reader) throws(LogError) in _ = try reader.lines() }),
      (
        "reading a range",
        { (reader) throws(LogError) in
          _ = try reader.forEach(from: range.lowerBound, through: range.upperBound) { _, _, _ in
            true
          }
        }
      ),
      (
        "reading from a place on",
        { (reader) throws(LogError) in _ = try reader.lines(from: range.lowerBound) }
      ),
      (
        "looking up a call",
        { (reader) throws(LogError) in
          var index = try CallIndex(reader)
          try index.forEach(of: call) { _, _, _ in }
        }
      ),
    ]
  }

  private static func reason(_ files: [String: [UInt8]], _ read: Reading) -> LogError? {
    do throws(LogError) {
      try read(LogReader(FakeDisk(files).mount()))
      return nil
    } catch {
      return error
    }
  }

  private static func reason(_ files: [String: [UInt8]]) throws -> LogError? {
    let verdict = try LogVerifier(FakeDisk(files).mount()).verify().verdict
    guard case .damaged(let error) = verdict else { return nil }
    return error
  }

  /// Every reader refuses the log, with the reason that `LogVerifier` gives.
  private func expectRefusal(
    _ files: [String: [UInt8]], _ what: String, call: String = "c-1",
    range: ClosedRange<UInt64> = 1...2
  ) throws {
    let expected = try #require(try Self.reason(files), "\(what)")
    for (reading, read) in Self.readings(call, range) {
      let found = Self.reason(files, read)
      #expect(found == expected, "\(what): \(reading)")
    }
  }

  @Test(arguments: [false, true])
  func `a good log is read by all`(isIndexed: Bool) throws {
    let log = try Self.closedLog(isIndexed: isIndexed)
    #expect(log.names.count > 3)
    for (reading, read) in Self.readings("c-1", 1...2) {
      #expect(Self.reason(log.files, read) == nil, "\(reading)")
    }
    var files = log.files
    files["checkpoints"] = nil
    for (reading, read) in Self.readings("c-1", 1...2) {
      #expect(Self.reason(files, read) == nil, "\(reading)")
    }
    #expect(try LogReader(FakeDisk(files).mount()).checkpoints == nil)
  }

  @Test(arguments: [false, true])
  func `a log that is shorter than its newest checkpoint is refused by all`(
    isIndexed: Bool
  ) throws {
    let log = try Self.closedLog(isIndexed: isIndexed)
    for (name, ends) in log.frameEnds {
      for end in ends.dropLast() {
        var files = log.files.filter { !$0.key.hasSuffix(".ndjson") || $0.key <= name }
        files[name] = Array((files[name] ?? []).prefix(end))
        let found = try Self.reason(files)
        guard case .shorterThanCheckpoint = found?.problem else {
          Issue.record("\(name) cut to \(end): \(String(describing: found))")
          continue
        }
        try expectRefusal(files, "\(name) cut to \(end)")
      }
    }
    // A checkpoint of a smaller size says nothing of what came behind it.
    let name = try #require(log.names.last)
    var files = log.files
    files[name] = Array((files[name] ?? []).prefix(log.frameEnds[name]?.first ?? 0))
    files["checkpoints"] = []
    for (reading, read) in Self.readings("c-1", 1...2) {
      #expect(Self.reason(files, read) == nil, "\(reading)")
    }
  }

  @Test(arguments: [false, true], [false, true])
  func `a line that was rewritten with right checksums is refused by whoever reads it`(
    isIndexed: Bool, mendsHeaders: Bool
  ) throws {
    let log = try Self.closedLog(isIndexed: isIndexed)
    for number in 1...9 {
      var forged = log
      let range = forged.rewrite(#""n":\#(number)}"#, #""n":7}"#)
      guard number != 7 else { continue }
      if mendsHeaders { forged.mendHeaders() }
      try expectRefusal(
        forged.files, "event \(number)", call: "c-\(number % 3)",
        range: try #require(range))
    }
  }

  @Test(arguments: [false, true], [false, true])
  func `a call's events do not vanish where their id was rewritten`(
    isIndexed: Bool, mendsHeaders: Bool
  ) throws {
    let log = try Self.closedLog(isIndexed: isIndexed)
    for number in 1...9 {
      var forged = log
      let old =
        #""call":"c-\#(number % 3)","type":"info.note","#
        + #""text":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx","source":"core","n":\#(number)}"#
      let range = forged.rewrite(old, old.replacing(#""c-"#, with: #""d-"#))
      if mendsHeaders { forged.mendHeaders() }
      try expectRefusal(
        forged.files, "event \(number)", call: "c-\(number % 3)", range: try #require(range))
    }
  }

  @Test func `without checkpoints, a file that differs from the next header is refused by all`()
    throws
  {
    var log = try Self.closedLog(isIndexed: false)
    log.files["checkpoints"] = []
    for number in 1...9 where number != 7 {
      var forged = log
      let rewritten = forged.rewrite(#""n":\#(number)}"#, #""n":7}"#)
      let range = try #require(rewritten)
      // No header covers what is in the last file.
      guard let next = log.names.first(where: { log.header($0).first > range.upperBound }) else {
        continue
      }
      let found = try Self.reason(forged.files)
      #expect(found?.problem == .damage(.edge) && found?.file == next)
      try expectRefusal(
        forged.files, "event \(number)", call: "c-\(number % 3)", range: range)
    }
  }

  @Test(
    arguments: [
      (#""call":"c-1""#, #""call":1001 "#), (#""type":"info.note""#, #""type":"call.held""#),
      ("xxxx", #"xx\x"#), ("xxxx", "\u{1f}xxx"), (#""text":"#, #""call":"#),
      (#""text":"x"#, #""text"  x"#), (#""n":4}"#, #""n":0}"#), ("2026-11-22T", "2026-11-32T"),
    ])
  func `a line with a right checksum that is no event is damage to all`(
    old: String, new: String
  ) throws {
    for isIndexed in [false, true] {
      var forged = try Self.closedLog(isIndexed: isIndexed)
      let rewritten = forged.rewrite(old, new, behind: #""n":4}"#)
      let range = try #require(rewritten)
      forged.mendHeaders()
      forged.files["checkpoints"] = []
      #expect(try Self.reason(forged.files)?.isDamage == true)
      try expectRefusal(forged.files, "\(new)", call: "c-1", range: range)
      forged.files["door"] = nil
      // The writer reads its newest file; what is in a sealed one, `verify` and readers find.
      #expect(throws: LogError.self, "\(new)") {
        _ = try LogWriter.open(FakeDisk(forged.files).mount(), options: FakeHost().options())
      }
    }
  }

  @Test func `bytes that are no UTF-8 are no event`() throws {
    var forged = try Self.closedLog(isIndexed: false)
    _ = forged.rewrite(Array("xxxx".utf8), [0x78, 0xC0, 0x80, 0x78])
    try expectRefusal(forged.files, "overlong")
  }

  @Test func `an index is not made of a damaged file, and what is behind the damage is not hidden`()
    throws
  {
    let log = try Self.closedLog(isIndexed: false)
    let name = log.names[1]
    var files = log.files
    let end = try #require(log.frameEnds[name]?.dropFirst().first)
    files[name]?[end - 20] ^= 1
    let disk = FakeDisk(files)
    let writer = try LogWriter.open(disk.mount(), options: FakeHost().options(fileLimit: 900))
    try writer.indexSealedFiles()
    try writer.close()
    #expect(disk.files[name.replacing(".ndjson", with: ".index")] == nil)
    try expectRefusal(disk.files, "damage", range: log.range(of: name))
  }

  @Test func `checkpoints that are none are damage to all`() throws {
    let log = try Self.closedLog(isIndexed: true)
    var files = log.files
    files["checkpoints"]? += Array("nothing\n".utf8)
    try expectRefusal(files, "junk")
    let disk = FakeDisk(log.files)
    disk.odd = ["checkpoints"]
    let error = #expect(throws: LogError.self) { _ = try LogReader(disk.mount()) }
    #expect(error?.problem == .damage(.kind))
    // Where there is no log, what stands there in its stead is not judged.
    let other = FakeDisk(["checkpoints": []])
    other.odd = ["checkpoints"]
    let none = #expect(throws: LogError.self) { _ = try LogReader(other.mount()) }
    #expect(none?.problem == .notALog)
  }

  @Test func `without the root, a look-up still refuses a damaged file that has no index`() throws {
    let log = try Self.closedLog(isIndexed: false)
    for (name, ends) in log.frameEnds where name != log.names.last {
      var files = log.files
      files[name]?[try #require(ends.last) - 20] ^= 1
      let expected = try #require(try Self.reason(files))
      var index = try CallIndex(LogReader(FakeDisk(files).mount()), isUnverified: true)
      let found = #expect(throws: LogError.self, "\(name)") {
        try index.forEach(of: "c-1") { _, _, _ in }
      }
      #expect(found == expected, "\(name)")
    }
  }

  @Test func `without the root, the length is still compared`() throws {
    let log = try Self.closedLog(isIndexed: false)
    var forged = log
    _ = forged.rewrite(#""n":2}"#, #""n":7}"#)
    let reader = try LogReader(FakeDisk(forged.files).mount())
    _ = try reader.forEach(without: .root) { _, _, _ in true }
    var index = try CallIndex(reader, isUnverified: true)
    try index.forEach(of: "c-1") { _, _, _ in }
    let name = try #require(log.names.last)
    var files = log.files
    files[name] = Array((files[name] ?? []).prefix(log.frameEnds[name]?.first ?? 0))
    let short = try LogReader(FakeDisk(files).mount())
    #expect(throws: LogError.self) { _ = try short.forEach(without: .root) { _, _, _ in true } }
    #expect(throws: LogError.self) {
      _ = try short.forEach(through: 1, without: .root) { _, _, _ in true }
    }
    #expect(throws: LogError.self) { _ = try CallIndex(short, isUnverified: true) }
  }
}
