internal import Platform

/// What stands in a file of personal data.
struct PeopleContents {
  let bytes: [UInt8]
  /// The good lines, in order.
  var lines: [PeopleLine]
  /// Bytes of them.
  var length: Int
  /// Bytes behind them: a torn line, which no event refers to.
  var torn: Int

  /// Reads the personal data of a log file; nothing where there are none.
  ///
  /// A bad line with a good one behind it is damage; bad lines at the end are what a crash leaves.
  ///
  /// - Parameter offset: where a line begins, for whoever knows what stands before it.
  static func read(
    _ folder: LogFolder, first: UInt64, log: LogID, from offset: Int = 0
  ) throws(LogError) -> PeopleContents {
    let name = FileName.people(first)
    guard let bytes = try folder.contents(name, from: offset) else {
      return PeopleContents(bytes: [], lines: [], length: 0, torn: 0)
    }
    var lines: [PeopleLine] = []
    var bad: Int?
    var start = 0
    while start < bytes.count {
      let end = ByteSearch.first(Byte.lineFeed, in: bytes, start..<bytes.count) ?? bytes.count
      if end < bytes.count, let line = PeopleLine(bytes, start..<end, log: log) {
        if let bad { throw LogError(name, offset: offset + bad, .damage(.personalData)) }
        lines.append(line)
      } else if bad == nil {
        bad = start
      }
      start = end + 1
    }
    return PeopleContents(
      bytes: bytes, lines: lines, length: bad ?? bytes.count,
      torn: bytes.count - (bad ?? bytes.count))
  }

  /// The values, decoded, of those references that are asked for.
  func values(where isWanted: (Reference) -> Bool = { _ in true }) -> [Reference: [UInt8]] {
    var values: [Reference: [UInt8]] = [:]
    for line in lines where isWanted(line.reference) {
      values[line.reference] = PeopleLine.decoded(bytes, line.value)
    }
    return values
  }
}
