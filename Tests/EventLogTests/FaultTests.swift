import EventLog
import LogSupport
import Platform
import Testing

/// Rows 7 to 10 of the table of faults.
///
/// The whole table, and where each row is tried; every test says its row in its name. Expected state
/// is kept outside the log: in the tests' `Scenario`, or in Python.
///
/// | row | fault | tests |
/// | --- | --- | --- |
/// | 1 | a kill at any point | `CrashTests`, `RecoveryTests`, `LifeTests`; `tools/kill-sweep`, each call of a real process |
/// | 2 | power lost, writes lost in any order | `CrashTests`, `PersonalDataTests`, `ErasureTests`, `DerivedTests` (checkpoints) |
/// | 3 | a torn write | `CrashTests`, `RecoveryTests`, `CheckpointTests`; `BesideWriterTests` (one under way) |
/// | 4 | a flipped bit | `DamageTests`, `RecoveryTests` (personal data), `SalvageTests` |
/// | 5 | a file of another length | `DamageTests`, `DerivedTests` (below a checkpoint) |
/// | 6 | a file missing, exchanged, foreign | `DamageTests`, `SalvageTests` |
/// | 7 | a failed sync | `FaultTests`, `LifeTests`; `tools/kill-sweep` (EIO at each call) |
/// | 8 | a full disk | `FaultTests`, `FullDiskTests`, `WaitingTests`, `LifeTests` (with retries), `ProcessTests`; `tools/kill-sweep`, `tools/full-disks` (real ones) |
/// | 9 | interruptions, short writes | `FaultTests`, `ProcessTests` (a limit on files); `tools/kill-sweep` (EINTR) |
/// | 10 | two writers | `FaultTests`, `ProcessTests`, `RealDiskTests` |
/// | 11 | a clock that jumps | `ClockTests` |
/// | 12 | duplicates | `DuplicateTests`, `DuplicateEdgeTests`, `WindowTests`, `CrashTests` (after each crash) |
/// | 13 | events in any order | `OrderTests` |
/// | 14 | events and formats of other versions | `GoldenTests`, `DamageTests` (a newer format) |
/// | 15a | a huge line | `AdmissionTests`, `ProcessTests` (memory), `AppendTests`, `FrameLimitTests` (the limits) |
/// | 15b–d | bytes, nesting, numbers | `AdmissionTests` |
/// | 15e | calls without number | `ProcessTests` (memory), `WindowTests` (what is remembered) |
/// | 26 | hostile text | `OutputTests` |
/// | 28 | a crash during recovery | `CrashTests`; `tools/kill-sweep`, killed twice |
/// | 29 | another outcome in another process | `ProcessTests`; `SeveralProcesses` of the fold |
/// | 30 | a derived file that does not fit | `DerivedTests` |
@Suite struct FaultTests {
  private func scenario(_ kind: Faults.Kind, at call: Int, forEver: Bool) -> Scenario {
    let scenario = Scenario(personalData: call % 2 == 0)
    scenario.disk.faults.hit = call
    scenario.disk.faults.kind = kind
    scenario.disk.faults.forEver = forEver
    return scenario
  }

  /// What a new process finds, with all of memory lost that a failed sync did not keep.
  private func recovered(_ scenario: Scenario) throws(LogError) -> [Int] {
    scenario.disk.faults.hit = nil
    scenario.disk.killHolder()
    let options = scenario.options
    do {
      _ = try LogWriter.open(scenario.disk.mount(), options: options)
    } catch {
      guard error.problem == .notALog, !scenario.wasCreated else { throw error }
      return []
    }
    return try LogReader(scenario.disk.mount()).numbers()
  }

  @Test(arguments: [false, true])
  func `row 7: an I/O error at any call ends the writer, and nothing acknowledged is lost`(
    forEver: Bool
  ) throws {
    var call = 0
    while true {
      let scenario = scenario(
        .error(SystemError.Number.inputOutput), at: call, forEver: forEver)
      var error: LogError?
      do throws(LogError) { try scenario.run() } catch let found { error = found }
      guard scenario.disk.faults.wasHit else { break }
      let name = scenario.disk.faults.calls[call]
      let isInformative = name.hasSuffix(" lock")
      #expect(error != nil || isInformative, "call \(call), \(name)")
      if error == nil { scenario.inFlight = [] }
      let numbers = try recovered(scenario)
      #expect(scenario.allows(numbers), "call \(call), \(name): \(numbers)")
      call += 1
    }
    #expect(call > 60)
  }

  @Test(arguments: [Faults.Kind.short, .error(SystemError.Number.interrupted)])
  func `row 9: short writes and interruptions at any call are not noticed`(kind: Faults.Kind) throws
  {
    let untouched = Scenario()
    try untouched.run()
    var call = 0
    while true {
      let scenario = Scenario()
      scenario.disk.faults.hit = call
      scenario.disk.faults.kind = kind
      try scenario.run()
      guard scenario.disk.faults.wasHit else { break }
      #expect(scenario.disk.files == untouched.disk.files, "call \(call)")
      call += Effort.of(3, thorough: 1)
    }
    #expect(call > 60)
  }

