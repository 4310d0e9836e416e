internal import Platform

/// Finds the events of one call without reading the log.
///
/// Making it reads the newest log file; each look-up then reads a few pages of every other file's
/// index and the frames themselves. A file whose index is missing or damaged is read whole: the
/// answer is the same, later.
public struct CallIndex {
  private let reader: LogReader
  private let parser = DoorParser()
  private let newest: CallTable

  /// An index over a reader's log.
  public init(_ reader: LogReader) throws(LogError) {
    self.reader = reader
    let last = reader.survey.last
    newest = try CallTable.read(
      reader.folder.open(last.name, .read), last, parser: parser)
  }

  /// Hands on the events of a call in order: the sequence and the stored line without its LF.
  public mutating func forEach(
    of call: String,
    _ visit: (_ sequence: UInt64, _ bytes: [UInt8], _ line: Range<Int>) throws(LogError) -> Void
  ) throws(LogError) {
    let id = Array(call.utf8)
    let hash = CallTable.hash(id)
    for (index, info) in reader.survey.files.enumerated() {
      let file = try reader.folder.open(info.name, .read)
      for offset in try offsets(hash, index, file) {
        // The frame's number is not known before it is read; its own line says it.
        let head = try file.bytes(at: offset, count: Format.frameLineLength)
        guard let line = FrameLine(head, at: 0, log: reader.id) else {
          throw LogError(info.name, offset: offset, .damage(.frameLine))
        }
        var scanner = FrameScanner(
          file, log: reader.id, offset: offset, sequence: line.first,
          limit: offset + Format.frameLineLength + line.bodyLength)
        switch try scanner.next() {
        case .frame(let frame):
          // Those that have its id as it is, or that have escapes.
          for place in scanner.places(of: [id, [Byte.backslash]]) {
            let line = scanner.lines[place]
            guard let event = try? parser.parse(scanner.buffer, line, stored: true),
              event.call?.decoded(scanner.buffer) == id
            else { continue }
            try visit(frame.first + UInt64(place), scanner.buffer, line)
          }
        case .end: continue
        case .stopped(let damage):
          throw LogError(info.name, offset: offset, sequence: line.first, .damage(damage))
        }
      }
    }
  }

  private mutating func offsets(
    _ hash: UInt64, _ index: Int, _ file: LogFile
  ) throws(LogError) -> [Int] {
    let files = reader.survey.files
    guard index + 1 < files.count else { return newest.offsets(hash) }
    let info = files[index]
    let known = CallIndexFile(
      reader.folder, first: info.header.first, log: reader.id,
      edge: files[index + 1].header.edge)
    if let offsets = known?.offsets(hash) { return offsets }
    return try CallTable.read(file, info, parser: parser).offsets(hash)
  }
}
