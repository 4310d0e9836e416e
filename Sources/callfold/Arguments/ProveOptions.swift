/// What `prove` is to prove.
struct ProveOptions: Equatable {
  /// What the proof is of.
  enum Subject: Equatable {
    /// All events of a call, and the changes of settings that could matter to it.
    case call(String)
    /// These events.
    case events([ClosedRange<UInt64>])
    /// That the log has only grown since the checkpoint in a file.
    case growth(since: String)
  }

  var log: String
  var subject: Subject
  /// The file to write; `nil` for standard output.
  var output: String?
  /// A file with the checkpoint for which the proof is to be made; `nil` for the newest.
  var checkpoint: String?

  init(_ words: [String]) throws(UsageError) {
    let words = try Arguments(
      .prove, words,
      valued: [
        "--events": "numbers such as 5,7-9", "--since": VerifyOptions.meaning,
        "--at": VerifyOptions.meaning, "-o": "the file to write",
      ])
    output = words.value("-o")
    checkpoint = words.value("--at")
    switch (words.value("--events"), words.value("--since")) {
    case (nil, nil):
      let arguments = try words.arguments(.prove, ["LOG", "CALL (or --events, or --since)"])
      log = arguments[0]
      subject = .call(arguments[1])
    case (let list?, nil):
      log = try words.arguments(.prove, ["LOG"])[0]
      subject = .events(try Self.ranges(list))
    case (nil, let path?):
      log = try words.arguments(.prove, ["LOG"])[0]
      subject = .growth(since: path)
    case (_?, _?):
      throw UsageError(message: "--events and --since ask for two proofs: give one of them")
    }
  }

  private static let mostEvents: UInt64 = 1_000_000

  /// Reads `5,7-9`.
  private static func ranges(_ list: String) throws(UsageError) -> [ClosedRange<UInt64>] {
    var ranges: [ClosedRange<UInt64>] = []
    for part in list.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
        .map { UInt64(plain: $0) }
      guard ends.count <= 2, let low = ends[0], let high = ends[ends.count - 1], low <= high else {
        throw UsageError(message: "--events needs numbers such as 5,7-9, not '\(list)'")
      }
      ranges.append(low...high)
    }
    guard ranges.allSatisfy({ $0.upperBound - $0.lowerBound < mostEvents }) else {
      throw UsageError(message: "--events takes at most \(mostEvents) events: make several proofs")
    }
    return ranges
  }
}
