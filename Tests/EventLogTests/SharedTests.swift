import EventLog
import Foundation
import LogSupport
import MerkleTree
import Platform
import Testing

/// Many threads append at once: each answer is true of the disk, whatever goes wrong with it.
@Suite struct SharedTests {
  private let host = FakeHost()

  private func options(fileLimit: Int = 1 << 20) -> LogOptions {
    var options = host.options(fileLimit: fileLimit, reserve: 700)
    let random = options.random
    let gate = Gate()
    options.random = { (count) throws(SystemError) in
      gate.lock()
      defer { gate.unlock() }
      return try random(count)
    }
    return options
  }

  private func shared(_ storage: GatedStorage, _ options: LogOptions) throws -> SharedLog {
    // What it holds of the test's is only called under the storage's gate.
    nonisolated(unsafe) let writer = try LogWriter.create(
      in: storage, origin: "o", options: options)
    return unsafe SharedLog(writer)
  }

  /// What threads were told, apart from the log.
  private final class Answers: @unchecked Sendable {
    // Safety: all is touched under the gate alone.
    private let gate = Gate()
    private var stored: [String: (sequence: UInt64, leaf: String)] = [:]
    private var refused: Set<String> = []
    private var unknown: Set<String> = []
    private var wrong: [String] = []
    private(set) var refusals = 0

    func note(_ key: String, _ receipt: Receipt?) {
      gate.lock()
      defer { gate.unlock() }
      switch receipt {
      case .stored(let sequence, let leaf, _)?:
        if let known = stored[key], known != (sequence, "\(leaf)") {
          wrong.append("\(key) has two answers")
        }
        stored[key] = (sequence, "\(leaf)")
        refused.remove(key)
      case .storedLongAgo?: wrong.append("\(key) was stored long ago")
      case .refused(_, let code, _)?:
        if code != "diskFull" { wrong.append("\(key) is refused as \(code)") }
        refused.insert(key)
        refusals += 1
      case nil: unknown.insert(key)
      }
    }

    func complain(_ text: String) {
      gate.lock()
      wrong.append(text)
      gate.unlock()
    }

    var counts: (stored: Int, refused: Int, unknown: Int) {
      (stored.count, refused.count, unknown.count)
    }

    /// What is not as a log's lines say, of which the first has sequence 1.
    func faults(_ lines: [String]) -> [String] {
      var faults = wrong
      var there: Set<String> = []
      for (place, line) in lines.enumerated() {
        guard let key = Self.key(line) else { continue }
        if !there.insert(key).inserted { faults.append("\(key) is there twice") }
        if let answer = stored[key] {
          if answer.sequence != UInt64(place + 1) { faults.append("\(key) is elsewhere") }
          if answer.leaf != "\(Self.leaf(line))" { faults.append("\(key) has another leaf") }
        } else if !unknown.contains(key) {
          faults.append("\(key) is there and was refused")
        }
      }
      for key in stored.keys where !there.contains(key) { faults.append("\(key) is lost") }
      return faults
    }

    private static func leaf(_ line: String) -> String {
      "\(TreeHash.leaf(Array(line.utf8)))"
    }

    private static func key(_ line: String) -> String? {
      guard let range = line.firstRange(of: #""source":""#) else { return nil }
      return String(line[range.lowerBound...].dropLast())
    }
  }

  private static func line(_ thread: Int, _ number: Int) -> String {
    let kind =
      switch number % 4 {
      case 0: #""type":"number.joined","number":"+47\#(number % 3)""#
      case 1: #""type":"call.ended""#
      case _: #""type":"info.note""#
      }
    return #"{"at":"2026-11-22T10:15:04.123Z","call":"c-\#(thread)",\#(kind),"#
      + Self.key(thread, number) + "}"
  }

  private static func key(_ thread: Int, _ number: Int) -> String {
    #""source":"s\#(thread)","n":\#(number)"#
  }

