import LogSupport
import Platform
import Testing

@testable import EventLog

/// A whole life of a log, whose every step is tried again until it is done, as producers and operators
/// do; after each attempt it is judged from outside, by what they were told.
final class Life {
  /// A step, which may be tried again.
  enum Step: Hashable {
    case create
    case append(ClosedRange<Int>, padding: Int = 40)
    case personalData(ClosedRange<Int>)
    case checkpoint
    case erase(String)
    case close
    case open
    /// The process is gone; with a piece of a frame, as after a power cut in the middle of one.
    case kill(torn: Bool)
  }

  static let steps: [Step] = [
    .create, .append(1...1), .personalData(2...4), .checkpoint, .append(5...5, padding: 600),
    .personalData(6...7), .append(8...9, padding: 300), .erase("+470"), .personalData(10...11),
    .close,
    .open, .append(12...12), .personalData(13...13), .kill(torn: false),
    .open, .append(14...14, padding: 900), .checkpoint, .personalData(15...17), .kill(torn: true),
    .open, .append(18...18), .personalData(19...20), .erase("+471"), .kill(torn: true),
    .open, .kill(torn: false), .open, .append(21...22, padding: 500), .close,
    .open, .personalData(23...24), .checkpoint, .append(25...25), .close,
  ]

  let disk = FakeDisk()
  /// What is done after a step was refused for want of space, before it is tried again.
  private let between: Between?
  private let host = FakeHost()
  private var writer: LogWriter?
  private var acknowledged: Set<Int> = []
  /// Refused for want of space when they were sent last.
  private var refused: Set<Int> = []
  private var wasCreated = false
  /// What went wrong, with the step at which it did.
  private(set) var faults: [String] = []
  private var place = ""
  /// Attempts that failed, and did not cost the writer its life.
  private(set) var refusals = 0
  /// Attempts after which the log had to be opened again.
  private(set) var ends = 0

  /// What somebody else may ask of the writer meanwhile.
  enum Between: Hashable {
    case append, largeAppend, erasure, checkpoint
  }

  init(between: Between? = nil) { self.between = between }

  private var options: LogOptions { host.options(fileLimit: 1_400) }

  /// Lives the whole life.
  func run() {
    for (index, step) in Self.steps.enumerated() {
      host.time += 400
      var attempt = 0
      while true {
        place = "step \(index), \(step), attempt \(attempt)"
        let isDone = attempted(step)
        judge(thoroughly: !isDone)
        if isDone { break }
        if let between { done(between) }
        attempt += 1
        if attempt > 40 { return complain("it never comes to an end") }
      }
    }
  }

  private func complain(_ text: String) { faults.append("\(place): \(text)") }

  /// Tries a step; `false` where it has to be tried again.
  private func attempted(_ step: Step) -> Bool {
    do throws(LogError) {
      if writer == nil, step != .create {
        guard wasCreated else { return true }
        writer = try LogWriter.open(disk.mount(), options: options)
        if let writer, writer.isWaitingForSpace, writer.report.recovery != nil {
          complain("a recovery is reported that waits for space")
        }
      }
      return try done(step)
    } catch {
      note(error)
      return false
    }
  }

  private func done(_ step: Step) throws(LogError) -> Bool {
    switch step {
    case .create:
      do {
        writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
      } catch {
        guard error.problem == .notEmpty else { throw error }
      }
      wasCreated = true
    case .append(let numbers, let padding):
      return try send(numbers, Events.batch(numbers, padding: padding))
    case .personalData(let numbers): return try send(numbers, Events.personal(numbers))
    case .checkpoint: try writer?.checkpoint()
    case .erase(let value):
      _ = try writer?.erase(.value(value), user: "u", reason: "r")
      judgeErasure(of: value)
    case .close:
      try writer?.close()
      writer = nil
    case .open: break
    case .kill(let torn):
      writer = nil
      disk.killHolder()
      if torn { tear() }
    }
    return true
  }

  /// Whether it is done or refused; either is right where space is lacking.
  private func done(_ between: Between) {
    guard let writer, !writer.isPoisoned else { return }
    place += ", then \(between)"
    do throws(LogError) {
      switch between {
      case .append: _ = try writer.append(Events.unnumbered())
      case .largeAppend: _ = try writer.append(Events.unnumbered(padding: 900))
      case .erasure: _ = try writer.erase(.call("c-2"), user: "u", reason: "r")
      case .checkpoint: try writer.checkpoint()
      }
    } catch { note(error) }
    judge(thoroughly: true)
  }

