/// Takes values out of the files of personal data, each in one step.
struct PeopleRewrite {
  let folder: LogFolder
  let log: LogID

  /// Writes a log file's personal data anew without some lines; says how many went.
  ///
  /// Nothing is written where nothing is to go.
  func drop(
    first: UInt64, where isDropped: (PeopleLine) -> Bool
  ) throws(LogError) -> Int {
    let contents = try PeopleContents.read(folder, first: first, log: log)
    let kept = contents.lines.filter { !isDropped($0) }
    let dropped = contents.lines.count - kept.count + (contents.torn > 0 ? 1 : 0)
    guard dropped > 0 else { return 0 }
    var bytes: [UInt8] = []
    for line in kept {
      bytes.append(contentsOf: contents.bytes[line.line])
      bytes.append(Byte.lineFeed)
    }
    try folder.replace(FileName.people(first), with: bytes)
    return dropped
  }

  /// Takes references out of all files; says how many lines went.
  func erase(
    _ references: Set<Reference>, files: [UInt64]
  ) throws(LogError) -> Int {
    guard !references.isEmpty else { return 0 }
    var erased = 0
    for first in files {
      erased += try drop(first: first) { references.contains($0.reference) }
    }
    return erased
  }
}