  /// Lets threads append batches of one to four lines, and a batch again that was refused.
  private func run(_ log: SharedLog, threads: Int, count: Int, again: Int) -> Answers {
    let answers = Answers()
    let done = DispatchGroup()
    for thread in 0..<threads {
      done.enter()
      Thread.detachNewThread {
        defer { done.leave() }
        var number = 1
        var tries = 0
        while number <= count {
          let numbers = number..<min(number + 1 + (number + thread) % 4, count + 1)
          let lines = numbers.map { Self.line(thread, $0) + "\n" }.joined()
          do throws(LogError) {
            let receipts = try log.append(Array(lines.utf8))
            if receipts.count != numbers.count { answers.complain("a receipt is missing") }
            for (number, receipt) in zip(numbers, receipts) {
              answers.note(Self.key(thread, number), receipt)
            }
            tries += 1
            if !receipts.allSatisfy(\.isStored), tries <= again { continue }
          } catch {
            for number in numbers { answers.note(Self.key(thread, number), nil) }
            return
          }
          number = numbers.upperBound
          tries = 0
        }
      }
    }
    done.wait()
    return answers
  }

  private func lines(_ files: [String: [UInt8]]) throws -> [String] {
    try LogReader(FakeDisk(files).mount()).lines()
  }

  @Test(arguments: [1 << 20, 3_000])
  func `what each thread was told is what the log says`(fileLimit: Int) throws {
    let disk = FakeDisk()
    let storage = GatedStorage(disk.mount())
    let log = try shared(storage, options(fileLimit: fileLimit))
    let answers = run(log, threads: 6, count: 60, again: 0)
    #expect(answers.counts == (360, 0, 0))
    try log.withWriter { (writer) throws(LogError) in try writer.close() }
    #expect(answers.faults(try lines(disk.files)).isEmpty)
    let reader = try LogReader(FakeDisk(disk.files).mount())
    var lens = PersonalDataView(reader)
    var values = 0
    _ = try reader.forEach { (sequence, bytes, line) throws(LogError) in
      let text = String(decoding: try lens.restored(sequence, bytes, line), as: UTF8.self)
      #expect(!text.contains("erased") && !text.contains("~"))
      values += text.contains(#""number":"+47"#) ? 1 : 0
      return true
    }
    #expect(values == 6 * 15)
    let verified = try LogVerifier(FakeDisk(disk.files).mount()).verify()
    #expect(verified.verdict == .consistentInItself)
  }

  @Test func `the same events from many threads are stored once, and all get the same answer`()
    throws
  {
    let disk = FakeDisk()
    let log = try shared(GatedStorage(disk.mount()), options())
    let answers = Answers()
    let done = DispatchGroup()
    for _ in 0..<6 {
      done.enter()
      Thread.detachNewThread {
        defer { done.leave() }
        for number in 1...40 {
          let receipts = try? log.append(Array(Self.line(0, number).utf8))
          answers.note(Self.key(0, number), receipts?.first)
        }
      }
    }
    done.wait()
    try log.withWriter { (writer) throws(LogError) in try writer.close() }
    #expect(answers.counts == (40, 0, 0))
    #expect(answers.faults(try lines(disk.files)).isEmpty)
  }

  @Test func `row 8: a full disk refuses batches, and each thread may send them again`() throws {
    for room in stride(from: 300, through: 12_000, by: 450) {
      let disk = FakeDisk()
      let storage = GatedStorage(disk.mount())
      let log = try shared(storage, options(fileLimit: 4_000))
      disk.capacity = disk.files.values.reduce(0) { $0 + $1.count } + room
      let helper = DispatchGroup()
      helper.enter()
      Thread.detachNewThread { [storage, disk = Room(disk)] in
        // Somebody makes room after a while.
        ChildProcess.pause(milliseconds: 8)
        try? storage.alone { () throws(SystemError) in disk.makeRoom() }
        helper.leave()
      }
      let answers = run(log, threads: 4, count: 24, again: 3)
      helper.wait()
      // The next append tries again.
      let receipts = try log.append(Array(Self.line(9, 2).utf8))
      #expect(receipts.first?.isStored == true)
      answers.note(Self.key(9, 2), receipts.first)
      try log.withWriter { (writer) throws(LogError) in try writer.close() }
      #expect(answers.faults(try lines(disk.files)).isEmpty, "room \(room)")
    }
  }

  @Test(arguments: [1, 3, 6])
  func `row 8: space may be lacking for some calls, and each thread sends again what was refused`(
    calls: Int
  ) throws {
    Effort.announce("a part of the calls of a shared writer at which space begins to be lacking")
    var hit = 0
    var refusals = 0
    while true {
      let disk = FakeDisk()
      let log = try shared(GatedStorage(disk.mount()), options(fileLimit: 2_000))
      disk.faults = Faults()
      disk.faults.kind = .full(calls: calls, half: hit % 2 == 0)
      disk.faults.hit = hit
      let answers = run(log, threads: 4, count: 16, again: calls)
      guard disk.faults.wasHit else { break }
      let place = "\(calls) calls from \(hit) on"
      // Each refusal took at least one of the calls.
      #expect(answers.counts == (64, 0, 0), "\(place)")
      refusals += answers.refusals
      try log.withWriter { (writer) throws(LogError) in try writer.close() }
      #expect(answers.faults(try lines(disk.files)).isEmpty, "\(place)")
      let verified = try LogVerifier(FakeDisk(disk.files).mount()).verify()
      #expect(verified.verdict == .consistentInItself, "\(place)")
      try LogWriter.open(FakeDisk(disk.files).mount(), options: options()).close()
      hit += Effort.of(5, thorough: 1)
    }
    #expect(hit > 20 && refusals > 5)
  }

  private final class Room: @unchecked Sendable {
    // Safety: called by one thread, inside the storage's gate.
    let disk: FakeDisk
    init(_ disk: FakeDisk) { self.disk = disk }
    func makeRoom() { disk.capacity = Int.max }
  }

  @Test(arguments: ["pwrite", "fdatasync", "openat", "renameat", "fsync"])
  func `row 7: after an error at any call no thread is told what is not so`(call: String) throws {
    var hits = 0
    for hit in stride(from: 0, to: 40, by: 3) {
      let disk = FakeDisk()
      let log = try shared(GatedStorage(disk.mount()), options(fileLimit: 2_000))
      disk.faults = Faults()
      disk.faults.only = call
      disk.faults.hit = hit
      let answers = run(log, threads: 4, count: 24, again: 0)
      guard disk.faults.wasHit else { break }
      hits += 1
      #expect(throws: LogError.self) { try log.append(Array(Self.line(9, 2).utf8)) }
      // What was synced is all that a power cut leaves; the next writer opens it.
      disk.faults = Faults()
      let after = FakeDisk(disk.syncedFiles)
      let writer = try LogWriter.open(after.mount(), options: options())
      try writer.close()
      #expect(answers.faults(try lines(after.files)).isEmpty, "\(call) \(hit)")
    }
    #expect(hits >= 2)
  }

  @Test func `row 7: without randomness no thread is told that its event is stored`() throws {
    let disk = FakeDisk()
    var options = options()
    let random = options.random
    var calls = 0
    options.random = { (count) throws(SystemError) in
      calls += 1
      if calls == 3 {
        throw SystemError(
          call: "getrandom", path: "", number: SystemError.Number.inputOutput)
      }
      return try random(count)
    }
    let log = try shared(GatedStorage(disk.mount()), options)
    let answers = run(log, threads: 4, count: 800, again: 0)
    #expect(answers.counts.unknown > 0)
    #expect(throws: LogError.self) {
      try log.withWriter { (writer) throws(LogError) in _ = try writer.checkpoint() }
    }
    let after = FakeDisk(disk.files)
    try LogWriter.open(after.mount(), options: self.options()).close()
    #expect(answers.faults(try lines(after.files)).isEmpty)
  }

  @Test func `a checkpoint gets its turn however many append`() throws {
    let disk = FakeDisk()
    let log = try shared(GatedStorage(disk.mount()), options())
    let made = DispatchGroup()
    let sizes = Sizes()
    made.enter()
    Thread.detachNewThread {
      for _ in 0..<10 {
        ChildProcess.pause(milliseconds: 5)
        let newest = try? log.withWriter { (writer) throws(LogError) in try writer.checkpoint() }
        if let newest { sizes.all.insert(newest.size) }
      }
      made.leave()
    }
    let answers = run(log, threads: 4, count: 60, again: 0)
    made.wait()
    try log.withWriter { (writer) throws(LogError) in try writer.close() }
    #expect(answers.faults(try lines(disk.files)).isEmpty)
    #expect(sizes.all.count >= 3)
  }

  private final class Sizes: @unchecked Sendable {
    // Safety: one thread has it until it is done.
    var all: Set<UInt64> = []
  }
}
