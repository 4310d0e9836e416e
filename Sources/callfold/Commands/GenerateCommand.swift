import Generator
import Platform

/// What `generate` is to make.
struct GenerateOptions: Equatable {
  enum Form: String, CaseIterable {
    case ndjson, scenario
  }

  /// How much is made.
  enum Size: Equatable {
    case events(UInt64)
    case calls(UInt64)
  }

  var seed: UInt64
  var size: Size
  var form = Form.ndjson
  var isPlain = false

  /// A scenario may have 1,000 events.
  private static let mostCallsOfScenario: UInt64 = 20

  init(_ words: [String]) throws(UsageError) {
    let words = try Arguments(
      .generate, words, flags: ["--plain"],
      valued: [
        "--seed": "a number from 0 up", "--events": "how many events", "--calls": "how many calls",
        "--as": "ndjson or scenario",
      ])
    _ = try words.arguments(.generate, [])
    guard let text = words.value("--seed") else {
      throw UsageError(message: "generate needs --seed and a number: the same one makes the same")
    }
    guard let seed = UInt64(text) else {
      throw UsageError(message: "--seed needs a number from 0 up, not '\(text)'")
    }
    self.seed = seed
    isPlain = words.has("--plain")
    if let text = words.value("--as") {
      guard let form = Form(rawValue: text) else {
        throw UsageError(message: "--as needs ndjson or scenario, not '\(text)'")
      }
      self.form = form
    }
    size = try Self.size(words, form)
    if form == .scenario, isPlain {
      throw UsageError(message: "--plain cannot be combined with --as scenario")
    }
  }

  private static func size(_ words: Arguments, _ form: Form) throws(UsageError) -> Size {
    let events = try count(words, "--events")
    let calls = try count(words, "--calls")
    switch (events, calls) {
    case (_?, _?): throw UsageError(message: "--events and --calls cannot be combined")
    case (nil, nil): return form == .scenario ? .calls(1) : .events(1_000)
    case (let events?, nil):
      if form == .scenario {
        throw UsageError(message: "a scenario has whole calls: give --calls instead of --events")
      }
      return .events(events)
    case (nil, let calls?):
      if form == .scenario, calls > mostCallsOfScenario {
        throw UsageError(message: "a scenario has at most \(mostCallsOfScenario) calls")
      }
      return .calls(calls)
    }
  }

  private static func count(_ words: Arguments, _ option: String) throws(UsageError) -> UInt64? {
    guard let text = words.value(option) else { return nil }
    guard let count = UInt64(plain: text) else {
      throw UsageError(message: "\(option) needs a number from 1 up, not '\(text)'")
    }
    return count
  }
}

/// `callfold generate`: events of a made-up contact centre on standard output.
struct GenerateCommand {
  private let options: GenerateOptions
  private static let longestWait = 1 << 16

  init(_ options: GenerateOptions) {
    self.options = options
  }

  func run() -> ExitStatus {
    var results = ResultWriter()
    switch (options.form, options.size) {
    case (.scenario, .calls(let calls)):
      _ = results.append(ScenarioGenerator.scenario(seed: options.seed, calls: calls).utf8)
    case (.scenario, .events): break
    case (.ndjson, .calls(let calls)):
      generate(Int(min(calls, 1_000)), calls: calls, events: .max, &results)
    case (.ndjson, .events(let events)):
      generate(Int(min(max(events / 20, 1), 10_000)), calls: .max, events: events, &results)
    }
    return results.status(.generate)
  }

  private func generate(
    _ callsAtOnce: Int, calls: UInt64, events: UInt64, _ results: inout ResultWriter
  ) {
    var generator = EventGenerator(
      seed: options.seed, options.isPlain ? .plain : .varied, callsAtOnce: callsAtOnce,
      calls: calls)
    var left = events
    while left > 0, generator.writeEvent() {
      left -= 1
      if generator.bytes.count >= Self.longestWait, !results.take(&generator.bytes) { return }
    }
    _ = results.take(&generator.bytes)
  }
}
