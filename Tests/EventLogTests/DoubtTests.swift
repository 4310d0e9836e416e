import LogSupport
import Testing

@testable import EventLog

/// Damage is named as narrowly as what stands around it is proved.
@Suite struct DoubtTests {
  private func doubts(_ files: [String: [UInt8]]) throws -> (verify: Doubt?, salvage: Doubt?) {
    let found = try LogVerifier(FakeDisk(files).mount()).verify()
    let report = try Salvage(from: FakeDisk(files).mount(), to: FakeDisk().mount()).run()
    return (found.doubt, report.doubt)
  }

  /// Two files, in the first of which a frame has 900 events, and the tick before them is event 1.
  private func longFrames(indexed: Bool = true) throws -> ForgedFiles {
    let disk = FakeDisk()
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: FakeHost().options(fileLimit: 100_000))
    _ = try writer.append(Events.batch(1...900))
    _ = try writer.append(Events.batch(901...1_000))
    if indexed { #expect(try writer.indexSealedFiles() > 0) }
    try writer.checkpoint()
    try writer.close()
    return ForgedFiles(disk.files)
  }

  /// Where some events' lines stand in a file.
  private func bytes(_ events: ClosedRange<UInt64>, _ file: String, _ forged: ForgedFiles)
    -> Range<Int>?
  {
    let bytes = forged.files[file] ?? []
    let first = bytes.firstRange(of: Array(#"{"seq":\#(events.lowerBound),"#.utf8))
    let behind = bytes.firstRange(of: Array(#"{"seq":\#(events.upperBound + 1),"#.utf8))
    guard let first, let behind else { return nil }
    return first.lowerBound..<behind.lowerBound
  }

  @Test func `a word changed deep in a frame is looked for among the events that share its hash`()
    throws
  {
    let file = "00000000000000000001.ndjson"
    for isIndexed in [true, false] {
      var forged = try longFrames(indexed: isIndexed)
      // With the table a group of 256; else the largest subtree that the next header has: 512.
      let events: ClosedRange<UInt64> = isIndexed ? 257...512 : 1...512
      let place = try #require(bytes(events, file, forged))
      #expect(forged.spoil(#","n":299}"#, at: 5) == file)
      let found = try doubts(forged.files)
      #expect(found.verify?.events == events && found.verify?.bytes == place)
      #expect(found.verify == found.salvage)
      #expect(
        found.verify?.description == "in doubt: events \(events.lowerBound) to 512, bytes "
          + "\(place.lowerBound) to \(place.upperBound - 1) of \(file)")
    }
  }

  @Test func `of a frame whose line alone was changed no event is in doubt`() throws {
    var forged = try longFrames()
    let file = try #require(forged.names.first)
    let line = try #require(forged.frames(file).first?.line)
    forged.files[file]?[line + 60] ^= 1
    let found = try doubts(forged.files)
    #expect(found.verify?.events == nil && found.verify?.bytes == line..<line + 88)
    #expect(found.verify == found.salvage)
    #expect(found.verify?.description.hasPrefix("in doubt: no event, but a frame's line") == true)
  }

  @Test func `a line that is no event, in a frame whose checksum is right, is named alone`() throws
  {
    var forged = try longFrames()
    let file = try #require(forged.names.first)
    let place = try #require(bytes(300...300, file, forged))
    _ = forged.rewrite(#"{"seq":300,"at":"#, #"{"seq":300,"aT":"#)
    let found = try doubts(forged.files)
    #expect(found.verify?.events == 300...300 && found.verify?.bytes == place)
    #expect(found.verify == found.salvage)
  }

  @Test func `whichever bit is changed, it is in the place that is named`() throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: FakeHost().options(fileLimit: 1_500))
    for number in 0..<4 {
      _ = try writer.append(Events.batch(4 * number + 1...4 * number + 4))
      if number != 1 { try writer.checkpoint() }
    }
    try writer.close()
    let forged = ForgedFiles(disk.files)
    var named = 0
    for file in forged.names {
      let start = forged.header(file).line.count
      let bytes = forged.files[file] ?? []
      for place in stride(from: start, to: bytes.count, by: Effort.of(7, thorough: 1)) {
        var changed = forged
        changed.files[file]?[place] ^= 1 << UInt8(place % 8)
        let found = try doubts(changed.files)
        #expect(found.verify == found.salvage, "\(file) \(place)")
        guard let doubt = found.verify else { continue }
        named += 1
        #expect(doubt.file == file && doubt.bytes.contains(place), "\(file) \(place): \(doubt)")
      }
    }
    #expect(named > 50)
  }
}
