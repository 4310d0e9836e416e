import Digest
import Foundation
import LogSupport
import Platform
import Testing

@testable import EventLog

/// What stands in a log's folder and is none of its files.
@Suite struct StrayTests {
  private static let derived = [
    "door", "erased", "snapshot", "anchor", "lock",
    "00000000000000000001.index",
    "00000000000000000001.tree", "door.new", "checkpoints.new", "00000000000000000001.ndjson.new",
    "00000000000000000099.ndjson.new", "00000000000000000001.index.new",
  ]

  /// Makes something that is no file.
  private enum Kind: CaseIterable {
    case folder, fullFolder, link, danglingLink

    func make(_ path: String) throws {
      let files = FileManager.default
      switch self {
      case .folder: try files.createDirectory(atPath: path, withIntermediateDirectories: false)
      case .fullFolder:
        try files.createDirectory(atPath: path + "/inner", withIntermediateDirectories: true)
      case .link: try files.createSymbolicLink(atPath: path, withDestinationPath: "/dev/null")
      case .danglingLink:
        try files.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
      }
    }
  }

  @Test func `of a long lock or anchor no more is read than one that we wrote can have`() throws {
    let disk = FakeDisk()
    let options = FakeHost().options()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    let long = [UInt8](repeating: 0x30, count: 3 << 20)
    disk.put(Array("4711\n".utf8) + long, as: "lock")
    let error = #expect(throws: LogError.self) {
      _ = try LogWriter.open(disk.mount(), options: options)
    }
    #expect(error?.problem == .held(by: 4711))
    #expect(try #require(disk.asked["lock"]) <= 64)
    // A record whose checksum is right, and which is too long all the same.
    let record = Derived(
      kind: "anchor", log: writer.id, size: 1, root: SHA256.hash([UInt8]()),
      content: Array("1\n".utf8) + long + Array("\n0\n0\n\n".utf8))
    disk.put(record.bytes, as: "anchor")
    #expect(try LogReader(disk.mount()).anchorRecord() == nil)
    #expect(try #require(disk.asked["anchor"]) <= 1 << 20 + 1)
    // What is kept is within the limit, whatever command failed.
    var kept = AnchorRecord()
    kept.fail(String(decoding: long, as: UTF8.self), at: 1, "why")
    try writer.keep(kept)
    #expect(try writer.anchorRecord()?.failing?.why == "why")
  }

  @Test func `what stands in the place of derived files blocks neither writer nor readers`() throws
  {
    for kind in Kind.allCases {
      let folder = try TestFolder()
      let path = folder.path("log")
      let options = FakeHost().options(fileLimit: 900)
      let writer = try LogWriter.create(path: path, origin: "o", options: options)
      for number in 1...4 { _ = try writer.append(Events.batch(number...number)) }
      try writer.checkpoint()
      try writer.indexSealedFiles()
      try writer.close()
      for name in Self.derived {
        let place = path + "/" + name
        if FileManager.default.fileExists(atPath: place) {
          try FileManager.default.removeItem(atPath: place)
        }
        try kind.make(place)
      }
      let before = try LogReader(path: path).lines()
      var found = 0
      var index = try CallIndex(LogReader(path: path))
      try index.forEach(of: "c-1") { _, _, _ in found += 1 }
      #expect(found == 2, "\(kind)")
      #expect(try LogReader(path: path).anchorRecord() == nil, "\(kind)")
      let verdict = try LogVerifier(OpenFolder(path: path)).verify().verdict
      #expect(verdict == .consistentInItself, "\(kind)")
      let again = try LogWriter.open(path: path, options: options)
      #expect(again.report.unknownFiles.count == Self.derived.count, "\(again.report.unknownFiles)")
      #expect(again.report.unknownFiles.allSatisfy { $0.hasSuffix(".stray-1") }, "\(kind)")
      for number in 5...8 { _ = try again.append(Events.batch(number...number)) }
      try again.indexSealedFiles()
      try again.close()
      let lines = try LogReader(path: path).lines()
      #expect(Array(lines.prefix(before.count)) == before && lines.count >= before.count + 4)
      #expect(FileManager.default.fileExists(atPath: path + "/door"), "\(kind)")
    }
  }

  @Test(arguments: [
    "._00000000000000000001.ndjson", ".#00000000000000000001.ndjson", "~x.ndjson", "#x.ndjson",
    ".00000000000000000001.ndjson.swp", "00000000000000000001.ndjson~", ".DS_Store", ".nfs00012",
    "00000000000000000001.ndjson.swp", "Thumbs.db", "00000000000000000001.NDJSON", ".ndjson",
  ])
  func `a name that no log file can have is passed over and named`(name: String) throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: FakeHost().options())
    _ = try writer.append(Events.batch(1...1))
    try writer.close()
    var files = disk.files
    files[name] = [0, 5, 22, 7]
    #expect(try LogReader(FakeDisk(files).mount()).unknownFiles == [name])
    let again = try LogWriter.open(FakeDisk(files).mount(), options: FakeHost().options())
    #expect(again.report.unknownFiles == [name])
    #expect(try LogVerifier(FakeDisk(files).mount()).verify().verdict == .consistentInItself)
  }

  @Test(arguments: [
    "x.ndjson", "1.ndjson", "00000000000000000001 (copy).ndjson", "00000000000000000000.ndjson",
    "00000000000000000099.ndjson", "Copy of 00000000000000000001.ndjson",
  ])
  func `one that could be a log file's is refused, and it is what is to be moved`(
    name: String
  ) throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: FakeHost().options())
    _ = try writer.append(Events.batch(1...1))
    try writer.close()
    var files = disk.files
    files[name] = files["00000000000000000001.ndjson"]
    let error = #expect(throws: LogError.self) { _ = try LogReader(FakeDisk(files).mount()) }
    let text = error?.description ?? ""
    #expect(error?.file == name && text.contains("to another folder"), "\(text)")
    #expect(!text.contains("salvage"), "\(text)")
  }
}
