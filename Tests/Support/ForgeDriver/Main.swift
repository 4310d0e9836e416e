import LogForger
import Platform

/// Writes forged and crashed logs and spoilt proofs to a folder, and says on standard output, one
/// line of fields parted by tabs for each trial, what has to be said of it and what the library says.
/// `tools/forge-check` runs it and asks the other verifiers.
///
///     forge FOLDER logs|crashes COUNT SEED
///     forge FOLDER bits STEP
///
/// - `log`: folder, checkpoint or `-`, expected status and words, the library's, what was done.
/// - `bits`: what is verified, its files parted by blanks, the one that is changed, the step, and a
///   digit for each bit: 0 anchored, 1 consistent, 2 damaged, 3 contradicts, 4 none.
@main
struct Main {
  static func main() throws {
    let words = CommandLine.arguments.dropFirst()
    guard words.count >= 3, let count = words.dropFirst(2).first.flatMap({ UInt64($0) }) else {
      try Descriptor.error.write(Array("forge FOLDER logs|crashes|bits NUMBER [SEED]\n".utf8))
      endProcess(2)
    }
    let driver = Driver(folder: words[words.startIndex])
    let seed = words.dropFirst(3).first.flatMap { UInt64($0) } ?? 1
    switch words[words.startIndex + 1] {
    case "logs": try driver.logs(seed..<seed + count)
    case "crashes": try driver.crashes(Int(count), from: seed)
    case _: try driver.bits(step: Int(count))
    }
  }
}
