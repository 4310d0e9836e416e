import EventLog
import LogSupport
import Platform
import Testing

/// Rows 7 to 10 of the table of faults.
@Suite struct FaultTests {
  private func scenario(_ kind: Faults.Kind, at call: Int, forEver: Bool) -> Scenario {
    let scenario = Scenario(people: call % 2 == 0)
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
        let scenario = Scenario(people: hit % 2 == 0)
        let calls = Scenario(people: hit % 2 == 0)
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
    let whole = Scenario(people: false)
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