  @Test func `row 7: a failed sync is never tried again: the writer is poisoned`() throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: FakeHost().options())
    _ = try writer.append(Events.batch(1...1))
    disk.faults.hit = disk.faults.calls.count + 1
    #expect(throws: LogError.self) { _ = try writer.append(Events.batch(2...2)) }
    #expect(disk.faults.wasHit)
    let calls = disk.faults.calls.count
    let error = #expect(throws: LogError.self) { _ = try writer.append(Events.batch(3...3)) }
    #expect(error?.problem == .poisoned)
    #expect(disk.faults.calls.count == calls)
  }

  @Test func `row 7: after a failed sync the disk is asked, not the memory, and power may fail`()
    throws
  {
    for call in ["fdatasync", "fsync"] {
      for hit in 0..<12 {
        let scenario = Scenario(personalData: hit % 2 == 0)
        let calls = Scenario(personalData: hit % 2 == 0)
        try calls.run()
        let places = calls.disk.faults.calls.indices.filter {
          calls.disk.faults.calls[$0].hasPrefix(call + " ")
        }
        guard hit < places.count else { continue }
        scenario.disk.faults.hit = places[hit]
        do { try scenario.run() } catch {}
        let numbers = try recovered(scenario)
        // Whatever the opening has shown or said is on the disk by then.
        for files in scenario.disk.afterPowerCut(limit: 1) where scenario.wasCreated {
          let disk = FakeDisk(files)
          _ = try LogWriter.open(disk.mount(), options: scenario.options)
          let found = try LogReader(disk.mount()).numbers()
          #expect(found == numbers, "\(call) \(hit): \(numbers), then \(found)")
        }
      }
    }
  }

  @Test func `row 8: on a full disk the batch is refused, and the next append tries again`() throws
  {
    let whole = Scenario(personalData: false)
    try whole.run()
    let full = whole.disk.files.values.reduce(0) { $0 + $1.count }
    let step = Effort.of(47, thorough: 5)
    for capacity in stride(from: 300, through: full, by: step) {
      let disk = FakeDisk()
      let host = FakeHost()
      let options = host.options(fileLimit: 1400)
      disk.capacity = capacity
      guard
        let writer = try? LogWriter.create(in: disk.mount(), origin: "o", options: options)
      else { continue }
      var stored: [Int] = []
      for number in 1...12 {
        let lines =
          number % 3 == 0 ? Events.personal(number...number) : Events.batch(number...number)
        if try writer.append(lines)[0].isStored { stored.append(number) }
      }
      #expect(try LogReader(disk.mount()).numbers() == stored, "capacity \(capacity)")
      // A kill on the full disk, and opening on it.
      disk.killHolder()
      let again = try LogWriter.open(disk.mount(), options: options)
      #expect(try LogReader(disk.mount()).numbers() == stored, "capacity \(capacity)")
      disk.capacity = .max
      let receipts = try again.append(Events.batch(13...13))
      #expect(receipts[0].isStored && !again.isWaitingForSpace, "capacity \(capacity)")
      #expect(try LogReader(disk.mount()).numbers() == stored + [13], "capacity \(capacity)")
      #expect(throws: Never.self) { try LogReader(disk.mount()).lines() }
    }
  }

  @Test func `row 8: space may run out in the middle of any write, also inside the file`() throws {
    let model = Scenario()
    try model.run()
    let writes = model.disk.faults.calls.indices.filter {
      let call = model.disk.faults.calls[$0]
      return call.hasPrefix("pwrite") && call.hasSuffix("ndjson")
    }
    #expect(writes.count >= 6)
    for call in writes {
      let scenario = Scenario()
      scenario.disk.faults.hit = call
      scenario.disk.faults.kind = .shortThenFull
      try scenario.run()
      #expect(scenario.disk.faults.wasHit)
      // One batch was refused; all others are there, and whoever reads finds nothing between them.
      #expect(scenario.acknowledged.count < 10, "call \(call)")
      let reader = try LogReader(scenario.disk.mount())
      #expect(try reader.numbers() == scenario.acknowledged, "call \(call)")
      #expect(try recovered(scenario) == scenario.acknowledged, "call \(call)")
      let verdict = try LogVerifier(scenario.disk.mount()).verify().verdict
      #expect(verdict == .consistentInItself, "call \(call)")
    }
  }

  @Test func `row 8: a short frame after a long one that found no space stands alone`() throws {
    let disk = FakeDisk()
    let options = FakeHost().options(reserve: 8_000)
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    _ = try writer.append(Events.batch(1...1))
    disk.faults.hit = disk.faults.calls.count
    disk.faults.kind = .shortThenFull
    // Half of the long frame comes to lie in the reserved space, then there is none.
    #expect(try writer.append(Events.batch(2...9, padding: 80)).allSatisfy { !$0.isStored })
    disk.faults.hit = nil
    #expect(try writer.append(Events.batch(10...10))[0].isStored)
    #expect(try LogReader(disk.mount()).numbers() == [1, 10])
    disk.killHolder()
    #expect(try LogWriter.open(disk.mount(), options: options).report.recovery?.bytes == 0)
  }

  @Test func `row 10: a second writer is refused with the first one's process number`() throws {
    let disk = FakeDisk()
    let first = try LogWriter.create(in: disk.mount(), origin: "o", options: FakeHost().options())
    let error = #expect(throws: LogError.self) {
      _ = try LogWriter.open(disk.mount(), options: FakeHost().options())
    }
    #expect(error?.problem == .held(by: 4711))
    try first.close()
    #expect(throws: Never.self) { _ = try LogWriter.open(disk.mount()) }
  }
}
