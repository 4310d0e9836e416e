import Foundation
import Platform
import Testing

/// Files that a command writes for a person.
@Suite struct OutputFileTests {
  private let files = FileManager.default

  private func write(_ text: String, to path: String) -> OutputFile.Failure? {
    do throws(OutputFile.Failure) {
      try OutputFile.write(Array(text.utf8), to: path)
      return nil
    } catch {
      return error
    }
  }

  private func mode(_ path: String) throws -> Int? {
    try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  private func names(_ folder: Folder) throws -> [String] {
    try files.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `a new file is made, an old one replaced, and nobody else's is touched`() throws {
    let folder = try Folder()
    let mine = try folder.write("out.new", "mine")
    _ = try folder.write("old.new", "mine too")
    let old = try folder.write("old", "before")
    try files.setAttributes([.posixPermissions: 0o640], ofItemAtPath: old)
    #expect(write("first", to: folder.url.appending(path: "out").path()) == nil)
    #expect(write("second", to: old) == nil)
    #expect(try folder.read("out") == "first" && folder.read("old") == "second")
    #expect(try mode(old) == 0o640)
    #expect(try names(folder) == ["old", "old.new", "out", "out.new"])
    #expect(try folder.read("out.new") == "mine" && folder.read("old.new") == "mine too")
    #expect(files.fileExists(atPath: mine))
  }

  @Test func `a link stays, and the file that it leads to is replaced where that stands`() throws {
    let folder = try Folder()
    let real = try folder.write("far/real", "before")
    try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: real)
    let link = folder.url.appending(path: "link").path()
    try files.createSymbolicLink(atPath: link, withDestinationPath: "far/real")
    #expect(write("after", to: link) == nil)
    #expect(try files.destinationOfSymbolicLink(atPath: link) == "far/real")
    #expect(try folder.read("far/real") == "after" && mode(real) == 0o600)
    #expect(try files.contentsOfDirectory(atPath: folder.path + "/far") == ["real"])
  }

  @Test func `what is no file is not replaced by one`() throws {
    let folder = try Folder()
    let place = { (name: String) in folder.url.appending(path: name).path() }
    #expect(unsafe mkfifo(place("pipe"), 0o600) == 0)
    try files.createDirectory(atPath: place("folder"), withIntermediateDirectories: false)
    try files.createSymbolicLink(atPath: place("dead"), withDestinationPath: "nowhere")
    try files.createSymbolicLink(atPath: place("to-pipe"), withDestinationPath: "pipe")
    #expect(unsafe mknod(place("socket"), S_IFSOCK | 0o600, 0) == 0)
    let before = try names(folder)
    #expect(write("x", to: place("pipe")) == .notAFile(.pipe))
    #expect(write("x", to: place("to-pipe")) == .notAFile(.pipe))
    #expect(write("x", to: place("folder")) == .notAFile(.folder))
    #expect(write("x", to: place("new/")) == .notAFile(.folder))
    #expect(write("x", to: place("dead")) == .notAFile(.deadLink))
    #expect(write("x", to: place("socket")) == .notAFile(.socket))
    // Root alone may make a device: this one takes everything, as /dev/null does.
    if unsafe mknod(place("device"), S_IFCHR | 0o600, 0x103) == 0 {
      #expect(write("x", to: place("device")) == .notAFile(.device))
      #expect(
        try files.attributesOfItem(atPath: place("device"))[.type] as? FileAttributeType
          == .typeCharacterSpecial)
      _ = unsafe unlink(place("device"))
    }
    #expect(try names(folder) == before)
    guard case .system(let error) = write("x", to: place("no/such/file")) else {
      Issue.record("a folder that is not there was made")
      return
    }
    #expect(error.isNotFound)
  }

  @Test(.disabled(if: geteuid() == 0, "root may write everything"))
  func `a file that may not be written is not replaced either`() throws {
    let folder = try Folder()
    let file = try folder.write("kept", "before")
    try files.setAttributes([.posixPermissions: 0o444], ofItemAtPath: file)
    guard case .system(let error) = write("x", to: file) else {
      Issue.record("a protected file was replaced")
      return
    }
    #expect(error.isNotPermitted)
    #expect(try folder.read("kept") == "before" && names(folder) == ["kept"])
  }

  @Test func `update says 'written' of no scenario that it could not write`() throws {
    let folder = try Folder()
    let story = "# A call\n00:00 call.started inbound\n00:09 call.ended\n"
    let file = try folder.write("a.scenario", story)
    _ = try folder.write("sub/b.scenario", story)
    // No file of the program's may have a byte, so that writing fails as on a full disk.
    let shell =
      "trap '' XFSZ; (ulimit -f 0; exec \"$0\" replay --update \"$1\") 2>&1 | cat; "
      + "echo ${PIPESTATUS[0]}"
    for (path, text) in [(file, "different"), (folder.path, "2 scenarios: 2 different.")] {
      let run = try Program.run(
        ["-c", shell, Program.binary.path(), path], program: "/bin/bash")
      #expect(run.lines.last == "3", "\(run.output)")
      #expect(run.output.contains("a.scenario was not written: File too large"), "\(run.output)")
      #expect(!run.output.contains("updated  ") && run.output.contains(text), "\(run.output)")
    }
    #expect(try folder.read("a.scenario") == story)
    #expect(try names(folder) == ["a.scenario", "sub"])
    #expect(
      try Program.run(["replay", "--update", folder.path]).output
        .contains("2 scenarios: 2 updated."))
  }
}
