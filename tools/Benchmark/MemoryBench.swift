/// `tools/bench memory`: by how much each call in progress makes a process grow.
struct MemoryBench {
  /// How many calls there are at once; at any moment some have just ended.
  private static let calls = 100_000
  /// Enough events for calls at all stages, many ended and their room used again.
  private static let events = 1_500_000

  func run() throws {
    let crowd = Input(path: Machine.temporaryPath("crowd.ndjson"), style: .plain)
    defer { Machine.delete(crowd.path) }
    try crowd.make(Self.events, callsAtOnce: Self.calls)
    let (bytes, calls) = try FoldMeasurements(input: crowd).memoryPerCall()
    say(
      "memory of a call in progress, over \(grouped(calls)) of them: \(grouped(bytes)) bytes"
        + " (at most 1,500)")
  }
}
