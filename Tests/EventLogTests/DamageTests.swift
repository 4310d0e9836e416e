import Digest
import LogSupport
import MerkleTree
import Platform
import Testing

@testable import EventLog

/// Rows 4 to 6 of the table of faults.
@Suite struct DamageTests {
  /// A log of three files that was closed, and its lines.
  private static func closedLog() throws -> (files: [String: [UInt8]], lines: [String]) {
    let disk = FakeDisk()
    let host = FakeHost()
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: host.options(fileLimit: 900))
    for number in 1...5 { _ = try writer.append(Events.batch(number...number)) }
    try writer.checkpoint()
    try writer.close()
    return (disk.files, try LogReader(disk.mount()).lines())
  }

  private static func open(_ files: [String: [UInt8]]) -> Result<[String], LogError> {
    let disk = FakeDisk(files)
    return Result { () throws(LogError) in
      _ = try LogWriter.open(disk.mount(), options: FakeHost().options())
      // Sealed files are judged when they are read.
      let verdict = try LogVerifier(disk.mount()).verify().verdict
      if case .damaged(let error) = verdict { throw error }
      return try LogReader(disk.mount()).lines()
    }
  }

  @Test func `row 4: every flipped bit of a log is refused`() throws {
    let (files, lines) = try DamageTests.closedLog()
    let names = files.keys.filter { $0.hasSuffix(".ndjson") || $0 == "checkpoints" }.sorted()
    #expect(names.count == 3)
    Effort.announce("one bit of each byte of a log")
    for name in names {
      guard let bytes = files[name] else { continue }
      for index in bytes.indices {
        for bit in Effort.isThorough ? Array(0..<8) : [index * 5 % 8] {
          var broken = files
          broken[name]?[index] ^= 1 << UInt8(bit)
          guard case .success(let found) = DamageTests.open(broken) else { continue }
          Issue.record(
            "\(name) byte \(index) bit \(bit): opened with \(found.count) of \(lines.count)")
          return
        }
      }
    }
  }

  @Test func `row 4: a refusal names file, byte and sequence, and changes nothing`() throws {
    let (files, _) = try DamageTests.closedLog()
    let name = "00000000000000000001.ndjson"
    var broken = files
    broken["door"] = nil
    // What a crash left half written is not touched either before everything has been read.
    broken["door.new"] = [1]
    broken["00000000000000000099.ndjson.new"] = []
    broken[name]?[300] ^= 1
    let disk = FakeDisk(broken)
    let error = #expect(throws: LogError.self) {
      _ = try LogWriter.open(disk.mount(), options: FakeHost().options())
    }
    #expect(error?.file == name)
    #expect(error?.problem == .damage(.body))
    #expect(error?.sequence == 1)
    #expect(error?.offset == 128)
    #expect(disk.files == broken)
  }

  @Test
  func `row 5: a log file of any other length is refused, but for the last one's last frame`()
    throws
  {
    let (files, lines) = try DamageTests.closedLog()
    let names = files.keys.filter { $0.hasSuffix(".ndjson") }.sorted()
    for name in names {
      guard let bytes = files[name] else { continue }
      let step = name == names.last ? 1 : Effort.of(7, thorough: 1)
      for length in stride(from: 0, to: bytes.count, by: step) {
        var broken = files
        broken[name] = Array(bytes.prefix(length))
        // The checkpoint covers everything, so nothing that was acknowledged can go unnoticed.
        if case .success = DamageTests.open(broken) { Issue.record("\(name) cut to \(length)") }
        broken["checkpoints"] = []
        guard name == names.last else {
          if case .success = DamageTests.open(broken) { Issue.record("\(name) cut to \(length)") }
          continue
        }
        if case .success(let found) = DamageTests.open(broken) {
          let kept = found.prefix { !$0.contains("log.recovered") }
          #expect(Array(kept) == Array(lines.prefix(kept.count)), "\(name) cut to \(length)")
        }
      }
    }
  }

  @Test func `row 5: opening alone refuses a sealed file of another length, though it reads none`()
    throws
  {
    let (files, _) = try DamageTests.closedLog()
    #expect(files["door"] != nil)
    let names = files.keys.filter { $0.hasSuffix(".ndjson") }.sorted()
    for name in names.dropLast() {
      let bytes = try #require(files[name])
      // Cut where a frame ends, too: what is left is a good file, only shorter.
      let text = String(decoding: bytes, as: UTF8.self)
      let frames = text.ranges(of: #"{"frame":"#).map { text[..<$0.lowerBound].utf8.count }
      for length in frames + [bytes.count - 1, bytes.count + 1, bytes.count + 512] {
        var broken = files
        broken[name] = Array((bytes + [UInt8](repeating: 10, count: 512)).prefix(length))
        let error = #expect(throws: LogError.self, "\(name) of \(length) bytes") {
          _ = try LogWriter.open(FakeDisk(broken).mount(), options: FakeHost().options())
        }
        #expect(error?.isDamage == true && error?.file == name, "\(name) of \(length) bytes")
      }
    }
  }

  @Test func `row 6: a header whose tree is not that of the events before it is refused`() throws {
    let (files, _) = try DamageTests.closedLog()
    let name = try #require(files.keys.filter { $0.hasSuffix(".ndjson") }.max())
    let bytes = try #require(files[name])
    let header = try FileHeader(bytes, file: name)
    var roots = header.edge.roots
    roots[0] = SHA256.hash([1])
    var forged = header
    forged.edge = try #require(RightEdge(size: header.edge.size, roots: roots))
    #expect(forged.line.count == header.line.count)
    var broken = files
    // Its checksum is right: whoever can write files can count.
    broken[name] = forged.line + bytes.dropFirst(header.line.count)
    broken["door"] = nil
    broken["checkpoints"] = []
    let error = #expect(throws: LogError.self) {
      _ = try LogWriter.open(FakeDisk(broken).mount(), options: FakeHost().options())
    }
    #expect(error?.problem == .damage(.edge) && error?.file == name)
  }

  @Test(arguments: [0, 10, 32, 123, 255])
  func `row 5: a tail of zeros or LF is cut off, any other garbage is refused`(byte: UInt8) throws {
    let (files, lines) = try DamageTests.closedLog()
    let names = files.keys.filter { $0.hasSuffix(".ndjson") }.sorted()
    for name in names {
      for count in [1, 2, 87, 88, 511, 512, 4096] {
        var broken = files
        broken[name]? += [UInt8](repeating: byte, count: count)
        switch DamageTests.open(broken) {
        case .success(let found):
          // One brace is how a frame begins.
          #expect(name == names.last && (byte <= 10 || (byte == 123 && count == 1)))
          #expect(Array(found.prefix(lines.count)) == lines)
        case .failure(let error):
          #expect(error.isDamage && (name != names.last || byte > 10), "\(error)")
        }
      }
    }
  }

  @Test func `row 5: a copy of earlier bytes behind the end is refused`() throws {
    let (files, _) = try DamageTests.closedLog()
    let name = try #require(files.keys.filter { $0.hasSuffix(".ndjson") }.max())
    let bytes = try #require(files[name])
    for start in stride(from: 0, to: bytes.count - 8, by: 7) {
      var broken = files
      broken[name] = bytes + bytes[start...]
      guard case .failure(let error) = DamageTests.open(broken) else {
        Issue.record("copied from \(start)")
        continue
      }
      #expect(error.isDamage)
    }
  }

  @Test func `row 6: missing, exchanged, renamed and foreign files are refused`() throws {
    let (files, _) = try DamageTests.closedLog()
    let names = files.keys.filter { $0.hasSuffix(".ndjson") }.sorted()
    var other = FakeHost().options(fileLimit: 900)
    other.random = { (count) throws(SystemError) in [UInt8](repeating: 7, count: count) }
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: other)
    for number in 1...5 { _ = try writer.append(Events.batch(number...number)) }
    try writer.close()
    var broken: [(String, [String: [UInt8]])] = []
    for name in names {
      var copy = files
      copy[name] = nil
      broken.append(("without \(name)", copy))
      copy[name] = disk.files[name]
      broken.append(("another log's \(name)", copy))
      copy[name] = []
      broken.append(("empty \(name)", copy))
      copy = files
      copy["00000000000000000099.ndjson"] = files[name]
      broken.append(("a copy of \(name)", copy))
      for second in names where second > name {
        copy = files
        copy[name] = files[second]
        copy[second] = files[name]
        broken.append(("\(name) and \(second) exchanged", copy))
      }
    }
    for bad in ["x.ndjson", "1.ndjson", "00000000000000000000.ndjson"] {
      var copy = files
      copy[bad] = []
      broken.append((bad, copy))
    }
    for (what, files) in broken {
      if case .success = DamageTests.open(files) { Issue.record("\(what) was opened") }
    }
  }

  @Test
  func `row 6: a link or folder in the place of a log file is refused, a unknownFile is reported`()
    throws
  {
    let (files, _) = try DamageTests.closedLog()
    let disk = FakeDisk(files)
    disk.odd = ["00000000000000000001.ndjson"]
    let error = #expect(throws: LogError.self) {
      _ = try LogWriter.open(disk.mount(), options: FakeHost().options())
    }
    #expect(error?.problem == .damage(.kind))
    disk.odd = []
    var more = files
    more["notes.txt"] = []
    let unknownFile = FakeDisk(more)
    let writer = try LogWriter.open(unknownFile.mount(), options: FakeHost().options())
    #expect(writer.report.unknownFiles == ["notes.txt"])
  }

  @Test func `row 14: a log of a newer format is left alone`() throws {
    let (files, _) = try DamageTests.closedLog()
    var newer = files
    let name = "00000000000000000001.ndjson"
    let text = String(decoding: files[name] ?? [], as: UTF8.self)
    newer[name] = Array(text.replacing(#""callfold":1"#, with: #""callfold":2"#).utf8)
    guard case .failure(let error) = DamageTests.open(newer) else {
      Issue.record("it was opened")
      return
    }
    #expect(error.problem == .unknownVersion(2))
  }
}
