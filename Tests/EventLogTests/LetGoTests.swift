import LogSupport
import Testing

@testable import EventLog

/// Values of calls in progress that memory has let go of are read again from the log's personal data.
@Suite struct LetGoTests {
  let disk = FakeDisk()
  let host = FakeHost()

  private func options(fileLimit: Int = 1 << 20) -> LogOptions {
    var options = host.options(fileLimit: fileLimit)
    options.openCallLimit = 3
    return options
  }

  private func joined(_ calls: ClosedRange<Int>, _ number: String = "+47") -> [UInt8] {
    Array(
      calls.map {
        #"{"at":"2026-11-22T10:15:04.123Z","type":"number.joined","call":"c\#($0)","number":"\#(number)"}"#
          + "\n"
      }.joined().utf8)
  }

  /// The references that stand in the log, in order.
  private func references() throws -> [Substring] {
    try LogReader(disk.mount()).lines().flatMap { line in
      line.split(separator: "\"").filter { $0.hasPrefix("~") && $0.count == 23 }
    }
  }

  @Test(arguments: [400, 1 << 20])
  func `a value keeps its reference however many calls begin meanwhile`(fileLimit: Int) throws {
    var writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: options(fileLimit: fileLimit))
    // In one batch, in later ones, and in a writer that was opened again.
    #expect(try writer.append(joined(1...9) + joined(1...9)).allSatisfy(\.isStored))
    for call in 1...9 { _ = try writer.append(joined(call...call)) }
    try writer.close()
    writer = try LogWriter.open(disk.mount(), options: options(fileLimit: fileLimit))
    _ = try writer.append(joined(1...9))
    disk.killHolder()
    writer = try LogWriter.open(disk.mount(), options: options(fileLimit: fileLimit))
    _ = try writer.append(joined(1...9))
    let found = try references()
    #expect(found.count == 45)
    #expect(Set(found).count == 9)
    #expect(found.indices.allSatisfy { found[$0] == found[$0 % 9] })
  }

  @Test func `threads that share a writer find the values of batches that are on their way`() throws
  {
    // This thread alone uses it.
    nonisolated(unsafe) let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: options())
    let log = unsafe SharedLog(writer)
    for _ in 1...4 { #expect(try log.append(joined(1...9)).allSatisfy(\.isStored)) }
    let found = try references()
    #expect(found.count == 36 && Set(found).count == 9)
  }

  @Test func `an erased value gets another reference, also where it was let go of`() throws {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options())
    _ = try writer.append(joined(1...9))
    #expect(try writer.erase(.call("c1"), user: "u", reason: "r") == 1)
    _ = try writer.append(joined(1...1) + joined(1...1))
    let found = try references()
    // The second one stands in `log.erased`, alone between its quotes.
    #expect(found.count == 12 && found[9] == found[0])
    #expect(found[10] != found[0] && found[10] == found[11])
  }

  @Test func `a batch that found no space leaves what was let go of as it was`() throws {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options())
    _ = try writer.append(joined(1...9))
    disk.capacity = disk.files.values.reduce(0) { $0 + $1.count }
    let refused = try writer.append(joined(1...9, "+48") + joined(1...9))
    #expect(refused.allSatisfy { !$0.isStored })
    disk.capacity = .max
    _ = try writer.append(joined(1...9) + joined(1...9, "+48"))
    let found = try references()
    #expect(found.count == 27 && Set(found).count == 18)
    #expect(found[..<9] == found[9..<18])
  }

  @Test func `ending a call forgets what was let go of`() throws {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options())
    _ = try writer.append(joined(1...9))
    _ = try writer.append(
      Array(#"{"at":"2026-11-22T10:15:04.123Z","type":"call.ended","call":"c1"}"#.utf8))
    _ = try writer.append(joined(1...9))
    let found = try references()
    #expect(found.count == 18 && Set(found).count == 10)
    #expect(found[0] != found[9] && found[1...8] == found[10...17])
  }
}
