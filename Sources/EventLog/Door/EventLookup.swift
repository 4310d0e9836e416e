/// An event's line as it is stored.
struct StoredLine {
  var bytes: [UInt8]
  var line: Range<Int>
  /// The log file that it is in, by its first sequence; `nil` for one of the batch under way.
  var file: UInt64?
}

/// How the door finds events that came before the batch under way. Each throws where the disk fails.
struct LookBack {
  /// The line of an event; `nil` where it turned out that it found no space.
  let line: (_ sequence: UInt64) throws(LogError) -> StoredLine?
  /// The value of a reference that a log file's events have; `nil` where it is gone.
  let value: (_ reference: Reference, _ file: UInt64) throws(LogError) -> [UInt8]?
}

/// Finds single events again; going on from the one before is quick.
struct EventLookup {
  /// The log file, by its first sequence.
  let file: UInt64
  private var scanner: FrameScanner
  private var frame: Frame?

  init(file: UInt64, scanner: FrameScanner) {
    self.file = file
    self.scanner = scanner
  }

  /// Whether the event can be found by going on.
  func canReach(_ sequence: UInt64) -> Bool {
    (frame?.first ?? scanner.sequence) <= sequence
  }

  /// The event's line; `nil` where the scanner comes to its end before.
  mutating func line(
    _ sequence: UInt64
  ) throws(LogError) -> (bytes: [UInt8], line: Range<Int>)? {
    while true {
      if let frame, sequence < frame.first + UInt64(frame.count) {
        return (scanner.buffer, scanner.lines[Int(sequence - frame.first)])
      }
      switch try scanner.next() {
      case .frame(let next): frame = next
      case .end, .stopped: return nil
      }
    }
  }
}

extension LogTail {
  /// The line of an event on the disk.
  mutating func storedLine(_ sequence: UInt64) throws(LogError) -> StoredLine {
    if var lookup, lookup.canReach(sequence), let found = try lookup.line(sequence) {
      self.lookup = lookup
      return StoredLine(bytes: found.bytes, line: found.line, file: lookup.file)
    }
    guard let first = files.last(where: { $0 <= sequence }) else {
      throw LogError(folder.path, sequence: sequence, .noSuchEvent)
    }
    var lookup: EventLookup
    if let file, first == file.header.first {
      lookup = EventLookup(file: first, scanner: file.scanner(before: sequence))
    } else {
      let file = try folder.open(FileName.log(first), .read)
      let size = try file.size()
      let header = try FileHeader(
        file.bytes(count: min(size, Format.headerLimit)), file: file.name)
      lookup = EventLookup(
        file: first,
        scanner: FrameScanner(
          file, log: log, offset: header.line.count, sequence: first, limit: size))
    }
    guard let found = try lookup.line(sequence) else {
      throw LogError(FileName.log(first), sequence: sequence, .damage(.cutFrame))
    }
    self.lookup = lookup
    return StoredLine(bytes: found.bytes, line: found.line, file: first)
  }

  /// The value of a reference that a log file's events have; `nil` where it is gone.
  mutating func value(of reference: Reference, file: UInt64) throws(LogError) -> [UInt8]? {
    if knownValues?.file != file { knownValues = KnownValues(file: file) }
    return try knownValues?.value(of: reference, folder, log: log)
  }
}
