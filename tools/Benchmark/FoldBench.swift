/// `tools/bench fold`: makes the input, measures, and shows one table.
struct FoldBench {
  private let arguments: Arguments
  private let input = Input(path: Machine.temporaryPath("events.ndjson"))

  init(_ arguments: Arguments) { self.arguments = arguments }

  func run() throws {
    defer { if !arguments.keepsInput { Machine.delete(input.path) } }
    try input.make(arguments.events, callsAtOnce: arguments.calls)
    try state()
    let rows = try measureSpeed()
    show(rows)
    say("")
    // In a process that has no memory to use again.
    try Machine.runAgain(["memory"])
    if arguments.keepsInput { say("the input is kept: \(input.path)") }
  }

  // MARK: - Measuring

  private struct Row {
    let name: String
    /// Million events a second that are aimed at.
    let goal: Double?
    let measure: () throws -> Double
    var seconds: [Double] = []
    var peak = 0

    var least: Double { seconds.min() ?? 0 }
    var median: Double { seconds.sorted()[seconds.count / 2] }
  }

  private func measureSpeed() throws -> [Row] {
    let over = FoldMeasurements(input: input)
    var rows = [
      Row(name: "counting newlines", goal: nil, measure: over.countLines),
      Row(name: "parsing", goal: 6, measure: over.parse),
      Row(name: "the fold on parsed events", goal: 15, measure: over.foldParsed),
      Row(name: "callfold fold, to outcomes", goal: 3, measure: over.foldToOutcomes),
    ]
    // Round by round, so that what else the machine does falls on all alike.
    for _ in 0..<arguments.rounds {
      for index in rows.indices {
        Machine.forgetPeak()
        rows[index].seconds.append(try rows[index].measure())
        rows[index].peak = max(rows[index].peak, Machine.peakMemory)
      }
    }
    return rows
  }

  // MARK: - Showing

  private func state() throws {
    var size = 0
    try input.read { size += $0.count }
    say(
      "\(grouped(arguments.events)) events, \(grouped(size)) bytes, "
        + "\(grouped(arguments.calls)) calls in progress at once")
    for line in Mix.lines { say("  \(line)") }
    say("")
    say("\(Machine.processor); processor time, \(arguments.rounds) rounds, reads of 256 KiB")
    say("")
  }

  private func show(_ rows: [Row]) {
    let heading = ["", "M events/s: best", "median", "goal", "ns/event", "× counting", "peak MB"]
    let events = Double(arguments.events)
    let counting = rows.first?.least ?? 1
    let cells = rows.map { row in
      [
        row.name, decimal(events / row.least / 1e6, 2), decimal(events / row.median / 1e6, 2),
        row.goal.map { decimal($0, 0) } ?? "", decimal(row.least / events * 1e9, 1),
        decimal(row.least / counting, 1), decimal(Double(row.peak) / 1e6, 1),
      ]
    }
    for line in aligned([heading] + cells) { say(line) }
  }
}
