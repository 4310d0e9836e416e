import EventLog
import LogQueries
import Platform

/// `tools/bench log`: the log beside a bare loop, SQLite and LMDB, and beside the fold.
struct LogBench {
  private let arguments: Arguments
  // A log refuses events of its own and takes none twice: lines where nothing goes wrong.
  private let input = Input(path: Machine.temporaryPath("events.ndjson"), style: .plain)
  private let path = Machine.temporaryPath("long-log")

  init(_ arguments: Arguments) { self.arguments = arguments }

  func run() throws {
    defer {
      Machine.delete(input.path)
      if !arguments.keepsInput { Machine.deleteFolder(path) }
    }
    say("\(Machine.processor); \(arguments.rounds) rounds in turns, medians")
    say("")
    try appending()
    say("")
    try reading()
    if arguments.keepsInput { say("the log is kept: \(path)") }
  }

  // MARK: - Appending

  /// `tools/bench append`: what appending costs the processor, for profiles of it.
  func runAppend() throws {
    let measure = AppendMeasurements(lines: lines())
    for group in Self.groups {
      var times: [Double] = []
      for _ in 0..<arguments.rounds {
        times.append(try measure.groupCommits(of: group.batch, group.batches).processor)
      }
      say("\(grouped(group.batch)) a batch: \(decimal(times.median * 1e9, 0)) ns/event")
    }
  }

  private func lines() -> Lines {
    Lines(Self.groups.map { $0.batch * $0.batches }.max() ?? 0, callsAtOnce: arguments.calls)
  }

  /// Threads that append at once where several do: one for each stage that a batch passes, and one
  /// more.
  private static let producers = 4

  /// Batches of one length, and how many of them a round has.
  private struct Group {
    let batch: Int
    let batches: Int
    let goal: String
  }

  private static let groups = [
    Group(batch: 64, batches: 500, goal: ""),
    Group(batch: 1_000, batches: 1_000, goal: "1.00 × LMDB, 2.50 × SQLite"),
    Group(batch: 10_000, batches: 100, goal: "0.50 × bare"),
  ]

  private func appending() throws {
    let lines = lines()
    let measure = AppendMeasurements(lines: lines)
    let file = Machine.temporaryPath("lines.ndjson")
    defer { Machine.delete(file) }
    try lines.write(to: file)
    try singles(measure)
    say("")
    try groupCommits(measure, Peers(folder: arguments.peers, lines: file))
  }

  private func singles(_ measure: AppendMeasurements) throws {
    var rows = [
      [
        "one durable append, µs", "log p50", "bare p50", "ratio", "log p99", "bare p99", "ratio",
        "goal",
      ]
    ]
    for (name, withPeople, goal) in [
      ("an event without personal data", false, "1.10 × bare"),
      ("with a caller: two syncs", true, ""),
    ] {
      progress("single appends: \(name)", 1, of: 1)
      let times = try measure.singles(100 * arguments.rounds, withPeople: withPeople)
      var row = [name]
      for share in [50, 99] {
        let (log, bare) = (times.log.percentile(share), times.bare.percentile(share))
        row += [decimal(log * 1e6, 0), decimal(bare * 1e6, 0), decimal(log / bare, 2)]
      }
      rows.append(row + [goal])
    }
    for line in aligned(rows) { say(line) }
  }

  private func groupCommits(_ measure: AppendMeasurements, _ peers: Peers) throws {
    var speeds = [
      ["events/s, a sync a batch", "one producer", "\(Self.producers)", "bare", "SQLite", "LMDB"]
    ]
    var ratios = [
      ["\(Self.producers) producers", "CPU ns/event", "× bare", "× SQLite", "× LMDB", "goal"]
    ]
    for group in Self.groups {
      var one: [Double] = []
      var several: [Double] = []
      var processor: [Double] = []
      var others: [Peers.Peer: [Double]] = [:]
      for round in 1...arguments.rounds {
        progress("batches of \(grouped(group.batch))", round)
        one.append(try measure.groupCommits(of: group.batch, group.batches).speed)
        let figures = try measure.groupCommits(
          of: group.batch, group.batches, producers: Self.producers)
        several.append(figures.speed)
        processor.append(figures.processor)
        for peer in Peers.Peer.allCases {
          guard
            let speed = try peers.run(
              peer, batch: group.batch, batches: group.batches, producers: Self.producers)
          else { continue }
          others[peer, default: []].append(speed)
        }
      }
      let name = "\(grouped(group.batch)) a batch"
      speeds.append(
        [name, decimal(one.median, 0), decimal(several.median, 0)]
          + Peers.Peer.allCases.map { decimal((others[$0] ?? []).median, 0) })
      // Ratios round by round: what else the machine does falls on both.
      ratios.append(
        [name, decimal(processor.median * 1e9, 0)]
          + Peers.Peer.allCases.map { peer in
            decimal(zip(several, others[peer] ?? []).map { $0 / $1 }.median, 2)
          } + [group.goal])
    }
    for line in aligned(speeds) + [""] + aligned(ratios) { say(line) }
    say("the same lines; the log's are checked, hashed into the tree, and their callers kept apart")
  }

