/// What stands in a file of personal data.
struct PeopleContents {
  /// The good lines, in order.
  var lines: [PeopleLine]
  /// Bytes of them.
  var length: Int
  /// Bytes behind them: a torn line, which no event refers to.
  var torn: Int

  /// Reads the personal data of a log file; nothing where there are none.
  ///
  /// A bad line with a good one behind it is damage; bad lines at the end are what a crash leaves.
  static func read(
    _ folder: LogFolder, first: UInt64, log: LogID
  ) throws(LogError) -> PeopleContents {
    let name = FileName.people(first)
    guard let bytes = try folder.contents(name) else {
      return PeopleContents(lines: [], length: 0, torn: 0)
    }
    var lines: [PeopleLine] = []
    var bad: Int?
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: Byte.lineFeed) ?? bytes.count
      if end < bytes.count, let line = PeopleLine(bytes, start..<end, log: log) {
        guard bad == nil else { throw LogError(name, offset: bad, .damage(.personalData)) }
        lines.append(line)
      } else if bad == nil {
        bad = start
      }
      start = end + 1
    }
    return PeopleContents(
      lines: lines, length: bad ?? bytes.count, torn: bytes.count - (bad ?? bytes.count))
  }
}
