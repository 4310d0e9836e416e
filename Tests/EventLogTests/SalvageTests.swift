import LogSupport
import Platform
import Testing

@testable import EventLog

/// Row 4 of the table of faults: whatever has happened to a log, salvage keeps each event whose
/// frame is whole, byte for byte, and says what it left out.
@Suite struct SalvageTests {
  private let options = FakeHost().options(fileLimit: 900)

  /// A log's files, and its frames in order: which file each is in, and the lines of its events.
  private struct Whole {
    var files: [String: [UInt8]]
    var frames: [(file: String, start: Int, end: Int, lines: [String])] = []
    var names: [String] { files.keys.filter { $0.hasSuffix(".ndjson") }.sorted() }
  }

  private func wholeLog() throws -> Whole {
    let disk = FakeDisk()
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: options)
    for number in 1...4 {
      _ = try writer.append(Events.personal(2 * number...2 * number))
      _ = try writer.append(Events.batch(2 * number + 1...2 * number + 1))
    }
    try writer.checkpoint()
    try writer.close()
    var whole = Whole(files: disk.files)
    for name in whole.names {
      let text = String(decoding: disk.files[name] ?? [], as: UTF8.self)
      let starts = text.ranges(of: #"{"frame":"#).map { text[..<$0.lowerBound].utf8.count }
      for (start, end) in zip(starts, starts.dropFirst() + [text.utf8.count]) {
        let lines = text.utf8.dropFirst(start).prefix(end - start).split(separator: 10)
        whole.frames.append((name, start, end, lines.dropFirst().map { String($0) ?? "" }))
      }
    }
    return whole
  }

  /// Salvages files and looks whether the events of all frames but those at `lost` are there.
  private func check(
    _ files: [String: [UInt8]], _ whole: Whole, lost: Set<Int>, _ place: String,
    isWhole: Bool = false
  ) throws {
    let source = FakeDisk(files)
    let target = FakeDisk()
    let report = try Salvage(from: source.mount(), to: target.mount()).run()
    #expect(source.files == files, "\(place)")
    #expect((report.damage == nil) == isWhole, "\(place): \(report)")
    var found: [String] = []
    if target.files.keys.contains(where: { $0.hasSuffix(".ndjson") }) {
      _ = try LogWriter.open(target.mount(), options: options)
      let verdict = try LogVerifier(target.mount()).verify().verdict
      #expect(verdict == .consistentInItself, "\(place): \(verdict)")
      found = try LogReader(target.mount()).lines()
      #expect(found.count == Int(report.size), "\(place)")
    } else {
      #expect(report.size == 0, "\(place)")
    }
    let apart = String(decoding: target.files[Salvage.remainder] ?? [], as: UTF8.self)
    let behind = apart.split(separator: "\n").map(String.init)
    #expect(behind.count == report.behind, "\(place)")
    // Nothing but what was stored, each line once, and everything that is in a whole frame.
    let all = whole.frames.flatMap(\.lines)
    #expect(Set(found + behind).count == found.count + behind.count, "\(place)")
    #expect(Set(found + behind).isSubset(of: all), "\(place)")
    for (index, frame) in whole.frames.enumerated() where !lost.contains(index) {
      #expect(Set(frame.lines).isSubset(of: found + behind), "\(place): \(report)")
    }
    let doubtful = report.doubtful.flatMap { Array($0) }
    let lines = String(decoding: target.files[Salvage.doubtful] ?? [], as: UTF8.self)
    #expect(lines.split(separator: "\n").count == doubtful.count, "\(place)")
    // What is in none is reported: the checkpoint covers the whole log.
    let kept = Set((found + behind).compactMap(SalvageTests.sequence) + doubtful)
    let missing = all.compactMap(SalvageTests.sequence).filter { !kept.contains($0) }
    #expect(report.missing.flatMap { Array($0) } == missing, "\(place): \(report.missing)")
  }

  private static func sequence(_ line: String) -> UInt64? {
    UInt64(line.dropFirst(7).prefix { $0.isNumber })
  }

  @Test func `row 4: one flipped bit costs the frame that it is in, and nothing else`() throws {
    let whole = try wholeLog()
    try check(whole.files, whole, lost: [], "nothing changed", isWhole: true)
    for name in whole.names {
      let bytes = try #require(whole.files[name])
      for index in stride(from: 0, to: bytes.count, by: Effort.of(7, thorough: 1)) {
        var files = whole.files
        files[name]?[index] ^= 1 << UInt8(index * 5 % 8)
        let lost = whole.frames.firstIndex {
          $0.file == name && $0.start <= index && index < $0.end
        }
        try check(files, whole, lost: Set(lost.map { [$0] } ?? []), "\(name) byte \(index)")
      }
    }
  }

