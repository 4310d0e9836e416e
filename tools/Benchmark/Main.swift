import Platform

@main
struct Main {
  static let help = """
    tools/bench fold [--events N] [--rounds N] [--plain] [--sketch PATH] [--keep]

    Makes two files of events of a contact centre, of 4,000,000 events each unless --events says
    otherwise: lines as different cores write them, and lines all alike (with --plain only those).
    Measures over each: counting its lines, parsing, the fold on parsed events, all of `callfold
    fold`, and the command itself on one processor and on all; then the memory that a call in
    progress takes. Each is done --rounds times (5). --sketch names another program that is called
    with `outcomes FILE BYTES` and prints its seconds last; it is measured over the plain lines in
    turns with ours. The files are deleted afterwards, but with --keep.

    tools/bench log [--events N] [--rounds N] [--keep]

    Measures the event log in $TMPDIR or /tmp, --rounds times (3): single appends and batches of
    64, 1,000 and 10,000 beside a bare loop that writes and syncs, SQLite and LMDB; then, over a
    log of --events events (1,000,000), replaying, verifying, opening, finding one call and proving
    it, beside the fold of a plain file. --keep keeps the log. It syncs thousands of times, so on a
    slow or busy disk it takes minutes; it says on stderr how far it is.

    tools/bench append [--rounds N]

    Measures only the processor time of appending to the log.

    tools/bench memory

    Measures only the memory that a call in progress takes.

    tools/bench make FILE [--events N] [--calls N] [--plain]

    Makes the file and measures nothing.

    tools/bench parse FILE
    tools/bench apply FILE
    tools/bench outcomes FILE

    Does one of the things that `fold` measures, once, over that file and in this process: for a
    profiler. The processor time that counts is said in seconds.
    """

  static func main() {
    do {
      try run(Arguments(CommandLine.arguments.dropFirst()))
    } catch {
      say("bench: \(error)", to: .error)
      endProcess(2)
    }
  }

  private static func run(_ arguments: Arguments) throws {
    switch arguments.command {
    case .fold: try FoldBench(arguments).run()
    case .log: try LogBench(arguments).run()
    case .append: try LogBench(arguments).runAppend()
    case .make(let path):
      let input = Input(path: path, style: arguments.isPlain ? .plain : .varied)
      try input.write(arguments.events, callsAtOnce: arguments.calls)
    case .memory: try MemoryBench().run()
    case .parse(let path): say("\(try FoldMeasurements(input: Input(path: path)).parse())")
    case .apply(let path): say("\(try FoldMeasurements(input: Input(path: path)).foldParsed())")
    case .outcomes(let path):
      say("\(try FoldMeasurements(input: Input(path: path)).foldToOutcomes())")
    case .help: say(help)
    }
  }
}
