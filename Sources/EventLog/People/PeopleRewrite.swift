/// Takes values out of the files of personal data, each in one step.
struct PeopleRewrite {
  let folder: LogFolder
  let log: LogID

  /// Writes a log file's personal data anew without some lines, and without bad ones, which are to
  /// be judged before; says how many went.
  ///
  /// Nothing is written where nothing is to go.
  func drop(
    first: UInt64, where isDropped: (PeopleLine) -> Bool
  ) throws(WriteFailure) -> Int {
    try WriteFailure.tolerating { () throws(LogError) in
      try rewrite(first: first, where: isDropped)
    }
  }

  private func rewrite(
    first: UInt64, where isDropped: (PeopleLine) -> Bool
  ) throws(LogError) -> Int {
    let contents = try PeopleContents.read(folder, first: first, log: log)
    let kept = contents.lines.filter { !isDropped($0) }
    let dropped = contents.lines.count - kept.count + (contents.bad == nil ? 0 : 1)
    guard dropped > 0 else { return 0 }
    try folder.replace(FileName.people(first), with: contents.bytes(of: kept))
    return dropped
  }

  /// Takes what was erased out of a log file's personal data; says how many lines went.
  func erase(_ erased: Erasures, first: UInt64) throws(WriteFailure) -> Int {
    let contents = try WriteFailure.breaking { () throws(LogError) in
      try PeopleContents.read(folder, first: first, log: log)
    }
    guard contents.lines.contains(where: { erased.contains($0.reference) }) else { return 0 }
    return try drop(first: first) { erased.contains($0.reference) }
  }
}

extension PeopleContents {
  /// Some of the lines, as bytes of a file.
  func bytes(of lines: [PeopleLine]) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      bytes.append(contentsOf: self.bytes[line.line])
      bytes.append(Byte.lineFeed)
    }
    return bytes
  }
}
