import LogSupport
import Platform
import Testing

@testable import EventLog

/// Erasing, where it is long, repeated, or cut short: what the log says was erased is gone from
/// every file by the next opening at the latest, and what it does not say is there.
@Suite struct ErasureTests {
  private let host = FakeHost()

  private func options(_ fileLimit: Int = 1 << 20) -> LogOptions {
    host.options(fileLimit: fileLimit)
  }

  /// One value in so many calls.
  private func calls(_ numbers: ClosedRange<Int>, value: String = "+4799") -> [UInt8] {
    Array(
      numbers.map {
        #"{"at":"2026-11-22T10:15:04.123Z","call":"c-\#($0)","type":"number.joined","#
          + #""number":"\#(value)"}"# + "\n"
      }.joined().utf8)
  }

  private func erasedEvents(_ disk: FakeDisk) throws -> [String] {
    try LogReader(disk.mount()).lines().filter { $0.contains(#""type":"log.erased""#) }
  }

  private func references(_ events: [String]) -> [Substring] {
    events.flatMap { event -> [Substring] in
      event.split(separator: "\"").first { $0.hasPrefix("~") }?.split(separator: " ") ?? []
    }
  }

  private func isThere(_ disk: FakeDisk) -> Bool {
    disk.files.values.contains { String(decoding: $0, as: UTF8.self).contains("+4799") }
  }

  @Test func `more references than a line can name are erased by several events, each once`() throws
  {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options(20_000))
    for start in stride(from: 1, to: 401, by: 40) {
      _ = try writer.append(calls(start...start + 39))
    }
    #expect(try writer.erase(.value("+4799"), user: "u", reason: "r") == 400)
    let events = try erasedEvents(disk)
    #expect(events.count == 3)
    let named = references(events)
    #expect(named.count == 400 && Set(named).count == 400)
    #expect(!isThere(disk))
    // A second time there is nothing to be done, and nothing is said.
    #expect(try writer.erase(.value("+4799"), user: "u", reason: "r") == 0)
    #expect(try erasedEvents(disk) == events)
    // What comes later is there again, under a reference of its own.
    #expect(try writer.append(calls(1...1))[0].isStored && isThere(disk))
    #expect(try writer.erase(.value("+4799"), user: "u", reason: "r") == 1)
    #expect(!isThere(disk))
    try writer.close()
    let again = try LogWriter.open(disk.mount(), options: options())
    #expect(again.report == RecoveryReport())
    #expect(try LogVerifier(disk.mount()).verify().verdict == .consistentInItself)
  }

  @Test func `an erasure reads each file once, and again only those that have the values`() throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options(700))
    for number in 1...8 {
      _ = try writer.append(calls(number...number, value: number == 3 ? "+4799" : "+4711"))
    }
    let names = disk.files.keys.filter { $0.hasSuffix(".people") }.sorted()
    try #require(names.count == 4)
    disk.faults = Faults()
    #expect(try writer.erase(.value("+4799"), user: "u", reason: "r") == 1)
    #expect(!isThere(disk))
    let opened = names.map { name in disk.faults.calls.count { $0 == "openat \(name)" } }
    // The newest is perhaps opened to be written to as well.
    #expect(opened.dropLast() == [1, 2, 1])
  }

  @Test(arguments: [1, 2, 100])
  func `row 2: an erasure over several files is whole or not begun, wherever power is lost`(
    atOnce: Int
  ) throws {
    var call = 0
    var images = 0
    while true {
      let disk = FakeDisk()
      let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options(700))
      for number in 1...4 { _ = try writer.append(calls(number...number)) }
      disk.faults.hit = disk.faults.calls.count + call
      disk.faults.kind = .powerCut
      disk.faults.forEver = true
      _ = try? writer.erase(.value("+4799"), user: "u", reason: "r", atOnce: atOnce)
      guard disk.faults.wasHit else { break }
      for files in disk.afterPowerCut(limit: 2) {
        let after = FakeDisk(files)
        let place = "call \(call), \(disk.faults.calls.last ?? ""), \(images)"
        do throws(LogError) {
          _ = try LogWriter.open(after.mount(), options: options(700))
        } catch {
          Issue.record("\(place): \(error)")
          continue
        }
        let gone = references(try erasedEvents(after))
        let reader = try LogReader(after.mount())
        let stored = try reader.lines().filter { $0.contains("number.joined") }
        for line in stored {
          let reference = line.split(separator: "\"").first { $0.hasPrefix("~") } ?? ""
          let stands = after.files.values.contains {
            let text = String(decoding: $0, as: UTF8.self)
            return text.contains(#"{"reference":"\#(reference)""#)
          }
          #expect(stands != gone.contains(reference), "\(place)")
        }
        images += 1
      }
      call += 1
    }
    #expect(call > 10 && images > 50, "\(call) calls, \(images) images")
  }

  @Test func `row 8: where space runs out in an erasure, no value is erased by halves`() throws {
    var call = 0
    while true {
      defer { call += 1 }
      let disk = FakeDisk()
      let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options(700))
      for number in 1...4 { _ = try writer.append(calls(number...number)) }
      let start = disk.faults.calls.count
      disk.faults.hit = start + call
      disk.faults.kind = .error(SystemError.Number.noSpace)
      let result = Result { () throws(LogError) in
        try writer.erase(.value("+4799"), user: "u", reason: "r", atOnce: 2)
      }
      guard disk.faults.wasHit else { break }
      disk.faults.hit = nil
      let place = "call \(call), \(disk.faults.calls[start + call])"
      _ = try? writer.close()
      disk.killHolder()
      let again = try LogWriter.open(disk.mount(), options: options(700))
      let gone = references(try erasedEvents(disk)).count
      let left = disk.files.values.reduce(0) {
        $0 + String(decoding: $1, as: UTF8.self).ranges(of: "+4799").count
      }
      #expect(gone + left == 4, "\(place): \(gone) said to be gone, \(left) there")
      if case .success = result { #expect(left == 0, "\(place)") }
      // And the same once more does the rest.
      #expect(try again.erase(.value("+4799"), user: "u", reason: "r") == left, "\(place)")
      #expect(!isThere(disk), "\(place)")
    }
    #expect(call > 10)
  }

  @Test func `words that no event can hold are refused, and nothing is erased`() throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options())
    _ = try writer.append(calls(1...171))
    let before = disk.files
    for (user, reason) in [
      (String(repeating: "u", count: 4_097), "r"), ("u", String(repeating: "r", count: 4_097)),
      // The first of two events would be too long, the second not.
      (String(repeating: "\u{1}", count: 2_060), "r"),
    ] {
      let error = #expect(throws: LogError.self) {
        try writer.erase(.value("+4799"), user: user, reason: reason)
      }
      #expect(error?.problem == .wordsTooLong)
      #expect(disk.files == before)
    }
    let long = String(repeating: "r", count: 4_096)
    #expect(try writer.erase(.value("+4799"), user: "u\u{1}\"\\", reason: long) == 171)
    #expect(try erasedEvents(disk).count == 2)
  }

  @Test func `row 28: salvage copies no value whose erasure was cut short`() throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options())
    _ = try writer.append(calls(1...2))
    // The event is on the disk, and rewriting the values fails.
    let start = disk.faults.calls.count
    _ = try? LogWriter.create(in: FakeDisk().mount(), origin: "o", options: options())
    disk.faults.kind = .error(SystemError.Number.inputOutput)
    disk.faults.hit = try #require(try renameOfErasure()) + start
    #expect(throws: LogError.self) {
      _ = try writer.erase(.value("+4799"), user: "u", reason: "r")
    }
    #expect(try erasedEvents(disk).count == 1 && isThere(disk))
    let target = FakeDisk()
    disk.faults.hit = nil
    _ = try Salvage(from: disk.mount(), to: target.mount()).run()
    #expect(!isThere(target))
    let opened = try LogWriter.open(target.mount(), options: options())
    #expect(opened.report == RecoveryReport())
    // Where it stands, it is taken out by the next opening.
    disk.killHolder()
    let again = try LogWriter.open(disk.mount(), options: options())
    #expect(again.report.erasedPersonalData == 2 && !isThere(disk))
  }

  /// Which of an erasure's calls gives the new values their name.
  private func renameOfErasure() throws -> Int? {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options())
    _ = try writer.append(calls(1...2))
    let start = disk.faults.calls.count
    _ = try writer.erase(.value("+4799"), user: "u", reason: "r")
    return disk.faults.calls[start...].firstIndex { $0.hasPrefix("renameat") }.map { $0 - start }
  }
}
