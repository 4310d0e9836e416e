import Digest
import EventLog
import LogSupport
import MerkleTree
import Testing

/// Row 30 of the table of faults, and the checkpoints that trail a log.
@Suite struct DerivedTests {
  let host = FakeHost()

  private func log(_ count: Int, fileLimit: Int = 900) throws -> FakeDisk {
    let disk = FakeDisk()
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: host.options(fileLimit: fileLimit))
    for number in 1...count { _ = try writer.append(Events.personal(number...number)) }
    try writer.close()
    return disk
  }

  @Test func `row 30: a writer's state that is damaged, foreign, newer or older changes no answer`()
    throws
  {
    let disk = try log(8)
    let admission = try #require(disk.files["door"])
    var files = disk.files
    let longer = try log(12).files["door"]
    let older = try log(3).files["door"]
    var flipped: [[UInt8]] = [[], Array(admission.prefix(admission.count / 2))]
    for index in stride(from: 0, to: admission.count, by: 11) {
      var copy = admission
      copy[index] ^= 1
      flipped.append(copy)
    }
    for bytes in flipped + [longer ?? [], older ?? [], admission] {
      files["door"] = bytes
      let copy = FakeDisk(files)
      let writer = try LogWriter.open(copy.mount(), options: host.options(fileLimit: 900))
      let again = try writer.append(Events.personal(1...9)).map(\.line)
      #expect(again.prefix(8).allSatisfy { $0.contains(#""duplicate":true"#) })
      #expect(again[8].contains(#""duplicate":false"#))
      let lines = try LogReader(copy.mount()).lines()
      // c-0 has +471 since its third event; the ninth has it again.
      let third = lines.first { $0.hasSuffix(#""n":3}"#) }?.split(separator: "\"")
      let ninth = lines.last?.split(separator: "\"")
      #expect(third?.first { $0.hasPrefix("~") } == ninth?.first { $0.hasPrefix("~") })
    }
  }

  @Test func `row 30: a snapshot is given back for its own log only`() throws {
    let disk = try log(8)
    let reader = try LogReader(disk.mount())
    let root = try #require(try reader.root(at: 5))
    let store = SnapshotStore(disk.mount())
    let of = try Checkpoint(origin: "o", size: 5, root: root)
    try store.save([1, 2, 3], of: of, log: reader.id)
    #expect(try store.load(for: reader)?.content == [1, 2, 3])
    let bytes = try #require(disk.files["snapshot"])
    for index in bytes.indices {
      var files = disk.files
      files["snapshot"]?[index] ^= 4
      #expect(try SnapshotStore(FakeDisk(files).mount()).load(for: reader) == nil)
    }
    try store.save([1], of: Checkpoint(origin: "o", size: 6, root: root), log: reader.id)
    #expect(try store.load(for: reader) == nil)
    try store.save([1], of: Checkpoint(origin: "o", size: 99, root: root), log: reader.id)
    #expect(try store.load(for: reader) == nil)
  }

  @Test
  func `row 30: the state of a log of the same id and size, and other events, is not believed`()
    throws
  {
    // Hosts whose randomness counts alike give logs of one id.
    func log(_ numbers: ClosedRange<Int>, fileLimit: Int) throws -> FakeDisk {
      let disk = FakeDisk()
      let options = FakeHost().options(fileLimit: fileLimit)
      let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
      for number in numbers { _ = try writer.append(Events.batch(number...number)) }
      try writer.close()
      return disk
    }
    for fileLimit in [900, 1 << 20] {
      let (ours, other) = (
        try log(11...18, fileLimit: fileLimit), try log(21...28, fileLimit: fileLimit)
      )
      #expect(try LogReader(ours.mount()).id == LogReader(other.mount()).id)
      var files = ours.files
      files["door"] = other.files["door"]
      let writer = try LogWriter.open(FakeDisk(files).mount(), options: FakeHost().options())
      let again = try writer.append(Events.batch(11...18)).map(\.line)
      #expect(again.allSatisfy { $0.contains(#""duplicate":true"#) }, "\(fileLimit)")
    }
  }

  @Test func `row 5: a log with another root than its newest checkpoint is refused`() throws {
    let disk = try log(8)
    let reader = try LogReader(disk.mount())
    let size = try LogReader(disk.mount()).lines().count
    for place in 1...size {
      let root = try #require(try reader.root(at: UInt64(place)))
      let other = try #require(try reader.root(at: UInt64(place == 1 ? 2 : place - 1)))
      for (root, isRefused) in [(root, false), (other, true)] {
        var files = disk.files
        let note = try Checkpoint(origin: "o/\(reader.id)", size: UInt64(place), root: root).note
        files["checkpoints"] = Array(note.utf8)
        let opened = Result { () throws(LogError) in
          try LogWriter.open(FakeDisk(files).mount(), options: host.options(fileLimit: 900))
        }
        switch opened {
        case .success: #expect(!isRefused, "at \(place)")
        case .failure(let error):
          #expect(isRefused && error.problem == .contradictsCheckpoint(size: UInt64(place)))
        }
      }
    }
  }

  @Test func `a checkpoint is due after 1,000 events or a minute, at most one a second`() throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.batch(1...1))
    #expect(!writer.checkpointIsDue)
    host.time += 60_000
    #expect(writer.checkpointIsDue)
    let made = try #require(try writer.checkpointIfDue())
    #expect(made.size == 3 && made.root == writer.root)
    #expect(made.note == "o/\(writer.id)\n3\n\(writer.root.base64)\n\n")
    _ = try writer.append(Events.batch(2...1001))
    #expect(!writer.checkpointIsDue)
    host.time += 1000
    #expect(try writer.checkpointIfDue()?.size == writer.size)
    #expect(disk.files["checkpoints"]?.count { $0 == 10 } == 8)
  }

  @Test func `rows 2 and 5: a checkpoint that was given out survives a power cut`() throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    for number in 1...3 {
      _ = try writer.append(Events.batch(number...number))
      let made = try #require(try writer.checkpoint())
      for files in disk.afterPowerCut() {
        let text = String(decoding: files["checkpoints"] ?? [], as: UTF8.self)
        #expect(text.hasSuffix(made.note), "\(made.size)")
      }
    }
  }

  @Test func `row 4: what does not read back as it was written is no checkpoint`() throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.batch(1...3))
    let name = "00000000000000000001.ndjson"
    disk.rot(name, at: 300)
    #expect(throws: LogError.self) { try writer.checkpoint() }
    #expect(disk.files["checkpoints"] == [])
    let error = #expect(throws: LogError.self) { _ = try writer.append(Events.batch(4...4)) }
    #expect(error?.problem == .poisoned)
  }

  @Test func `row 5: a log that is shorter than its newest checkpoint, or another, is refused`()
    throws
  {
    let disk = try log(8)
    var files = disk.files
    let last = try #require(files.keys.filter { $0.hasSuffix(".ndjson") }.max())
    files[last] = nil
    for name in ["door", last.replacing("ndjson", with: "people")] { files[name] = nil }
    let shorter = #expect(throws: LogError.self) {
      _ = try LogWriter.open(FakeDisk(files).mount(), options: host.options())
    }
    guard case .shorterThanCheckpoint = shorter?.problem else {
      Issue.record("\(String(describing: shorter))")
      return
    }
    files = disk.files
    files["checkpoints"] = nil
    let writer = try LogWriter.open(FakeDisk(files).mount(), options: host.options())
    #expect(writer.report.checkpointsAreMissing)
  }

  @Test func `verify tells the four verdicts apart`() throws {
    let disk = try log(8)
    let reader = try LogReader(disk.mount())
    let root = try #require(try reader.root(at: 4))
    let origin = "o/\(reader.id)"
    let anchor = try Checkpoint(origin: origin, size: 4, root: root)
    let verifier = LogVerifier(disk.mount())
    #expect(try verifier.verify().verdict == .consistentInItself)
    #expect(try verifier.verify().checkpoints == 1)
    #expect(try verifier.verify(against: anchor).verdict == .anchored(anchor))
    var wrong = try Checkpoint(origin: origin, size: 5, root: root)
    #expect(try verifier.verify(against: wrong).verdict == .contradicts(wrong))
    wrong = try Checkpoint(origin: origin, size: 500, root: root)
    #expect(try verifier.verify(against: wrong).verdict == .contradicts(wrong))
    var files = disk.files
    files["00000000000000000001.ndjson"]?[250] ^= 1
    let damaged = try LogVerifier(FakeDisk(files).mount()).verify()
    guard case .damaged(let error) = damaged.verdict else {
      Issue.record("\(damaged)")
      return
    }
    #expect(error.file == "00000000000000000001.ndjson" && error.sequence == 1)
  }

  @Test
  func `row 4: salvage copies what stands before the damage, and keeps what is good behind it`()
    throws
  {
    let disk = try log(8)
    let lines = try LogReader(disk.mount()).lines()
    let names = disk.files.keys.filter { $0.hasSuffix(".ndjson") }.sorted()
    for name in names {
      guard let bytes = disk.files[name] else { continue }
      for index in stride(from: 0, to: bytes.count, by: 29) {
        var files = disk.files
        files[name]?[index] ^= 1
        let target = FakeDisk()
        let report = try Salvage(from: FakeDisk(files).mount(), to: target.mount()).run()
        #expect(report.damage != nil, "\(name) \(index)")
        guard target.files.keys.contains("00000000000000000001.ndjson") else {
          #expect(name == names[0] && report.size == 0)
          continue
        }
        let found = try LogReader(target.mount()).lines()
        #expect(found == Array(lines.prefix(found.count)), "\(name) \(index)")
        #expect(report.size == UInt64(found.count))
        let verdict = try LogVerifier(target.mount()).verify().verdict
        #expect(verdict == .consistentInItself, "\(name) \(index)")
        // The first frame has three: the edition, a tick and an event.
        #expect(found.count + report.behind >= lines.count - 3, "\(name) \(index)")
      }
    }
  }

  @Test func `row 30: one call's events are found, whatever has become of the index`() throws {
    let disk = try log(40, fileLimit: 1500)
    let lines = try LogReader(disk.mount()).lines()
    let writer = try LogWriter.open(disk.mount(), options: host.options())
    #expect(try writer.indexSealedFiles() > 5)
    #expect(try writer.indexSealedFiles() == 0)
    try writer.close()
    let name = try #require(disk.files.keys.filter { $0.hasSuffix(".index") }.min())
    let whole = try #require(disk.files[name])
    var forms: [[UInt8]?] = [whole, nil, [], Array(whole.dropLast())]
    for index in stride(from: 0, to: whole.count, by: Effort.of(401, thorough: 37)) {
      var copy = whole
      copy[index] ^= 0x10
      forms.append(copy)
    }
    for form in forms {
      var files = disk.files
      files[name] = form
      var index = try CallIndex(LogReader(FakeDisk(files).mount()))
      for call in ["c-0", "c-1", "c-2", "c-9"] {
        var found: [String] = []
        try index.forEach(of: call) { (_, bytes, line) throws(LogError) in
          found.append(String(decoding: bytes[line], as: UTF8.self))
        }
        #expect(found == lines.filter { $0.contains(#""call":"\#(call)""#) })
      }
    }
  }
}
