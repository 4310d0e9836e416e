internal import CallModel

// The edition of the recording rules by which a log is folded. A `log.rules` is the first event of
// its file, so a look at where the files begin finds each, whatever else of the log is read.
extension Manifest {
  /// The edition of the rules by which calls are folded that start now.
  var edition: UInt64 {
    files.lazy.compactMap(\.edition).last ?? RulesEdition.first
  }

  /// Refuses a log of which a file begins with an edition that is not known.
  func checkEditions(_ folder: LogFolder) throws(LogError) {
    for file in files {
      guard let edition = file.edition, isUnknown(edition) else { continue }
      var scanner = FrameScanner(
        try folder.open(file.name, .read), log: log, offset: file.headerLength,
        sequence: file.header.first, limit: file.size)
      // Where this is no good frame, its event means nothing, and reading tells what is wrong.
      if case .frame = try scanner.next(), let line = scanner.lines.first {
        try checkEdition(scanner.buffer, line, in: file.name, sequence: file.header.first)
      }
    }
  }

  /// Refuses events, one behind the other, of which one says an edition that is not known.
  func checkEditions(
    _ bytes: [UInt8], _ lines: ArraySlice<Range<Int>>, from first: UInt64
  ) throws(LogError) {
    guard knownEdition != nil else { return }
    for (place, line) in lines.enumerated() {
      let sequence = first + UInt64(place)
      try checkEdition(
        bytes, line, in: files[self.place(of: sequence)].name, sequence: sequence)
    }
  }

  /// Refuses an event that says an edition that is not known.
  ///
  /// - Parameter file: the name of the event's file, which is made only for the error.
  func checkEdition(
    _ bytes: [UInt8], _ line: Range<Int>, in file: @autoclosure () -> String, sequence: UInt64
  ) throws(LogError) {
    guard let knownEdition, let edition = OwnLine.edition(bytes, line), isUnknown(edition) else {
      return
    }
    throw LogError(
      file(), sequence: sequence, .unknownEdition(edition, known: knownEdition))
  }

  private func isUnknown(_ edition: UInt64) -> Bool {
    guard let knownEdition else { return false }
    return edition < RulesEdition.first || edition > knownEdition
  }
}
