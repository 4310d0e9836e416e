import Digest
import EventLog
import Foundation
import LogQueries
import MerkleTree
import Platform
import Proofs
import Testing

/// Row 30 of the table of faults for what makes proofs quick: tables beside the log change no answer.
@Suite struct LogTreeTests {
  /// A log of many files, most of which end inside a group of 256 leaves.
  private final class LongLog {
    let folder: Folder
    let path: String
    /// The stored lines in order.
    let lines: [[UInt8]]
    /// The root at every size from 0.
    let roots: [SHA256.Digest]

    init(fileLimit: Int, events count: Int = 1_500) throws {
      folder = try Folder()
      path = folder.file("log")
      var options = LogOptions()
      options.fileLimit = fileLimit
      let writer = try LogWriter.create(path: path, origin: "o", options: options)
      var number = 0
      while number < count {
        let batch = (number..<min(count, number + 37)).map(LongLog.event)
        for receipt in try writer.append(Array(text(batch).utf8)) { #expect(receipt.isStored) }
        number += batch.count
      }
      try writer.close()
      var lines: [[UInt8]] = []
      _ = try LogReader(path: path).forEach { (_, bytes, line) throws(LogError) in
        lines.append(Array(bytes[line]))
        return true
      }
      self.lines = lines
      var edge = RightEdge()
      roots =
        [edge.root]
        + lines.map {
          edge.append(TreeHash.leaf($0))
          return edge.root
        }
    }

    /// Calls of one event and of many, and here and there a change of settings, also with escapes.
    private static func event(_ number: Int) -> String {
      let at = #""at":"2026-01-05T09:00:00Z""#
      switch number % 50 {
      case 3:
        return
          "{\(at),\"type\":\"user.grouped\",\"user\":\"a\(number % 7)\",\"group\":\"g\",\"by\":\"x\"}"
      case 4:
        return "{\(at),\"type\":\"setting\\u002echanged\",\"scope\":\"group\",\"subject\":\"g\","
          + "\"property\":\"recordingForced\",\"value\":true,\"by\":\"boss\"}"
      case 5:
        return "{\(at),\"type\":\"setting.changed\",\"scope\":\"user\",\"subject\":\"boss\","
          + "\"property\":\"recordingAdministration\",\"value\":true}"
      case 6:
        return "{\(at),\"type\":\"setting.changed\",\"scope\":\"user\",\"subject\":\"nobody\","
          + "\"property\":\"recordingForced\",\"value\":true}"
      case _:
        return
          "{\(at),\"type\":\"agent.joined\",\"call\":\"c\(number % 11)\",\"agent\":\"a\(number % 7)\"}"
      }
    }

    func index() throws -> Int {
      let writer = try LogWriter.open(path: path)
      let made = try writer.indexSealedFiles()
      try writer.close()
      return made
    }

    func tables() throws -> [URL] {
      try FileManager.default.contentsOfDirectory(
        at: URL(filePath: path), includingPropertiesForKeys: nil
      ).filter { $0.pathExtension == "tree" }.sorted { $0.path() < $1.path() }
    }

    /// The proofs that are made of it.
    func proofs() throws -> [[UInt8]] {
      let reader = try LogReader(path: path)
      let size = UInt64(lines.count)
      let old = try Checkpoint(origin: reader.checkpointOrigin, size: 300, root: roots[300])
      let maker = try ProofMaker(reader, at: nil)
      var index = try CallIndex(reader)
      return try [
        maker.call("c3", &index).bytes, maker.events([1, 256, 257, 700, size]).bytes,
        maker.growth(since: old).bytes, ProofMaker(reader, at: old).events([2, 300]).bytes,
      ]
    }
  }

