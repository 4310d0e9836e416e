package import EventLog
internal import LogSupport
internal import RandomLogs

/// A log whose machine lost power, as the next start finds it.
package struct CrashedLog {
  /// The files.
  package var contents: [String: [UInt8]]
  /// The newest checkpoint that was handed out before.
  package var handedOut: String?
  /// Whether the making of the log had returned.
  package var wasCreated: Bool
  /// What was going on.
  package var story: String

  /// Whether there is a log file yet.
  package var hasLog: Bool { contents.keys.contains { $0.hasSuffix(".ndjson") } }

  /// What is on the disk after power cuts at chance moments of one random life of a log.
  ///
  /// - Parameters:
  ///   - seed: says which life and which moments.
  ///   - cuts: how many moments.
  ///   - images: how many disks for each moment at most.
  package static func sample(seed: UInt64, cuts: Int = 6, images: Int = 20) -> [CrashedLog] {
    var random = SplitMix64(seed: seed)
    let whole = Life(seed: seed)
    whole.live()
    var found: [CrashedLog] = []
    for _ in 0..<cuts {
      let life = Life(seed: seed)
      // Every third one while a frame is under way.
      let calls = whole.disk.faults.calls
      let syncs = calls.indices.filter {
        calls[$0].hasPrefix("fdatasync") && calls[$0].hasSuffix(".ndjson")
      }
      life.disk.faults.hit =
        random.percent(33) && !syncs.isEmpty
        ? random.one(of: syncs) : random.below(calls.count)
      life.disk.faults.kind = .powerCut
      life.disk.faults.forEver = true
      life.live()
      let call = life.disk.faults.calls[life.disk.faults.hit ?? 0]
      for (index, files) in random.shuffled(life.disk.afterPowerCut(limit: 2)).prefix(images)
        .enumerated()
      {
        found.append(
          CrashedLog(
            contents: files, handedOut: life.handedOut, wasCreated: life.wasCreated,
            story: "seed \(seed), before \(call), image \(index)"))
      }
    }
    return found
  }

  /// What opening the log leaves.
  package func recovered() throws(LogError) -> [String: [UInt8]] {
    let disk = FakeDisk(contents)
    let writer = try LogWriter.open(disk.mount(), options: FakeHost().options(fileLimit: 1400))
    _ = try writer.append(Events.batch(900...901))
    return disk.files
  }
}

/// A random life of a log.
private final class Life {
  let disk = FakeDisk()
  let host = FakeHost()
  var handedOut: String?
  var wasCreated = false
  private var random: SplitMix64
  private var number = 1

  init(seed: UInt64) { random = SplitMix64(seed: ~seed) }

  /// Lives until the end or the power cut.
  func live() {
    do throws(LogError) {
      try liveOn()
    } catch {
      // The power cut, which the fake disk reports as an error.
    }
  }

  private func liveOn() throws(LogError) {
    let options = host.options(fileLimit: random.one(of: [900, 1400, 1 << 20]))
    var writer: LogWriter? = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    wasCreated = true
    for _ in 0..<3 + random.below(8) {
      switch random.below(10) {
      case 0:
        try writer?.close()
        handedOut = try newest() ?? handedOut
        writer = nil
      case 1:
        disk.killHolder()
        writer = nil
      case 2:
        _ = try writer?.erase(.call("c-\(random.below(3))"), user: "dpo", reason: "asked for")
      case 3, 4: handedOut = try writer?.checkpoint()?.note ?? handedOut
      case 5: host.time += 1000
      case _:
        let numbers = number...number + random.below(4)
        number = numbers.upperBound + 1
        let lines =
          random.percent(40)
          ? Events.personal(numbers) : Events.batch(numbers, padding: random.below(500))
        _ = try writer?.append(lines)
      }
      if writer == nil { writer = try LogWriter.open(disk.mount(), options: options) }
    }
  }

  private func newest() throws(LogError) -> String? {
    guard let newest = try LogReader(disk.mount()).checkpoints?.last else { return nil }
    return newest.note
  }
}
