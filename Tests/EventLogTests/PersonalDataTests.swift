import EventLog
import LogSupport
import Testing

@Suite struct PersonalDataTests {
  let disk = FakeDisk()
  let host = FakeHost()

  private func event(_ type: String, _ members: String, call: String = "c") -> [UInt8] {
    Array(
      #"{"at":"2026-11-22T10:15:04.123Z","type":"\#(type)","call":"\#(call)",\#(members)}"#.utf8)
      + [10]
  }

  private func references() throws -> [Substring] {
    try LogReader(disk.mount()).lines().flatMap { line in
      line.split(separator: "\"").filter { $0.hasPrefix("~") && $0.count == 23 }
    }
  }

  @Test func `a person's data stand beside the log and not in it`() throws {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    let lines =
      event("call.started", #""direction":"inbound","caller":"+4711""#)
      + event("number.joined", #""number" : "+4722""#)
      + event("call.transferred", #""agent":"a","toNumber":"+4733""#)
      + event("call.variable", #""name":"customer","value":"Ann""#)
      + event("call.variable", #""name":"Set_Restricted","value":"true""#)
      + event("info.x", #""number":4744,"caller":null"#)
    #expect(try writer.append(lines).allSatisfy(\.isStored))
    let log = String(
      decoding: disk.files["00000000000000000001.ndjson"] ?? [], as: UTF8.self)
    for datum in ["+4711", "+4722", "+4733", "Ann", "4744"] { #expect(!log.contains(datum)) }
    #expect(log.contains(#""value":"true""#) && log.contains(#""caller":null"#))
    #expect(try references().count == 5)
    var lens = PersonalDataView(try LogReader(disk.mount()))
    var shown: [String] = []
    _ = try LogReader(disk.mount()).forEach { (sequence, bytes, line) throws(LogError) in
      shown.append(String(decoding: try lens.restored(sequence, bytes, line), as: UTF8.self))
      return true
    }
    #expect(
      shown[3]
        == #"{"seq":4,"at":"2026-11-22T10:15:04.123Z","type":"number.joined","call":"c","number" : "+4722"}"#
    )
    #expect(shown[7].contains(#""number":4744,"#))
  }

  @Test func `the same value in the same call has one reference, also after reopening`() throws {
    var writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: host.options(fileLimit: 700))
    _ = try writer.append(event("number.joined", #""number":"+47""#))
    _ = try writer.append(event("number.joined", #""number":"\u002b47""#))
    _ = try writer.append(event("number.joined", #""number":"+47""#, call: "d"))
    for number in 1...6 { _ = try writer.append(Events.batch(number...number)) }
    disk.killHolder()
    writer = try LogWriter.open(disk.mount(), options: host.options(fileLimit: 700))
    _ = try writer.append(event("number.left", #""number":"+47""#))
    let found = try references()
    #expect(found.count == 4)
    #expect(found[0] == found[1] && found[0] == found[3] && found[0] != found[2])
    // Each file's values stand in its own file of personal data.
    var lens = PersonalDataView(try LogReader(disk.mount()))
    var last = ""
    _ = try LogReader(disk.mount()).forEach { (sequence, bytes, line) throws(LogError) in
      last = String(decoding: try lens.restored(sequence, bytes, line), as: UTF8.self)
      return true
    }
    #expect(last.hasSuffix(#""number":"+47"}"#))
  }

  @Test func `an erased value is gone from every file, and the log and its tree stay`() throws {
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: host.options(fileLimit: 700))
    for _ in 1...4 { _ = try writer.append(event("number.joined", #""number":"+4799""#)) }
    let before = try LogReader(disk.mount()).lines()
    #expect(try writer.erase(.value("+4799"), user: "ann", reason: "asked") == 1)
    #expect(Array(try LogReader(disk.mount()).lines().prefix(before.count)) == before)
    for (name, bytes) in disk.files {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("+4799"), "\(name)")
    }
    var lens = PersonalDataView(try LogReader(disk.mount()))
    var erased = 0
    _ = try LogReader(disk.mount()).forEach { (sequence, bytes, line) throws(LogError) in
      let text = String(decoding: try lens.restored(sequence, bytes, line), as: UTF8.self)
      erased += text.contains(#""number":"erased""#) ? 1 : 0
      return true
    }
    #expect(erased == 4)
    let verification = try LogVerifier(disk.mount()).verify()
    #expect(verification.verdict == .consistentInItself)
    #expect(try writer.erase(.call("c"), user: "ann", reason: "again") == 0)
  }

  @Test func `row 2: an erasure that power cut short is finished by the next opening`() throws {
    var call = 0
    while true {
      let disk = FakeDisk()
      let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
      _ = try writer.append(event("number.joined", #""number":"+4799""#))
      let start = disk.faults.calls.count
      disk.faults.hit = start + call
      disk.faults.kind = .powerCut
      disk.faults.forEver = true
      _ = try? writer.erase(.call("c"), user: "ann", reason: "asked")
      guard disk.faults.wasHit else { break }
      for files in disk.afterPowerCut() {
        let after = FakeDisk(files)
        _ = try LogWriter.open(after.mount(), options: host.options())
        let says = try LogReader(after.mount()).lines().contains { $0.contains("log.erased") }
        let isThere = after.files.values.contains {
          String(decoding: $0, as: UTF8.self).contains("+4799")
        }
        #expect(says != isThere, "call \(call)")
      }
      call += 1
    }
    #expect(call > 5)
  }

  @Test func `a value stands on the disk before the event that refers to it`() throws {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    let start = disk.faults.calls.count
    _ = try writer.append(event("number.joined", #""number":"+47""#))
    let calls = disk.faults.calls[start...].filter { !$0.hasPrefix("fstat") }
    #expect(
      Array(calls) == [
        "openat 00000000000000000001.people", "pwrite 00000000000000000001.people",
        "fdatasync 00000000000000000001.people", "fsync disk",
        "pwrite 00000000000000000001.ndjson", "fdatasync 00000000000000000001.ndjson",
      ])
  }
}
