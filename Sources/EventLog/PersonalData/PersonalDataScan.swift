internal import Bytes
internal import Platform

/// Reads of log files what concerns personal data, and passes over the rest.
struct PersonalDataScan {
  let folder: LogFolder
  let manifest: Manifest

  /// Every reference in a stored line begins so.
  private static let reference = [Byte.quote, UInt8(ascii: "~")]
  /// Every line that says what was erased has this.
  private static let erased = Array(#""log.erased""#.utf8)

  /// Whether a stored line may refer to personal data or say that some were erased.
  static func concerns(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
    ByteSearch.first(reference, in: bytes, line) != nil
  }

  /// What a log file's events refer to.
  func needs(_ info: Manifest.File) throws(LogError) -> PersonalDataNeeds {
    var needs = PersonalDataNeeds()
    let parser = AdmissionParser()
    var event = ReceivedEvent()
    try forEach(info, having: Self.reference) { bytes, line in
      // A line that is no event is for the readers of events to report.
      do { try parser.parse(bytes, line, stored: true, into: &event) } catch { return }
      needs.note(event, bytes)
    }
    return needs
  }

  /// What a log file's events say was erased.
  func erased(_ info: Manifest.File) throws(LogError) -> [Reference] {
    var erased: [Reference] = []
    try forEach(info, having: Self.erased) { erased += OwnLine.erased($0, $1) }
    return erased
  }

  private func forEach(
    _ info: Manifest.File, having pattern: [UInt8], _ visit: ([UInt8], Range<Int>) -> Void
  ) throws(LogError) {
    var scanner = FrameScanner(
      try folder.open(info.name, .read), log: manifest.log, offset: info.headerLength,
      sequence: info.header.first, limit: info.size)
    while true {
      switch try scanner.next() {
      case .frame:
        for place in scanner.places(of: [pattern]) { visit(scanner.buffer, scanner.lines[place]) }
      case .end: return
      case .stopped(let damage):
        // What stands behind the last frame of the last file is for its readers to judge.
        if info.header.first == manifest.last.header.first { return }
        throw LogError(
          info.name, offset: scanner.offset, sequence: scanner.sequence, .damage(damage))
      }
    }
  }
}
