import Bytes
import LogSupport
import Platform
import Testing

@testable import EventLog

/// Damage to personal data is damage for every reader, salvage leads out of it, and what is lost is
/// missing until somebody has put its loss on record.
@Suite struct PersonalDataDamageTests {
  private let host = FakeHost()
  private let name = "00000000000000000001.people"

  private var options: LogOptions { host.options(fileLimit: 1000) }

  /// A log of several files, each with personal data.
  private func made() throws -> FakeDisk {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    for start in [1, 4, 7, 10] { _ = try writer.append(Events.personal(start...start + 2)) }
    try writer.close()
    return disk
  }

  /// What each reader says of a log: the error, if any.
  private func readers(_ files: [String: [UInt8]]) -> [String: LogError?] {
    func error(_ body: () throws(LogError) -> Void) -> LogError? {
      do throws(LogError) { try body() } catch { return error }
      return nil
    }
    let disk = FakeDisk(files)
    return [
      "cat --people": error { () throws(LogError) in _ = try shown(disk) },
      "status": error { () throws(LogError) in
        _ = try PersonalDataManifest(try LogReader(disk.mount()))
      },
      "erase": error { () throws(LogError) in
        let writer = try LogWriter.open(FakeDisk(files).mount(), options: options)
        _ = try writer.erase(.call("none"), user: "u", reason: "r")
      },
      "verify": error { () throws(LogError) in
        if case .damaged(let error) = try LogVerifier(disk.mount()).verify().verdict { throw error }
      },
    ]
  }

  private func shown(_ disk: FakeDisk) throws(LogError) -> [String] {
    let reader = try LogReader(disk.mount())
    var lens = PersonalDataView(reader)
    var lines: [String] = []
    _ = try reader.forEach { (sequence, bytes, line) throws(LogError) in
      lines.append(String(decoding: try lens.restored(sequence, bytes, line), as: UTF8.self))
      return true
    }
    return lines
  }

  @Test func `a flipped bit in the first, a middle or the last line is the same damage to all`()
    throws
  {
    let disk = try made()
    let names = disk.files.keys.filter { $0.hasSuffix(".people") }.sorted()
    #expect(names.count > 2)
    for name in names {
      let size = try #require(disk.files[name]?.count)
      for offset in [3, size / 2, size - 30] {
        var files = disk.files
        files[name]?[offset] ^= 1
        for (reader, error) in readers(files) {
          let place = "\(name) byte \(offset): \(reader)"
          #expect(error?.problem == .damage(.personalData), "\(place)")
          #expect(error?.file == name && error?.offset ?? .max <= offset, "\(place)")
          #expect(error?.remedy.contains("callfold salvage") == true, "\(place)")
        }
      }
    }
  }

  @Test func `a line with a right checksum and another call than its event is damage`() throws {
    let disk = try made()
    let log = try LogReader(disk.mount()).id
    let bytes = try #require(disk.files[name])
    let end = try #require(bytes.firstIndex(of: Byte.lineFeed))
    let line = try #require(PersonalDataLine(bytes, 0..<end, log: log))
    let other = Array(#""c-9""4""#.utf8)
    var changed: [UInt8] = []
    PersonalDataLine.append(
      to: &changed, line.reference, call: 0..<5, value: 5..<8, in: other, log: log)
    var files = disk.files
    files[name] = changed + bytes[(end + 1)...]
    #expect(readers(files)["verify"]??.problem == .damage(.personalCall))
    #expect(readers(files)["status"]??.problem == .damage(.personalCall))
  }

  @Test func `salvage leads to a log that opens and appends, where the value is missing`() throws {
    let disk = try made()
    for offset in [3, (disk.files[name]?.count ?? 0) - 30] {
      var files = disk.files
      files[name]?[offset] ^= 1
      let target = FakeDisk()
      let report = try Salvage(from: FakeDisk(files).mount(), to: target.mount()).run()
      #expect(report.damage?.problem == .damage(.personalData) && report.missingValues == 1)
      #expect(report.behind == 0 && report.missing.isEmpty)
      let lines = try shown(target)
      #expect(lines.count(where: { $0.contains(#""number":"missing""#) }) == 1)
      #expect(!lines.contains { $0.contains(#""number":"erased""#) })
      var writer = try LogWriter.open(target.mount(), options: options)
      #expect(try writer.append(Events.personal(20...21)).allSatisfy(\.isStored))
      // What is missing equals any value.
      let again = Array(
        String(decoding: Events.personal(1...12), as: UTF8.self).replacing("+47", with: "+99").utf8)
      #expect((1...2).contains(try writer.append(again).count(where: \.isStored)))
      let missing = try LogVerifier(target.mount()).verify()
      #expect(missing.verdict == .damaged(LogError(name, .missingValues(1))) && missing.root != nil)
      #expect(try PersonalDataManifest(try LogReader(target.mount())).missing == 1)
      // Its loss is put on record once, and then all is well.
      #expect(try writer.erase(.missing, user: "u", reason: "r") == 1)
      #expect(try writer.erase(.missing, user: "u", reason: "r") == 0)
      try writer.close()
      #expect(try LogVerifier(target.mount()).verify().verdict == .consistentInItself)
      #expect(try PersonalDataManifest(try LogReader(target.mount())).missing == 0)
      writer = try LogWriter.open(target.mount(), options: options)
      #expect(writer.report == RecoveryReport())
      #expect(try shown(target).contains { $0.contains(#""number":"erased""#) })
    }
  }

  @Test func `a lost file of personal data is missing values, counted and named, until recorded`()
    throws
  {
    let disk = try made()
    let whole = try shown(disk)
    for name in disk.files.keys.filter({ $0.hasSuffix(".people") }) {
      let lost = FakeDisk(disk.files)
      lost.put(nil, as: name)
      let count = try PersonalDataManifest(try LogReader(lost.mount())).missing
      #expect(count > 0)
      #expect(
        try LogVerifier(lost.mount()).verify().verdict
          == .damaged(LogError(name, .missingValues(count))))
      #expect(try shown(lost).contains { $0.contains(#""number":"missing""#) })
      let writer = try LogWriter.open(lost.mount(), options: options)
      #expect(try writer.erase(.missing, user: "u", reason: "r") == count)
      try writer.close()
      #expect(try LogVerifier(lost.mount()).verify().verdict == .consistentInItself)
      #expect(try !shown(lost).contains { $0.contains(#""number":"missing""#) })
    }
    #expect(!whole.contains { $0.contains("missing") })
  }

