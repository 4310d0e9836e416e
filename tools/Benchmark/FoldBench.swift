import Generator

/// `tools/bench fold`: makes the input, measures, and shows one table.
struct FoldBench {
  private let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  func run() throws {
    say("\(Machine.processor); processor time, \(arguments.rounds) rounds, reads of 64 KiB")
    if !arguments.isPlain {
      say("")
      try run(Input(path: Machine.temporaryPath("varied.ndjson")), Mix.plain + Mix.varied)
    }
    say("")
    try run(Input(path: Machine.temporaryPath("plain.ndjson"), style: .plain), Mix.plain)
    say("")
    // In a process that has no memory to use again.
    try Machine.runAgain(["memory"])
  }

  private func run(_ input: Input, _ mix: [String]) throws {
    defer { if !arguments.keepsInput { Machine.delete(input.path) } }
    showProgress("making events", 1, of: 1)
    try input.make(arguments.events, callsAtOnce: arguments.calls)
    try describe(input, mix)
    show(try measure(input))
    if arguments.keepsInput { say("the input is kept: \(input.path)") }
  }

  // MARK: - Measuring

  private struct Row {
    let name: String
    /// Million events a second that are aimed at.
    var goal: Double?
    /// Whether the memory of this process says what it took.
    var isHere = true
    let measure: () throws -> Double
    var seconds: [Double] = []
    var peak = 0

    var least: Double { seconds.min() ?? 0 }
    var median: Double { seconds.sorted()[seconds.count / 2] }
  }

  private func rows(_ input: Input) -> [Row] {
    let over = FoldMeasurements(input: input)
    var rows = [
      Row(name: "counting newlines", measure: over.countLines),
      Row(name: "parsing", goal: 8, measure: over.parse),
      Row(name: "the fold on parsed events", goal: 12, measure: over.foldParsed),
      Row(name: "bytes to outcomes", goal: 3.5, measure: over.foldToOutcomes),
    ]
    if let program = arguments.program {
      rows.append(
        Row(name: "callfold fold, one processor, by the clock", isHere: false) {
          try over.command("taskset 1 '\(program)'")
        })
      rows.append(
        Row(name: "callfold fold, all processors, by the clock", goal: 6, isHere: false) {
          try over.command("'\(program)'")
        })
    }
    if let sketch = arguments.sketch, input.style == .plain {
      rows.append(
        Row(name: "the sketch, bytes to outcomes", isHere: false) { try over.sketch(sketch) })
    }
    return rows
  }

  private func measure(_ input: Input) throws -> [Row] {
    var rows = rows(input)
    // Round by round, so that what else the machine does falls on all alike.
    for round in 1...arguments.rounds {
      showProgress("fold", round, of: arguments.rounds)
      for index in rows.indices {
        Machine.forgetPeak()
        rows[index].seconds.append(try rows[index].measure())
        rows[index].peak = max(rows[index].peak, Machine.peakMemory)
      }
    }
    return rows
  }

  // MARK: - Showing

  private func describe(_ input: Input, _ mix: [String]) throws {
    var size = 0
    try input.read { size += $0.count }
    say(
      "\(grouped(arguments.events)) events, \(grouped(size)) bytes "
        + "(\(size / arguments.events) a line), \(grouped(arguments.calls)) calls in progress")
    for line in mix { say("  \(line)") }
    say("")
  }

  private func show(_ rows: [Row]) {
    let heading = ["", "M events/s: best", "median", "goal", "ns/event", "× counting", "peak MB"]
    let events = Double(arguments.events)
    let counting = rows.first?.least ?? 1
    let cells = rows.map { row in
      [
        row.name, decimal(events / row.least / 1e6, 2), decimal(events / row.median / 1e6, 2),
        row.goal.map { decimal($0, 1) } ?? "", decimal(row.least / events * 1e9, 1),
        decimal(row.least / counting, 1),
        row.isHere ? decimal(Double(row.peak) / 1e6, 1) : "",
      ]
    }
    for line in aligned([heading] + cells) { say(line) }
  }
}
