internal import Bytes

/// Takes values out of the files of personal data, each in one step.
struct PersonalDataRewrite {
  let folder: LogFolder
  let log: LogID

  /// Writes a log file's personal data anew without some lines, and without bad ones, which are to
  /// be judged before; says how many went.
  ///
  /// Nothing is written where nothing is to go.
  func drop(
    first: UInt64, where isDropped: (PersonalDataLine) -> Bool
  ) throws(WriteFailure) -> Int {
    let contents = try contents(first)
    return try rewrite(contents, first, where: isDropped)
  }

  /// Takes what was erased out of a log file's personal data; says how many lines went.
  func erase(_ erased: Erasures, first: UInt64) throws(WriteFailure) -> Int {
    let contents = try contents(first)
    let isErased = { (line: PersonalDataLine) in erased.contains(line.reference) }
    guard contents.lines.contains(where: isErased) else { return 0 }
    return try rewrite(contents, first, where: isErased)
  }

  private func contents(_ first: UInt64) throws(WriteFailure) -> PersonalDataContents {
    try WriteFailure.breaking { () throws(LogError) in
      try PersonalDataContents.read(folder, first: first, log: log)
    }
  }

  private func rewrite(
    _ contents: PersonalDataContents, _ first: UInt64, where isDropped: (PersonalDataLine) -> Bool
  ) throws(WriteFailure) -> Int {
    let kept = contents.lines.filter { !isDropped($0) }
    let dropped = contents.lines.count - kept.count + (contents.bad == nil ? 0 : 1)
    guard dropped > 0 else { return 0 }
    try WriteFailure.tolerating { () throws(LogError) in
      try folder.replace(FileName.personalData(first), with: contents.bytes(of: kept))
    }
    return dropped
  }
}

extension PersonalDataContents {
  /// Some of the lines, as bytes of a file.
  func bytes(of lines: [PersonalDataLine]) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      bytes.append(contentsOf: self.bytes[line.line])
      bytes.append(Byte.lineFeed)
    }
    return bytes
  }
}
