import CallModel
import EventCoding
import EventLog
import Platform

/// What `cat` is to show.
struct CatOptions: Equatable {
  var log: String
  var from: UInt64 = 1
  var to: UInt64 = .max
  var call: String?
  var since: Instant?
  var until: Instant?
  var showsPeople = false
  var follows = false
  var isUnverified = false

  init(_ words: [String]) throws(UsageError) {
    let words = try Arguments(
      .cat, words, flags: ["--people", "--follow", "--unverified"],
      valued: [
        "--from": "an event's number", "--to": "an event's number", "--call": "a call's id",
        "--since": Self.time, "--until": Self.time,
      ])
    log = try words.arguments(.cat, ["LOG"])[0]
    if let from = try words.number("--from") { self.from = from }
    if let to = try words.number("--to") { self.to = to }
    call = words.value("--call")
    since = try Self.instant("--since", words)
    until = try Self.instant("--until", words)
    showsPeople = words.has("--people")
    follows = words.has("--follow")
    isUnverified = words.has("--unverified")
    if follows, words.value("--to") != nil {
      throw UsageError(message: "--follow never ends, and --to sets an end: leave one out")
    }
  }

  private static let time = "a time such as 2026-11-22T10:15:04Z or 2026-11-22"

  private static func instant(
    _ option: String, _ words: Arguments
  ) throws(UsageError) -> Instant? {
    guard let text = words.value(option) else { return nil }
    guard let instant = Instant(text) else {
      throw UsageError(message: "\(option) needs \(time), not '\(text)'")
    }
    return instant
  }
}

/// `callfold cat LOG`: the log's events as they are stored.
struct CatCommand {
  private let options: CatOptions
  private let complaint: LogComplaint

  init(_ options: CatOptions) {
    self.options = options
    complaint = LogComplaint(.cat, options.log)
  }

  func run() -> ExitStatus {
    var results = ResultWriter()
    do throws(LogError) {
      let reader = try LogReader(path: options.log)
      complaint.report(reader, isUnverified: options.isUnverified)
      var page = CatPage(options, reader)
      do throws(LogError) {
        if let call = options.call, !options.follows {
          try show(call, reader, &page, &results)
        } else {
          let status = try show(reader, &page, &results)
          guard status == .done else { return status }
        }
        complaint.report(unread: page.unread)
      } catch {
        _ = results.flush()
        throw error
      }
    } catch {
      return complaint.status(error)
    }
    return results.status(.cat)
  }

  /// Shows what is there, and then, where that is wanted, what comes.
  private func show(
    _ reader: LogReader, _ page: inout CatPage, _ results: inout ResultWriter
  ) throws(LogError) -> ExitStatus {
    var next = options.from
    let ending = try reader.forEach(
      from: options.from, through: options.to, without: options.isUnverified ? .root : []
    ) { sequence, bytes, line throws(LogError) in
      next = sequence + 1
      return try page.show(sequence, bytes, line, &results)
    }
    guard let ending else { return .done }
    if options.follows { return try follow(reader, from: next, &page, &results) }
    complaint.report(ending)
    return .done
  }

  private func show(
    _ call: String, _ reader: LogReader, _ page: inout CatPage, _ results: inout ResultWriter
  ) throws(LogError) {
    var index = try CallIndex(reader, isUnverified: options.isUnverified)
    var isOpen = true
    var count = 0
    try index.forEach(of: call) { sequence, bytes, line throws(LogError) in
      guard isOpen, (options.from...options.to).contains(sequence) else { return }
      isOpen = try page.show(sequence, bytes, line, &results)
      count += 1
    }
    if count == 0 { complaint.say("\(options.log) has no events of the call \(call)") }
  }

  private func follow(
    _ reader: LogReader, from first: UInt64, _ page: inout CatPage, _ results: inout ResultWriter
  ) throws(LogError) -> ExitStatus {
    let stop: StopSignals
    do { stop = try StopSignals() } catch { return machineFailed(error) }
    var follower = try LogFollower(reader, from: first)
    var fresh: [(sequence: UInt64, line: [UInt8])] = []
    while true {
      let goesOn = try follower.forEach { sequence, bytes, line throws(LogError) in
        guard sequence >= first else { return true }
        fresh.append((sequence, Array(bytes[line])))
        if fresh.count < 1_000 { return true }
        return try show(&fresh, &page, &results)
      }
      guard goesOn, try show(&fresh, &page, &results), results.flush() else { return .done }
      do throws(SystemError) {
        guard try stop.pause(milliseconds: 200, watching: .output) == .timeout else {
          return .done
        }
      } catch {
        return machineFailed(error)
      }
    }
  }

  private func machineFailed(_ error: SystemError) -> ExitStatus {
    complaint.say("\(error)")
    return ExitStatus(of: error)
  }

  /// Shows events that have come since the reader was made: their values are there by now.
  private func show(
    _ fresh: inout [(sequence: UInt64, line: [UInt8])], _ page: inout CatPage,
    _ results: inout ResultWriter
  ) throws(LogError) -> Bool {
    if !fresh.isEmpty, options.showsPeople {
      page.look(with: try LogReader(path: options.log))
    }
    for (sequence, line) in fresh {
      guard try page.show(sequence, line, line.indices, &results) else { return false }
    }
    fresh.removeAll(keepingCapacity: true)
    return true
  }
}

/// Picks events, and writes those that are wanted.
struct CatPage {
  private let options: CatOptions
  private let picks: Bool
  private let parser = AdmissionParser()
  private var lens: PersonalDataView

  init(_ options: CatOptions, _ reader: LogReader) {
    self.options = options
    lens = PersonalDataView(reader)
    picks = options.since != nil || options.until != nil || options.call != nil
  }

  /// Goes on with a reader that has seen more.
  mutating func look(with reader: LogReader) { lens.look(with: reader) }

  /// The names of the files of personal data that there was no right to read.
  var unread: [String] { lens.unread }

  /// Writes an event if it is wanted; `false` where there is no sense in going on.
  mutating func show(
    _ sequence: UInt64, _ bytes: [UInt8], _ line: Range<Int>, _ results: inout ResultWriter
  ) throws(LogError) -> Bool {
    if picks, !isWanted(bytes, line) { return true }
    if options.showsPeople {
      return results.append(line: try lens.restored(sequence, bytes, line))
    }
    return results.append(line: bytes[line])
  }

  private mutating func isWanted(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
    guard let event = try? parser.parse(bytes, line, stored: true) else { return true }
    if let call = options.call, event.call?.text(in: bytes).elementsEqual(call.utf8) != true {
      return false
    }
    if let since = options.since, event.at < since.milliseconds { return false }
    if let until = options.until, event.at >= until.milliseconds { return false }
    return true
  }
}
