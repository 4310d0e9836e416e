import EventLog
import LogSupport
import Testing

/// Rows 1 to 3, 12 and 28 of the table of faults.
@Suite struct CrashTests {
  private struct Image: Hashable {
    var files: [String: [UInt8]]
    var sent: [Int]
  }

  /// Runs the scenario until power is lost before a call; `nil` where it ends before.
  private func cut(before call: Int, personalData: Bool) -> Scenario? {
    let scenario = Scenario(personalData: personalData)
    scenario.disk.faults.hit = call
    scenario.disk.faults.kind = .powerCut
    scenario.disk.faults.forEver = true
    do { try scenario.run() } catch {}
    return scenario.disk.faults.wasHit ? scenario : nil
  }

  /// Opens a disk as it is after the power cut, creating the log where there was none yet.
  private func open(_ disk: FakeDisk, _ scenario: Scenario) throws(LogError) -> LogWriter {
    do {
      return try LogWriter.open(disk.mount(), options: scenario.options)
    } catch {
      guard error.problem == .notALog, !scenario.wasCreated else { throw error }
      return try LogWriter.create(in: disk.mount(), origin: "o", options: scenario.options)
    }
  }

  @Test(arguments: [false, true])
  func
    `rows 1 to 3: power may be lost before any call, and no order of what was lost loses, doubles or reorders`(
      personalData: Bool
    ) throws
  {
    var call = 0
    var images = 0
    let step = Effort.of(3, thorough: 1)
    Effort.announce("one of \(step) disks that a power cut may leave")
    var seen: Set<Image> = []
    while let scenario = cut(before: call, personalData: personalData) {
      for (index, files) in scenario.disk.afterPowerCut().enumerated() {
        // Many calls leave the same disks; each is tried once for each thing that may be expected.
        let image = Image(files: files, sent: scenario.acknowledged + scenario.inFlight)
        guard seen.insert(image).inserted, seen.count % step == 0 else { continue }
        let disk = FakeDisk(files)
        let place = "call \(call), \(scenario.disk.faults.calls[call]), image \(index)"
        let opened = Result { try open(disk, scenario) }
        if case .failure(let error) = opened {
          Issue.record("\(place): \(error); \(describe(files))")
          return
        }
        var writer: LogWriter? = try opened.get()
        let numbers = try LogReader(disk.mount()).numbers()
        try #require(scenario.allows(numbers), "\(place): \(numbers)")
        // What was not answered is sent again, and lands once.
        let lost =
          scenario.inFlight.isEmpty ? 1...1 : scenario.inFlight[0]...(scenario.inFlight.last ?? 1)
        if !scenario.inFlight.isEmpty {
          let lines = personalData ? Events.personal(lost) : Events.batch(lost)
          let receipts = try writer?.append(lines) ?? []
          #expect(receipts.count == lost.count, "\(place)")
        }
        let before = try LogReader(disk.mount()).lines()
        disk.killHolder()
        writer = nil
        writer = try LogWriter.open(disk.mount(), options: scenario.options)
        let after = try LogReader(disk.mount()).lines()
        #expect(Array(after.prefix(before.count)) == before, "\(place)")
        #expect(
          try LogReader(disk.mount()).numbers() == scenario.acknowledged + scenario.inFlight,
          "\(place)")
        images += 1
      }
      call += 1
    }
    #expect(call > 60 && images > 500 / step, "\(call) calls, \(images) images")
  }

  @Test func `row 28: power may be lost again at any call of the recovery`() throws {
    var call = 0
    var seen: Set<Image> = []
    while let scenario = cut(before: call, personalData: false) {
      defer { call += 1 }
      let call = scenario.disk.faults.calls[call]
      guard scenario.wasCreated, call.hasPrefix("f"), !scenario.inFlight.isEmpty else { continue }
      for files in scenario.disk.afterPowerCut(limit: 1) {
        let image = Image(files: files, sent: scenario.acknowledged + scenario.inFlight)
        // A part of them, spread evenly: each is recovered from at every call, twice.
        guard seen.insert(image).inserted, seen.count % Effort.of(71, thorough: 5) == 1 else {
          continue
        }
        var second = 0
        recovering: while true {
          let disk = FakeDisk(files)
          disk.faults.hit = second
          disk.faults.kind = .powerCut
          disk.faults.forEver = true
          _ = try? LogWriter.open(disk.mount(), options: scenario.options)
          guard disk.faults.wasHit else { break recovering }
          for image in disk.afterPowerCut(limit: 1) {
            let last = FakeDisk(image)
            let place = "call \(call), then \(disk.faults.calls[second])"
            _ = try LogWriter.open(last.mount(), options: scenario.options)
            let reader = try LogReader(last.mount())
            try #require(scenario.allows(try reader.numbers()), "\(place)")
            let recovered = try reader.lines().filter { $0.contains("log.recovered") }
            #expect(Set(recovered).count == recovered.count, "\(place)")
          }
          second += 1
        }
      }
    }
  }

  private func describe(_ files: [String: [UInt8]]) -> String {
    files.map { "\($0.key): \(String(decoding: $0.value, as: UTF8.self).debugDescription)" }
      .sorted().joined(separator: "\n")
  }
}