  // MARK: - Reading

  private func reading() throws {
    try input.make(arguments.events, callsAtOnce: arguments.calls)
    let measure = LogMeasurements(input: input, path: path)
    let speed = try measure.make()
    let size = try measure.size()
    say(
      "a log of \(grouped(arguments.events)) events, \(grouped(size)) bytes, made with checkpoints "
        + "and indexes at \(decimal(speed, 0)) events/s; processor time:")
    say("")
    let calls = try measure.calls(8)
    var index = try CallIndex(LogReader(path: path))
    let maker = try ProofMaker(LogReader(path: path), at: nil)
    var rows = [
      Row(name: "fold, plain NDJSON", measure: measure.foldPlain),
      Row(name: "replay: read, check, parse, fold") { try measure.replay(withTree: false) },
      Row(name: "the same, and the tree") { try measure.replay(withTree: true) },
      Row(name: "verify", measure: measure.verify),
      Row(name: "verify, by the wall's clock", measure: measure.verifyByClock),
      Row(name: "opening with a snapshot") { try measure.open(withSnapshot: true) },
      Row(name: "opening without") { try measure.open(withSnapshot: false) },
      Row(name: "opening the index of calls", measure: measure.openIndex),
      Row(name: "one call's events") {
        try calls.map { try measure.oneCall($0, &index) }.median
      },
      Row(name: "opening for proofs", measure: measure.openProofs),
      Row(name: "prove one call") {
        try calls.map { try measure.proveCall($0, maker, &index) }.median
      },
      Row(name: "the slowest of \(calls.count)") {
        try calls.map { try measure.proveCall($0, maker, &index) }.max() ?? .nan
      },
      Row(name: "prove growth") { try measure.proveGrowth(maker) },
    ]
    for round in 1...arguments.rounds {
      progress("reading", round)
      for place in rows.indices {
        Machine.forgetPeak()
        rows[place].seconds.append(try rows[place].measure())
        rows[place].peak = max(rows[place].peak, Machine.peakMemory)
      }
    }
    show(rows, size: size)
  }

  /// Says on stderr what is being measured.
  private func progress(_ what: String, _ round: Int, of rounds: Int? = nil) {
    showProgress(what, round, of: rounds ?? arguments.rounds)
  }

  private struct Row {
    let name: String
    let measure: () throws -> Double
    var seconds: [Double] = []
    var peak = 0
  }

  private func show(_ rows: [Row], size: Int) {
    func ratio(_ one: Int, _ other: Int) -> String {
      decimal(zip(rows[one].seconds, rows[other].seconds).map { $0 / $1 }.median, 2)
    }
    func speed(_ row: Int) -> String {
      decimal(Double(size) / rows[row].seconds.median / 1e6, 0)
    }
    let notes = [
      ["", ""],
      ["\(ratio(0, 1)) × the fold's speed", "0.90"],
      ["\(ratio(0, 2)) × the fold's speed", ""],
      ["\(speed(3)) MB/s", "300 MB/s"],
      ["\(speed(4)) MB/s", "400 MB/s"],
      ["", "0.2 s, of 10,000,000"],
      ["\(ratio(6, 1)) × a replay's time", "1.50"],
      ["", ""],
      ["", "20 ms, of 10,000,000"],
      ["", ""],
      ["", "50 ms, of 10,000,000"],
      ["", "50 ms, of 10,000,000"],
      ["", "50 ms, of 10,000,000"],
    ]
    let heading = ["", "ms", "M events/s", "peak MB", "", "goal"]
    let cells = zip(rows, notes).map { row, note in
      let median = row.seconds.median
      return [
        row.name, decimal(median * 1e3, 1), decimal(Double(arguments.events) / median / 1e6, 2),
        decimal(Double(row.peak) / 1e6, 0),
      ] + note
    }
    for line in aligned([heading] + cells) { say(line) }
  }
}