  @Test(arguments: [3_000, 9_000, 60_000, 1 << 26])
  func `every root, subtree and line is that of the log, with tables and without`(
    fileLimit: Int
  ) throws {
    let log = try LongLog(fileLimit: fileLimit)
    for hasTables in [false, true] {
      if hasTables { #expect(try (log.index() == 0) == (fileLimit == 1 << 26)) }
      let reader = try LogReader(path: log.path)
      for isTrusting in [false, true] {
        let tree = try LogTree(reader, isTrusting: isTrusting)
        #expect(tree.size == UInt64(log.lines.count))
        for size in 0..<log.roots.count where size % 3 == 0 || size > 1_490 {
          #expect(try tree.root(at: UInt64(size)) == log.roots[size], "\(size)")
        }
        #expect(try tree.root(at: tree.size + 1) == nil)
        for place in log.lines.indices where place % 5 == 0 || place > 1_490 {
          #expect(try tree.line(UInt64(place) + 1) == log.lines[place])
        }
        #expect(try tree.line(0) == nil && tree.line(tree.size + 1) == nil)
        for level in 0..<11 {
          let all = (0..<tree.size >> UInt64(level)).map { Subtree(level: level, index: $0) }
          var collector = SubtreeCollector(for: all)
          for line in log.lines { collector.append(TreeHash.leaf(line)) }
          let found = try tree.hashes(of: all)
          for subtree in all { #expect(try found[subtree] == collector.hash(of: subtree)) }
        }
        #expect(throws: LogError.self) {
          try tree.hashes(of: [Subtree(level: 0, index: tree.size)])
        }
      }
    }
  }

  @Test func `proofs are the same whatever has become of the tables`() throws {
    let log = try LongLog(fileLimit: 20_000)
    let expected = try log.proofs()
    #expect(try log.index() > 5)
    #expect(try log.proofs() == expected)
    let tables = try log.tables()
    let whole = try tables.map { try Data(contentsOf: $0) }
    let events = try EventProof(parsing: expected[0]).events.map(\.sequence)
    #expect(events.contains(6) && events.contains(7) && !events.contains(9), "\(events)")
    // Damaged, cut off, of another file, of another log, gone.
    let other = try LongLog(fileLimit: 20_000, events: 1_501)
    _ = try other.index()
    let foreign = try other.tables().map { try Data(contentsOf: $0) }
    for place in stride(from: 0, to: whole[1].count, by: 101) {
      var bytes = whole[1]
      bytes[place] ^= 1
      try bytes.write(to: tables[1])
      #expect(try log.proofs() == expected, "byte \(place)")
    }
    for bytes in [Data(), whole[1].prefix(100), whole[0], whole[2], foreign[1]] {
      for table in tables { try bytes.write(to: table) }
      #expect(try log.proofs() == expected)
    }
    for table in tables { try FileManager.default.removeItem(at: table) }
    #expect(try log.proofs() == expected)
    #expect(try log.index() == tables.count)
    #expect(try log.tables().map { try Data(contentsOf: $0) } == whole)
  }

  @Test func `a table that is false, and right in itself, costs time and no answer`() throws {
    let log = try LongLog(fileLimit: 20_000)
    let expected = try log.proofs()
    _ = try log.index()
    let id = try Hex.decode(LogReader(path: log.path).id.description)
    for table in try log.tables() {
      let whole = Array(try Data(contentsOf: table))
      let start = try #require(whole.firstIndex(of: 10)) + 1
      // A place of a group, a hash of a group, with the checksum put right.
      for place in [start + 16 + 7, start + 16 + 20] {
        var bytes = whole
        bytes[place] ^= 4
        var checksum = CRC32C(prefix: id)
        checksum.update(Array(bytes.dropLast(10)))
        let digits = String(checksum.value, radix: 16)
        bytes.replaceSubrange(
          bytes.count - 9..<bytes.count - 1,
          with: Array((String(repeating: "0", count: 8 - digits.count) + digits).utf8))
        try Data(bytes).write(to: table)
        #expect(try log.proofs() == expected, "\(table.lastPathComponent), byte \(place)")
      }
      try Data(whole).write(to: table)
    }
  }

  @Test func `damage that a proof would need is named, with tables and without`() throws {
    let log = try LongLog(fileLimit: 20_000)
    for hasTables in [false, true] {
      if hasTables { _ = try log.index() }
      let file = URL(filePath: log.path).appending(path: firstFile)
      let whole = try Data(contentsOf: file)
      var bytes = whole
      bytes[whole.count / 2] ^= 1
      try bytes.write(to: file)
      let error = #expect(throws: (any Error).self) { try log.proofs() }
      guard case .log(let found) = error as? ProofMaker.Failure else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(found.isDamage && found.file == firstFile)
      try whole.write(to: file)
    }
  }

  @Test func `append makes tables and indexes when there is time`() throws {
    let log = try LongLog(fileLimit: 20_000)
    #expect(try log.tables().isEmpty)
    let appended = try Program.run(["append", log.path])
    #expect(appended.status == 0, "\(appended.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: log.path)
    let files = names.count { $0.hasSuffix(".ndjson") }
    #expect(try log.tables().count == files - 1)
    #expect(names.count { $0.hasSuffix(".index") } == files - 1)
    #expect(try !Program.run(["verify", log.path]).output.contains("unknown files"))
    let proved = try Program.run(["prove", log.path, "c3"])
    #expect(Array(proved.output.utf8) == (try log.proofs()[0]))
  }
}
