import LogSupport
import Testing

@testable import EventLog

/// Readers need no lock: whatever a writer does between any two of their calls, they read good
/// events up to some whole frame, and never call a good log damaged.
@Suite struct BesideWriterTests {
  /// What the writer does while the reader reads.
  enum Deed: CaseIterable {
    case oneFrame, threeFrames, newFile, cleanStop, checkpoint, erasure, killAndRecovery
  }

  /// A log with a writer at work.
  private final class Site {
    let disk = FakeDisk()
    let host = FakeHost()
    var writer: LogWriter?
    private var next = 1

    init() throws {
      writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
      for _ in 1...4 { try append() }
    }

    var options: LogOptions { host.options(fileLimit: 1_400, reserve: 2_000) }

    func append(padding: Int = 40) throws(LogError) {
      let lines =
        next % 2 == 0
        ? Events.personal(next...next) : Events.batch(next...next, padding: padding)
      _ = try writer?.append(lines)
      next += 1
    }

    func perform(_ deed: Deed) throws(LogError) {
      switch deed {
      case .oneFrame: try append()
      case .threeFrames: for _ in 1...3 { try append() }
      case .newFile: for _ in 1...6 { try append(padding: 400) }
      case .cleanStop:
        try writer?.close()
        writer = try LogWriter.open(disk.mount(), options: options)
        try append()
      case .checkpoint:
        try append()
        _ = try writer?.checkpoint()
      case .erasure: _ = try writer?.erase(.value("+470"), user: "u", reason: "r")
      case .killAndRecovery:
        disk.killHolder()
        writer = try LogWriter.open(disk.mount(), options: options)
        try append()
      }
    }
  }

  /// What a reader does, and what it has seen of the log.
  private typealias Reading = (FakeMount) throws -> [String]

  /// Has each deed happen before each call of a reading.
  private func interleave(_ what: String, _ reading: Reading) throws {
    for deed in Deed.allCases {
      var call = 0
      while true {
        let site = try Site()
        let mount = site.disk.mount()
        var failure: (any Error)?
        var hasHappened = false
        var countdown = call
        func wait() {
          if countdown > 0 {
            countdown -= 1
            site.disk.meanwhile = wait
            return
          }
          hasHappened = true
          do { try site.perform(deed) } catch { failure = error }
        }
        site.disk.meanwhile = wait
        let before = site.disk.faults.calls.count
        let place = "\(what), \(deed) before call \(call)"
        do {
          let seen = try reading(mount)
          site.disk.meanwhile = nil
          let all = try LogReader(site.disk.mount()).lines()
          #expect(seen == Array(all.prefix(seen.count)), "\(place)")
          #expect(seen.count >= 5, "\(place)")
        } catch {
          Issue.record("\(place), \(site.disk.faults.calls[before...].suffix(3)): \(error)")
        }
        #expect(failure == nil, "\(place)")
        guard hasHappened else { break }
        call += 1
      }
      #expect(call > 5, "\(what)")
    }
  }

  @Test func `a log can be read from its start while a writer works`() throws {
    try interleave("reading") { mount in
      var lines: [String] = []
      let ending = try LogReader(mount).forEach { (_, bytes, line) throws(LogError) in
        lines.append(String(decoding: bytes[line], as: UTF8.self))
        return true
      }
      #expect(ending == .whole)
      return lines
    }
  }

  @Test func `a log can be verified while a writer works`() throws {
    try interleave("verifying") { mount in
      let found = try LogVerifier(mount).verify()
      #expect(found.verdict == .consistentInItself && found.personalData.isEmpty)
      return try LogReader(mount).lines().prefix(Int(found.size)).map { $0 }
    }
  }

  @Test func `a log can be salvaged while a writer works, and is not called damaged`() throws {
    try interleave("salvaging") { mount in
      let target = FakeDisk()
      let report = try Salvage(from: mount, to: target.mount()).run()
      #expect(report.damage == nil && report.doubtful.isEmpty && report.behind == 0, "\(report)")
      return try LogReader(target.mount()).lines()
    }
  }

  @Test func `a log can be followed while a writer works`() throws {
    try interleave("following") { mount in
      var lines: [String] = []
      var follower = try LogFollower(LogReader(mount), from: 1)
      for _ in 1...2 {
        _ = try follower.forEach { (_, bytes, line) throws(LogError) in
          lines.append(String(decoding: bytes[line], as: UTF8.self))
          return true
        }
      }
      return lines
    }
  }

  @Test func `a call can be looked up while a writer works`() throws {
    try interleave("looking up") { mount in
      let reader = try LogReader(mount)
      var index = try CallIndex(reader)
      var found: [UInt64] = []
      try index.forEach(of: "c-1") { (sequence, _, _) throws(LogError) in found.append(sequence) }
      #expect(found.prefix(2) == [3, 6])
      _ = try reader.root(at: 5)
      return try LogReader(mount).lines()
    }
  }

  @Test func `values are put back while a writer works`() throws {
    try interleave("putting back") { mount in
      let reader = try LogReader(mount)
      var lens = PersonalDataView(reader)
      var lines: [String] = []
      _ = try reader.forEach { (sequence, bytes, line) throws(LogError) in
        lines.append(String(decoding: bytes[line], as: UTF8.self))
        let text = String(decoding: try lens.restored(sequence, bytes, line), as: UTF8.self)
        #expect(text.contains("log.erased") || !text.contains("~"), "\(text)")
        return true
      }
      return lines
    }
  }
}
