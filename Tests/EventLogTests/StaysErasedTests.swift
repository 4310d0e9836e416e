import LogSupport
import Platform
import Testing

@testable import EventLog

/// What the log says was erased stays erased, whatever lies in the files beside it.
@Suite struct StaysErasedTests {
  private let host = FakeHost()
  private var options: LogOptions { host.options(fileLimit: 1000) }

  /// A log of several files whose values of call c-1 were erased, and its personal data before.
  private func made() throws -> (disk: FakeDisk, old: [String: [UInt8]]) {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    for start in [1, 4, 7, 10] { _ = try writer.append(Events.personal(start...start + 2)) }
    let old = disk.files.filter { $0.key.hasSuffix(".people") }
    #expect(old.count > 2)
    #expect(try writer.erase(.call("c-1"), user: "u", reason: "r") > 0)
    try writer.close()
    return (disk, old)
  }

  private func shown(_ disk: FakeDisk) throws(LogError) -> [String] {
    let reader = try LogReader(disk.mount())
    var lens = PersonalDataView(reader)
    var lines: [String] = []
    _ = try reader.forEach { (sequence, bytes, line) throws(LogError) in
      let line = try lens.restored(sequence, bytes, line)
      lines.append(String(decoding: line, as: UTF8.self))
      return true
    }
    return lines
  }

  /// The lines of the calls that were erased, among those with a person in them.
  private func erased(_ lines: [String]) -> [String] {
    lines.filter { $0.contains(#""call":"c-1""#) }
  }

  @Test(arguments: [true, false])
  func `a value that comes back is shown to nobody, reported, and taken out by the next opening`(
    hasDerived: Bool
  ) throws {
    let (disk, old) = try made()
    for (name, bytes) in old {
      var files = disk.files
      files[name] = bytes
      if !hasDerived { (files["door"], files["erased"]) = (nil, nil) }
      let again = FakeDisk(files)
      #expect(erased(try shown(again)).allSatisfy { $0.contains(#""number":"erased""#) }, "\(name)")
      let found = try LogVerifier(again.mount()).verify()
      guard case .damaged(let error) = found.verdict, case .returnedValues = error.problem else {
        Issue.record("\(name): \(found.verdict)")
        continue
      }
      #expect(error.file == name && found.personalData == [error])
      #expect(try PersonalDataManifest(try LogReader(again.mount())).returned > 0)
      let writer = try LogWriter.open(again.mount(), options: options)
      #expect(writer.report.erasedPersonalData > 0)
      #expect(again.files[name] == disk.files[name], "\(name)")
      // Another spelling of what was erased counts as the same.
      let other = String(decoding: Events.personal(1...1), as: UTF8.self)
        .replacing("+471", with: "+99")
      let receipt = try writer.append(Array(other.utf8))[0]
      #expect(receipt.isStored, "\(receipt)")
      try writer.close()
      #expect(try LogVerifier(again.mount()).verify().verdict == .consistentInItself)
      #expect(try LogWriter.open(again.mount(), options: options).report == RecoveryReport())
    }
  }

  @Test func `a value that comes back beside a writer at work is not compared with`() throws {
    let (disk, old) = try made()
    let writer = try LogWriter.open(disk.mount(), options: options)
    for (name, bytes) in old { disk.put(bytes, as: name) }
    for number in stride(from: 1, to: 12, by: 3) {
      let other = String(decoding: Events.personal(number...number), as: UTF8.self)
        .replacing("\"+47\(number % 2)\"", with: "\"+99\"")
      #expect(other.contains("+99"))
      let receipt = try writer.append(Array(other.utf8))[0]
      #expect(receipt.isStored, "\(receipt)")
    }
    // They are not erased a second time, and gone from the files after an erasure of others.
    #expect(try writer.erase(.call("c-1"), user: "u", reason: "r") == 0)
    #expect(try writer.erase(.call("c-2"), user: "u", reason: "r") > 0)
    let left = disk.files.filter { $0.key.hasSuffix(".people") }.values
      .map { String(decoding: $0, as: UTF8.self) }.joined()
    #expect(!left.contains(#""call":"c-1""#) && left.contains(#""call":"c-0""#))
  }

  @Test func `files that are as they were are not read at opening, and those that changed are`()
    throws
  {
    let (disk, old) = try made()
    let first = "00000000000000000001.people"
    func reads() throws -> Set<String> {
      let start = disk.faults.calls.count
      let writer = try LogWriter.open(disk.mount(), options: options)
      let calls = disk.faults.calls[start...].filter { $0.hasPrefix("pread") }
      try writer.close()
      return Set(calls.map { String($0.dropFirst(6)) })
    }
    _ = try reads()
    let before = try reads()
    #expect(!before.contains(first))
    disk.put(old[first], as: first)
    #expect(try reads().contains(first))
    #expect(try !reads().contains(first))
  }

  @Test func `the table of what was erased is never believed for other events`() throws {
    let (disk, _) = try made()
    let table = try #require(disk.files["erased"])
    let whole = erased(try shown(disk))
    #expect(whole.allSatisfy { $0.contains("erased") } && !whole.isEmpty)
    for (index, byte) in table.enumerated() where index % 7 == 0 {
      var files = disk.files
      files["erased"]?[index] = byte ^ 4
      #expect(erased(try shown(FakeDisk(files))) == whole, "byte \(index)")
    }
    // One of an earlier time: what came later is read.
    let writer = try LogWriter.open(disk.mount(), options: options)
    for start in [21, 24, 27] { _ = try writer.append(Events.personal(start...start + 2)) }
    #expect(try writer.erase(.call("c-0"), user: "u", reason: "r") > 0)
    for start in [31, 34, 37] { _ = try writer.append(Events.personal(start...start + 2)) }
    try writer.close()
    #expect(disk.files["erased"] != table)
    let lines = try shown(disk)
    var files = disk.files
    files["erased"] = table
    #expect(try shown(FakeDisk(files)) == lines)
    files["erased"] = nil
    #expect(try shown(FakeDisk(files)) == lines)
  }

  @Test func `a reader beside an erasure never calls missing what was erased`() throws {
    let (disk, _) = try made()
    let reader = try LogReader(disk.mount())
    var lens = PersonalDataView(reader)
    var lines: [String] = []
    _ = try reader.forEach { (sequence, bytes, line) throws(LogError) in
      if sequence == 4 {
        let writer = try LogWriter.open(disk.mount(), options: options)
        for call in ["c-0", "c-2"] { _ = try writer.erase(.call(call), user: "u", reason: "r") }
        try writer.close()
      }
      lines.append(
        String(decoding: try lens.restored(sequence, bytes, line), as: UTF8.self))
      return true
    }
    #expect(lines.count(where: { $0.contains(#""number":"erased""#) }) > 6)
    #expect(!lines.contains { $0.contains("missing") })
  }

  @Test func `an erasure that no checkpoint covers may be under way, and is no damage`() throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    _ = try writer.append(Events.personal(1...3))
    let old = disk.files
    _ = try writer.erase(.call("c-1"), user: "u", reason: "r")
    disk.killHolder()
    var files = disk.files
    let name = "00000000000000000001.people"
    files[name] = old[name]
    let found = try LogVerifier(FakeDisk(files).mount()).verify()
    #expect(found.verdict == .consistentInItself && found.unfinishedErasures == 1)
    #expect(erased(try shown(FakeDisk(files))).allSatisfy { $0.contains("erased") })
  }
}
