import EventLog
import Foundation
import LogSupport
import RandomLogs
import Testing

/// Rows 1, 10, 15 and 29 of the table of faults, with processes of their own. What kills a process
/// at each of its calls is `tools/kill-sweep`.
@Suite(.serialized) struct ProcessTests {
  let folder: TestFolder
  private var log: String { folder.path("log") }

  init() throws { folder = try TestFolder() }

  /// A process that holds the log's lock, and says so.
  private func holder() throws -> Process {
    let process = Driver.process(["hold", log])
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    let said = try output.fileHandleForReading.read(upToCount: 5)
    #expect(said == Data("held\n".utf8))
    return process
  }

  @Test func `row 10: of many processes one writes, and the others are told who`() throws {
    for round in 0..<Effort.of(3, thorough: 50) {
      let holder = try holder()
      let others = try (0..<Effort.of(8, thorough: 50)).map { _ in
        let process = Driver.process(["append", log])
        let errors = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardError = errors
        try process.run()
        return (process, errors)
      }
      for (process, errors) in others {
        process.waitUntilExit()
        let text = try errors.fileHandleForReading.readToEnd() ?? Data()
        #expect(process.terminationStatus == 3)
        #expect(
          String(decoding: text, as: UTF8.self)
            .contains("in use by process \(holder.processIdentifier)"))
      }
      // The lock is the folder's, so nobody frees it by taking the informative file away, or by
      // coming another way.
      try? FileManager.default.removeItem(atPath: log + "/lock")
      #expect(try Driver.run(["append", log]).status == 3)
      let other = folder.path("link-\(round)")
      try FileManager.default.createSymbolicLink(atPath: other, withDestinationPath: log)
      #expect(try Driver.run(["append", other]).status == 3)
      kill(holder.processIdentifier, SIGKILL)
      holder.waitUntilExit()
      #expect(try Driver.run(["append", log]).status == 0)
    }
  }

  @Test func `row 10: a log that is mounted at another place is the same log`() throws {
    let mounted = "mkdir -p m && unshare -Urm sh -c 'mount --bind log m && "
    let holder = try holder()
    let free = try shell(mounted + "true'; echo $?")
    guard free.lines.last == "0" else {
      print("SKIPPED: nothing can be mounted here")
      kill(holder.processIdentifier, SIGKILL)
      return
    }
    let held = try shell(mounted + "$D append m < /dev/null; echo $?' 2>&1")
    #expect(held.lines.last == "3")
    #expect(held.lines.first?.contains("in use by process \(holder.processIdentifier)") == true)
    kill(holder.processIdentifier, SIGKILL)
    holder.waitUntilExit()
    #expect(try shell(mounted + "$D append m < /dev/null; echo $?'").lines.last == "0")
  }

  @Test func `row 10: whoever begins at the same moment, one begins`() throws {
    for _ in 0..<Effort.of(3, thorough: 50) {
      let processes = try (0..<6).map { number in
        let process = Driver.process(["append", log])
        let file = folder.url.appending(path: "in-\(number)")
        let line =
          #"{"at":"2026-01-01T00:00:00Z","type":"info.x","source":"s\#(number)","n":1}"# + "\n"
        try Data(line.utf8).write(to: file)
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
      }
      for process in processes { process.waitUntilExit() }
      #expect(processes.contains { $0.terminationStatus == 0 })
      #expect(processes.allSatisfy { [0, 3].contains($0.terminationStatus) })
      let verdict = try LogVerifier(OpenedFolder.at(log)).verify().verdict
      #expect(verdict == .consistentInItself)
    }
  }

  /// Runs a shell's words, with the driver as `$D` and the events as `$E`, in this folder.
  private func shell(_ words: String) throws -> (status: Int32, lines: [String]) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", words]
    process.environment = [
      "D": Driver.binary.path(), "E": folder.path("events"),
      "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    ]
    process.currentDirectoryURL = folder.url
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    return (process.terminationStatus, lines)
  }

  /// The sequences and numbers of what was acknowledged, and of what the log has.
  private func compare(_ lines: [String], _ place: String) {
    let stored = lines.filter { $0.contains(#""leaf""#) }.compactMap {
      $0.split(separator: ",").first
    }
    let found = Set(
      lines.filter { $0.contains(#""at""#) }.compactMap { $0.split(separator: ",").first })
    #expect(stored.allSatisfy { found.contains($0) }, "\(place)")
    #expect(Set(stored).count == stored.count, "\(place)")
  }

  @Test func `rows 8 and 9: a limit on the size of files is a full disk, found in mid-write`()
    throws
  {
    try Data(Events.batch(1...60, padding: 300)).write(to: folder.url.appending(path: "events"))
    for blocks in stride(from: 1, through: 40, by: Effort.of(6, thorough: 1)) {
      let log = "log-\(blocks)"
      let words =
        "trap '' XFSZ; (ulimit -f \(blocks); $D append \(log) --batch 3 --reserve 4000 < $E | cat);"
        + "$D cat \(log); echo status; $D append \(log) --batch 3 < $E"
      let lines = try shell(words).lines
      compare(Array(lines.prefix { $0 != "status" }), "\(blocks) blocks")
      // Without the limit everything is taken, and what was taken before is known.
      let end = lines.suffix(60)
      #expect(end.allSatisfy { $0.contains(#""leaf""#) }, "\(blocks) blocks: \(end.first ?? "")")
      #expect(try LogReader(path: folder.path(log)).numbers().sorted() == Array(1...60))
    }
  }

  @Test func `row 8: a file system that is really full refuses, and loses nothing`() throws {
    let words = "mkdir -p t; unshare -Urm sh -c 'mount -t tmpfs -o size=4k none t'"
    guard try shell(words).status == 0 else {
      print("SKIPPED: no file system of one's own can be made here")
      return
    }
    try Data(Events.batch(1...60, padding: 300)).write(to: folder.url.appending(path: "events"))
    for size in stride(from: 16, through: 64, by: Effort.of(16, thorough: 4)) {
      let run = try shell(
        "unshare -Urm sh -c 'mount -t tmpfs -o size=\(size)k none t && "
          + "$D append t/log --batch 3 --reserve 4000 --no-close < $E; "
          + "$D cat t/log; echo status; $D append t/log --batch 3 --no-close < $E; $D cat t/log;"
          + "mount -o remount,size=1m t; $D append t/log < $E; $D cat t/log'")
      let parts = run.lines.split(separator: "status", maxSplits: 1).map(Array.init)
      try #require(parts.count == 2, "\(size) KiB: \(run.lines)")
      compare(parts[0], "\(size) KiB")
      #expect(
        size > 16 || parts[0].contains { $0.contains("diskFull") } || parts[0].isEmpty,
        "\(size) KiB")
      // Once there is space, it resumes by itself, and everything is there once.
      let last = parts[1].filter { $0.contains(#""at""#) && $0.contains(#""n":"#) }.suffix(60)
      let numbers = last.compactMap { $0.split(separator: #""n":"#).last?.dropLast() }
      #expect(Set(numbers).count == 60, "\(size) KiB: \(numbers.count)")
    }
  }

  @Test func `row 15a: a line without an end is refused, in constant memory`() throws {
    let small = try Driver.run(["append", log, "--memory"], input: Array("x\n".utf8))
    let megabyte = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    let times = Effort.of(10, thorough: 1_024)
    let huge = try Driver.run(["append", log, "--memory"], input: megabyte, times: times)
    #expect(huge.status == 1)
    #expect(huge.lines.count == 1 && huge.lines[0].contains(#""refused":"lineTooLong""#))
    let used = try #require(Int(huge.errors.trimmingCharacters(in: .newlines)))
    let before = try #require(Int(small.errors.trimmingCharacters(in: .newlines)))
    #expect(used < before + 2_048, "\(before) KiB for a short line, \(used) KiB for a long one")
    // What comes behind it is taken.
    let behind = try Driver.run(
      ["append", log], input: megabyte + Array("\n".utf8) + Events.batch(1...2))
    #expect(behind.lines.count == 3 && behind.lines[1].contains("leaf"))
  }

  @Test func `row 15e: calls that have ended take no memory`() throws {
    let calls = Effort.of(20_000, thorough: 400_000)
    Effort.announce("\(calls) calls")
    let run = try Driver.run(["calls", log, "\(calls)"])
    let memory = run.lines.compactMap { Int($0) }
    try #require(memory.count == 2, "\(run)")
    #expect(memory[1] < memory[0] + 3_072, "\(memory[0]) KiB after a tenth, \(memory[1]) KiB")
  }

  @Test func `row 29: fresh processes make the same log and read the same bytes`() throws {
    var random = RandomLog(seed: 29)
    let lines = Array(random.lines(600).map { $0 + "\n" }.joined().utf8)
    let places = [
      [:], ["LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"], ["LC_ALL": "C", "TZ": "UTC"],
    ]
    var expected: [String: [UInt8]]?
    var shown: [UInt8]?
    for number in 0..<Effort.of(4, thorough: 20) {
      let log = folder.path("log-\(number)")
      let words = [
        "append", log, "--clock", "253402300799000", "--batch", "50", "--file-limit", "20000",
      ]
      let environment = places[number % places.count]
      let run = try Driver.run(words, input: lines, environment: environment)
      #expect(run.status <= 1, "\(run.lines.last ?? "")")
      var files = try folder.files("log-\(number)")
      // These say which process wrote, and which files it saw: each has inodes of its own.
      files["lock"] = nil
      files["door"] = nil
      #expect(files.keys.filter { $0.hasSuffix(".ndjson") }.count > 2)
      #expect(expected == nil || expected == files, "process \(number)")
      expected = files
      let text = try Driver.run(["cat", log], environment: environment).output
      #expect(shown == nil || shown == text, "process \(number)")
      shown = text
    }
  }
}