  @Test func `rows 5 and 6: files cut, lengthened, missing, exchanged or foreign`() throws {
    let whole = try wholeLog()
    for name in whole.names {
      func lost(behind end: Int) -> Set<Int> {
        Set(
          whole.frames.indices.filter {
            whole.frames[$0].file == name && whole.frames[$0].end > end
          })
      }
      let bytes = try #require(whole.files[name])
      for length in stride(from: 0, to: bytes.count, by: Effort.of(31, thorough: 3)) {
        var files = whole.files
        files[name] = Array(bytes.prefix(length))
        // Shorter by whole frames at the log's end, only its checkpoint tells.
        try check(files, whole, lost: lost(behind: length), "\(name) cut to \(length)")
      }
      var files = whole.files
      files[name] = nil
      try check(files, whole, lost: lost(behind: 0), "without \(name)")
      files[name] = Array("nothing of ours\n".utf8)
      try check(files, whole, lost: lost(behind: 0), "another \(name)")
      // One of another log, of the same form.
      var other = options
      other.random = { (count) throws(SystemError) in [UInt8](repeating: 7, count: count) }
      let disk = FakeDisk()
      let writer = try LogWriter.create(in: disk.mount(), origin: "p", options: other)
      _ = try writer.append(Events.batch(1...3))
      try writer.close()
      files[name] = disk.files["00000000000000000001.ndjson"]
      try check(files, whole, lost: lost(behind: 0), "another log's \(name)")
      files["checkpoints"] = Array((files["checkpoints"] ?? []).dropFirst())
      let report = try Salvage(from: FakeDisk(files).mount(), to: FakeDisk().mount()).run()
      let kept = whole.frames.filter { $0.file != name }.reduce(0) { $0 + $1.lines.count }
      #expect(Int(report.size) + report.behind == kept, "another log's \(name), no checkpoints")
      files = whole.files
      files[name] = bytes + Array("garbage".utf8)
      try check(files, whole, lost: [], "\(name) with garbage")
      for other in whole.names where other > name {
        files = whole.files
        (files[name], files[other]) = (files[other], files[name])
        try check(files, whole, lost: [], "\(name) and \(other) exchanged")
      }
    }
  }

  @Test func `row 3: a torn end is no damage, and is told`() throws {
    let whole = try wholeLog()
    let name = try #require(whole.names.last)
    let last = try #require(whole.frames.last)
    var files = whole.files
    files["checkpoints"] = []
    for length in [last.start + 1, last.start + 90, last.end - 2] {
      files[name] = Array((whole.files[name] ?? []).prefix(length))
      let target = FakeDisk()
      let report = try Salvage(from: FakeDisk(files).mount(), to: target.mount()).run()
      #expect(report.damage == nil && report.unfinished == length - last.start)
      #expect(try LogReader(target.mount()).lines().count == Int(report.size))
    }
  }

  @Test func `a word changed in a long frame leaves in doubt what shares its hash, and no more`()
    throws
  {
    let disk = FakeDisk()
    let host = FakeHost()
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: host.options(fileLimit: 100_000))
    _ = try writer.append(Events.batch(1...900))
    _ = try writer.append(Events.batch(901...1_000))
    #expect(try writer.indexSealedFiles() > 0)
    try writer.checkpoint()
    try writer.close()
    let all = try LogReader(disk.mount()).lines()
    for isIndexed in [true, false] {
      var forged = ForgedFiles(disk.files)
      if !isIndexed { forged.files = forged.files.filter { !$0.key.hasSuffix(".tree") } }
      // The tick is event 1.
      #expect(forged.spoil(#","n":299}"#, at: 5) == "00000000000000000001.ndjson")
      let target = FakeDisk()
      let report = try Salvage(from: FakeDisk(forged.files).mount(), to: target.mount()).run()
      #expect(report.damage?.problem == .damage(.body))
      let text = String(decoding: target.files[Salvage.remainder] ?? [], as: UTF8.self)
      let good = Set(text.split(separator: "\n").map(String.init))
      // With the table a group of 256; else the largest subtree that the next header has: 512.
      let doubt: ClosedRange<UInt64> = isIndexed ? 257...512 : 1...512
      #expect(report.doubtful == [doubt], "\(report)")
      #expect(good.count == all.count - doubt.count && good.isSubset(of: all))
      #expect(report.missing.isEmpty)
    }
  }

  @Test func `events whose frame's line alone was damaged are proved by the checkpoint`() throws {
    let whole = try wholeLog()
    let last = try #require(whole.frames.last)
    var files = whole.files
    files[last.file]?[last.start + 60] ^= 1
    let target = FakeDisk()
    let report = try Salvage(from: FakeDisk(files).mount(), to: target.mount()).run()
    #expect(report.damage != nil && report.doubtful.isEmpty && report.missing.isEmpty)
    let text = String(decoding: target.files[Salvage.remainder] ?? [], as: UTF8.self)
    #expect(text.split(separator: "\n").map(String.init) == last.lines)
    // Without a checkpoint nothing proves them.
    files["checkpoints"] = []
    let other = try Salvage(from: FakeDisk(files).mount(), to: FakeDisk().mount()).run()
    #expect(other.behind == 0 && other.doubtful.flatMap { Array($0) }.count == last.lines.count)
  }

  @Test func `a read that fails is the machine's, and no damage`() throws {
    let whole = try wholeLog()
    var hit = 0
    while true {
      let source = FakeDisk(whole.files)
      source.faults.hit = hit
      do throws(LogError) {
        let report = try Salvage(from: source.mount(), to: FakeDisk().mount()).run()
        #expect(report.damage == nil, "call \(hit)")
      } catch {
        #expect(error.system != nil, "call \(hit): \(error)")
      }
      guard source.faults.wasHit else { break }
      hit += 1
    }
    #expect(hit > 20)
  }
}
