import EventLog
import Foundation
import Testing

@testable import callfold

/// A log that a group may read.
@Suite struct GroupTests {
  private let files = FileManager.default
  /// A group that this process may give a file to; as root one that it is not a member of.
  private let group = geteuid() == 0 ? gid_t(54_321) : getegid()

  private func attributes(_ path: String) throws -> (mode: Int, group: Int) {
    let found = try files.attributesOfItem(atPath: path)
    return (found[.posixPermissions] as? Int ?? 0, found[.groupOwnerAccountID] as? Int ?? -1)
  }

  /// Checks who may read what in a log; gives the names that the group may read.
  private func checkModes(_ path: String) throws -> [String] {
    #expect(try attributes(path) == (0o2750, Int(group)))
    var readable: [String] = []
    for name in try files.contentsOfDirectory(atPath: path).sorted() {
      let (mode, owner) = try attributes(path + "/" + name)
      let isForReaders =
        name.hasSuffix(".ndjson") || name.hasSuffix(".index") || name.hasSuffix(".tree")
        || name == "checkpoints" || name == "anchor" || name == "erased"
      #expect(mode == (isForReaders ? 0o640 : 0o600), "\(name): \(String(mode, radix: 8))")
      if isForReaders {
        #expect(owner == Int(group), "\(name)")
        readable.append(name)
      }
    }
    return readable
  }

  @Test func `the group of a log may read it, whatever is added, and no personal data`() throws {
    let folder = try Folder()
    let path = folder.file("log")
    let lines = text([setting] + events(of: "c1", source: "core"))
    let made = try Program.run(
      ["append", path, "--create", "a/b", "--group", "\(group)", "--anchor", "cat"], input: lines)
    #expect(made.status == 0, "\(made.errors)")
    #expect(try checkModes(path) == [firstFile, "anchor", "checkpoints"])
    // A stop that was not clean: recovery makes a file.
    let file = try #require(FileHandle(forWritingAtPath: path + "/" + firstFile))
    try file.seekToEnd()
    try file.write(contentsOf: [10])
    try file.close()
    let again = try Program.run(["append", path], input: text(events(of: "c2", source: "other")))
    #expect(again.status == 0 && again.errors.contains("did not stop cleanly"), "\(again.errors)")
    #expect(try checkModes(path).count { $0.hasSuffix(".ndjson") } == 2)
    #expect(try Program.run(["erase", path, "c1", "--user", "u", "--reason", "r"]).status == 0)
    #expect(try checkModes(path).count { $0.hasSuffix(".ndjson") } == 2)
    #expect(try files.contentsOfDirectory(atPath: path).contains { $0.hasSuffix(".people") })
    // Making the log twice is making it once, for the same group only.
    let words = ["append", path, "--create", "a/b", "--group"]
    #expect(try Program.run(words + ["\(group)"]).status == 0)
    let other = try Program.run(words + ["54322"])
    #expect(other.status == 2 && other.errors.contains("without this group"), "\(other.errors)")
  }

  @Test func `rotation, and what is derived from finished files, keep the group`() throws {
    let folder = try Folder()
    let path = folder.file("log")
    var options = LogOptions()
    options.fileLimit = 2_000
    let writer = try LogWriter.create(path: path, origin: "a/b", readers: group, options: options)
    for call in 1...20 {
      _ = try writer.append(Array(text(events(of: "c\(call)", source: "s\(call)")).utf8))
    }
    try writer.close()
    #expect(try Program.run(["append", path]).status == 0)
    let readable = try checkModes(path)
    #expect(readable.count { $0.hasSuffix(".ndjson") } > 5)
    for suffix in [".index", ".tree"] { #expect(readable.contains { $0.hasSuffix(suffix) }) }
  }

  @Test(.enabled(if: geteuid() == 0, "only root can be somebody else"))
  func `a member of the group reads the log, and nobody else does`() throws {
    let folder = try Folder()
    let path = folder.file("log")
    // Where others may run it.
    let program = folder.file("callfold")
    try files.copyItem(atPath: Program.binary.path(), toPath: program)
    for place in [folder.path, program] {
      try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place)
    }
    let lines = text([setting] + events(of: "c1", source: "core"))
    let words = ["append", path, "--create", "a/b", "--group", "\(group)"]
    #expect(try Program.run(words, input: lines).status == 0)
    func read(_ command: String, asGroup number: gid_t) throws -> Program.Result {
      try Program.run(
        ["--reuid=65534", "--regid=\(number)", "--clear-groups", program, command, path],
        program: "/usr/bin/setpriv")
    }
    guard files.isExecutableFile(atPath: "/usr/bin/setpriv") else { return }
    let stored = try Program.run(["cat", path]).output
    let seen = try read("cat", asGroup: group)
    #expect(seen.status == 0 && seen.output == stored, "\(seen)")
    #expect(try read("cat", asGroup: 65_534).status == 3)
  }

  @Test func `without '--group' a log is its owner's alone, also in a folder that others may read`()
    throws
  {
    let folder = try Folder()
    for mode in [0o755, 0o750, 0] {
      let path = folder.file("log-\(mode)")
      if mode > 0 {
        try files.createDirectory(
          atPath: path, withIntermediateDirectories: false,
          attributes: [.posixPermissions: mode])
      }
      let lines = text([setting] + events(of: "c1", source: "core"))
      #expect(try Program.run(["append", path, "--create", "a/b"], input: lines).status == 0)
      #expect(try attributes(path).mode == (mode > 0 ? mode : 0o700))
      for name in try files.contentsOfDirectory(atPath: path) {
        #expect(try attributes(path + "/" + name).mode == 0o600, "\(name)")
      }
    }
  }

  @Test func `a group that is not there, or a folder of something else, changes nothing`() throws {
    let folder = try Folder()
    let path = folder.file("log")
    let none = try Program.run(["append", path, "--create", "a/b", "--group", "no-such-group"])
    #expect(none.status == 2 && none.errors.contains("there is no group no-such-group"))
    #expect(!files.fileExists(atPath: path))
    _ = try folder.write("mine", "text")
    let before = try attributes(folder.path)
    let full = try Program.run(
      ["append", folder.path, "--create", "a/b", "--group", "\(group)"])
    #expect(full.status == 2 && full.errors.contains("not empty"), "\(full.errors)")
    #expect(try attributes(folder.path) == before)
    #expect(throws: UsageError.self) { try AppendOptions(["LOG", "--group", "g"]) }
  }
}