  private func send(_ numbers: ClosedRange<Int>, _ lines: [UInt8]) throws(LogError) -> Bool {
    guard let writer else { return false }
    let before = (state: writer.admission.state.bytes, size: writer.size)
    refused.subtract(numbers)
    let receipts = try writer.append(lines)
    for (number, receipt) in zip(numbers, receipts) {
      if receipt.isStored { acknowledged.insert(number) } else { refused.insert(number) }
    }
    if refused.isEmpty { return true }
    refusals += 1
    // A recovery that found space meanwhile has added its own events.
    if before.size == writer.size, before.state != writer.admission.state.bytes {
      complain("a refused batch left a trace in what the writer knows")
    }
    return false
  }

  /// Whoever has the log learns that it failed: a full disk leaves the writer open.
  private func note(_ error: LogError) {
    if error.isDamage { complain("a healthy log is called damaged: \(error)") }
    let isFull = error.system.map { $0.isOutOfSpace && !$0.isOfSync } ?? false
    if case .full = disk.faults.kind, !isFull {
      complain("space was lacking, and it says: \(error)")
    }
    if isFull, writer?.isPoisoned == true { complain("a full disk ended the writer") }
    if isFull, writer.map({ !$0.isPoisoned }) ?? !wasCreated {
      refusals += 1
      return
    }
    ends += 1
    writer = nil
    disk.killHolder()
    // A killed process makes no more calls; its successor does.
    if disk.faults.kind == .powerCut { disk.faults.hit = nil }
  }

  /// Leaves the first bytes of a frame where the next one would begin.
  private func tear() {
    guard let name = disk.files.keys.filter({ $0.hasSuffix(".ndjson") }).max(),
      let bytes = disk.files[name], let end = bytes.lastIndex(where: { $0 != 10 })
    else { return }
    let digits = String(logged() + 1)
    let padded = String(repeating: "0", count: 20 - digits.count) + digits
    let piece = Array(#"{"frame":"\#(padded)","by"#.utf8)
    disk.rewrite(name, Array(bytes[...end]) + [10] + piece)
  }

  private func logged() -> UInt64 {
    (try? LogVerifier(FakeDisk(disk.files).mount()).verify().size) ?? 0
  }

  // MARK: - From outside

  private func judge(thoroughly: Bool) {
    // Before the fault each life is the same.
    guard wasCreated, disk.faults.wasHit || disk.faults.hit == nil else { return }
    judge(disk.files, "the log")
    guard thoroughly else { return }
    let copy = FakeDisk(disk.files)
    do throws(LogError) {
      let other = try LogWriter.open(copy.mount(), options: options)
      judge(copy.files, "a copy that was opened")
      _ = try other.append(Events.batch(1_000...1_000))
      try other.close()
      judge(copy.files, "a copy that went on")
    } catch {
      complain("it can't be opened: \(error)")
    }
  }

  private func judge(_ files: [String: [UInt8]], _ what: String) {
    do throws(LogError) {
      let numbers = try LogReader(FakeDisk(files).mount()).numbers()
      let there = Set(numbers)
      if there.count < numbers.count { complain("\(what) has an event twice: \(numbers)") }
      let lost = acknowledged.subtracting(there).sorted()
      if !lost.isEmpty { complain("\(what) lacks \(lost)") }
      let wrong = refused.intersection(there).sorted()
      if !wrong.isEmpty { complain("\(what) has \(wrong), which were refused") }
      let verification = try LogVerifier(FakeDisk(files).mount()).verify()
      if verification.verdict != .consistentInItself || !verification.personalData.isEmpty {
        complain("\(what): \(verification)")
      }
      if files == disk.files, let writer, !writer.isPoisoned, !writer.isWaitingForSpace,
        writer.size != verification.size || writer.root != verification.root
      {
        complain("the writer has \(writer.size) events, \(what) \(verification.size)")
      }
    } catch {
      complain("\(what): \(error)")
    }
  }

  /// What an erasure has said is gone, is gone.
  private func judgeErasure(of value: String) {
    for (name, bytes) in disk.files where name.hasSuffix(".people") {
      if String(decoding: bytes, as: UTF8.self).contains(#""value":"\#(value)""#) {
        complain("an erased value stands in \(name)")
      }
    }
  }
}