  @Test func `what an unfinished batch left at the end is no damage, whatever it is`() throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.personal(1...3))
    let before = disk.files
    _ = try writer.append(Events.personal(4...6))
    let more = try #require(disk.files[name]).dropFirst(before[name]?.count ?? 0)
    // A sector that was not written, and a whole line behind it; and a line cut short.
    let zeros = more.enumerated().map { $0.offset < 50 ? 0 : $0.element }
    for tail in [zeros, Array(more.dropLast(1)), Array(more.prefix(1)), [0, 0, 0]] {
      var files = before
      files[name]? += tail
      #expect(try LogVerifier(FakeDisk(files).mount()).verify().verdict == .consistentInItself)
      #expect(try shown(FakeDisk(files)).count == 5)
      let opened = FakeDisk(files)
      let report = try LogWriter.open(opened.mount(), options: host.options()).report
      #expect(report.droppedPeople > 0 && opened.files[name] == before[name])
    }
  }

  @Test func `a link or folder in the place of personal data is damage`() throws {
    let disk = try made()
    disk.odd = [name]
    let found = try LogVerifier(disk.mount()).verify()
    #expect(found.verdict == .damaged(LogError(name, .damage(.kind))))
  }

  @Test func `without the right to read personal data, references are shown, and it is said so`()
    throws
  {
    let disk = try made()
    let closed = ClosedPeople(disk.mount())
    let reader = try LogReader(closed)
    var lens = PersonalDataView(reader)
    var lines: [String] = []
    _ = try reader.forEach { (sequence, bytes, line) throws(LogError) in
      lines.append(String(decoding: try lens.restored(sequence, bytes, line), as: UTF8.self))
      return true
    }
    #expect(lines == (try LogReader(disk.mount()).lines()))
    let names = disk.files.keys.filter { $0.hasSuffix(".people") }.sorted()
    #expect(lens.unread == names)
    let found = try LogVerifier(closed).verify()
    #expect(found.verdict == .consistentInItself && found.unreadPeople == names)
    #expect(try PersonalDataManifest(reader).unread == names)
  }
}

/// A storage whose personal data only somebody else may read.
private final class ClosedPeople: Storage {
  private let storage: FakeMount

  init(_ storage: FakeMount) { self.storage = storage }

  var path: String { storage.path }
  func names() throws(SystemError) -> [String] { try storage.names() }
  func isRegular(_ name: String) throws(SystemError) -> Bool { try storage.isRegular(name) }
  func stamp(_ name: String) throws(SystemError) -> FileStamp { try storage.stamp(name) }
  func file(_ name: String, _ mode: OpenFolder.Mode) throws(SystemError) -> any StoredFile {
    if name.hasSuffix(".people") || name == "erased" {
      throw SystemError(call: "openat", path: name, number: SystemError.Number.notPermitted)
    }
    return try storage.file(name, mode)
  }
  func rename(_ name: String, to other: String) throws(SystemError) {
    try storage.rename(name, to: other)
  }
  func remove(_ name: String) throws(SystemError) { try storage.remove(name) }
  func sync() throws(SystemError) { try storage.sync() }
  func lock() throws(SystemError) { try storage.lock() }
  func unlock() { storage.unlock() }
  func freeSpace() throws(SystemError) -> UInt64 { try storage.freeSpace() }
}
