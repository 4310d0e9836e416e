/// An event's line as it is stored.
struct StoredLine {
  var bytes: [UInt8]
  var line: Range<Int>
  /// The log file that it is in, by its first sequence; `nil` for one of the batch under way.
  var file: UInt64?
}

/// How the door finds events that came before the batch under way. Each throws where the disk fails.
struct LookBack {
  /// Waits for the batches that are on their way; `false` where one of them found no space.
  let isIdle: () -> Bool
  /// The line of an event; `nil` where it turned out that it found no space.
  let line: (_ sequence: UInt64) throws(LogError) -> StoredLine?
  /// The value of a reference that a log file's events have; `nil` where it is gone.
  let value: (_ reference: Reference, _ file: UInt64) throws(LogError) -> [UInt8]?
}

/// Where some of a log file's frames begin, so that one can be found without reading them all.
struct FramePlaces {
  /// Bytes between two places at least.
  private static let distance = 1 << 16

  private var places: [(sequence: UInt64, offset: Int)] = []

  /// Notes where a frame begins.
  mutating func note(_ sequence: UInt64, at offset: Int) {
    if let last = places.last {
      guard sequence > last.sequence, offset - last.offset > FramePlaces.distance else { return }
    }
    places.append((sequence, offset))
  }

  /// The last one at or before a sequence.
  func last(before sequence: UInt64) -> (sequence: UInt64, offset: Int)? {
    let next = places.firstPlace { $0.sequence > sequence }
    return next > 0 ? places[next - 1] : nil
  }
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
    _ sequence: UInt64, noting places: inout FramePlaces
  ) throws(LogError) -> (bytes: [UInt8], line: Range<Int>)? {
    while true {
      if let frame, sequence < frame.first + UInt64(frame.count) {
        return (scanner.buffer, scanner.lines[Int(sequence - frame.first)])
      }
      switch try scanner.next() {
      case .frame(let next):
        frame = next
        places.note(next.first, at: next.offset)
      case .end, .stopped: return nil
      }
    }
  }
}

extension LogTail {
  /// The line of an event on the disk.
  mutating func storedLine(_ sequence: UInt64) throws(LogError) -> StoredLine {
    if var lookup = lookup.take(), lookup.canReach(sequence),
      let found = try lookup.line(
        sequence, noting: &framePlaces[lookup.file, default: FramePlaces()])
    {
      self.lookup = lookup
      return StoredLine(bytes: found.bytes, line: found.line, file: lookup.file)
    }
    let place = files.firstPlace { $0 > sequence }
    guard place > 0 else { throw LogError(folder.path, sequence: sequence, .noSuchEvent) }
    let first = files[place - 1]
    var places = framePlaces[first] ?? FramePlaces()
    var lookup = EventLookup(file: first, scanner: try scanner(first, before: sequence, places))
    guard let found = try lookup.line(sequence, noting: &places) else {
      throw LogError(FileName.log(first), sequence: sequence, .damage(.cutFrame))
    }
    framePlaces[first] = places
    self.lookup = lookup
    return StoredLine(bytes: found.bytes, line: found.line, file: first)
  }

  /// A log file's frames from the last known place at or before a sequence.
  private func scanner(
    _ first: UInt64, before sequence: UInt64, _ places: FramePlaces
  ) throws(LogError) -> FrameScanner {
    let known = places.last(before: sequence)
    if let file, first == file.header.first {
      return file.scanner(before: sequence, known: known)
    }
    let file = try folder.open(FileName.log(first), .read)
    let size = try file.size()
    if let known {
      return FrameScanner(
        file, log: log, offset: known.offset, sequence: known.sequence, limit: size)
    }
    let header = try FileHeader(
      file.bytes(count: min(size, Format.headerLimit)), file: file.name)
    return FrameScanner(
      file, log: log, offset: header.line.count, sequence: first, limit: size)
  }

  /// The value of a reference that a log file's events have; `nil` where it was erased, whatever
  /// lies in the file, or is missing.
  mutating func value(of reference: Reference, file: UInt64) throws(LogError) -> [UInt8]? {
    if erasures.contains(reference) { return nil }
    if let place = knownValues.lastIndex(where: { $0.file == file }) {
      if place < knownValues.count - 1 { knownValues.append(knownValues.remove(at: place)) }
    } else {
      knownValues.append(KnownValues(file: file))
    }
    // It is not copied while it is changed.
    var known = knownValues.removeLast()
    defer {
      knownValues.append(known)
      KnownValues.keepFew(&knownValues)
    }
    return try known.value(of: reference, folder, log: log) { () throws(LogError) in
      try judgePeople(ofFile: file)
    }
  }

  /// Throws where a log file's personal data have bad bytes that no crash explains.
  func judgePeople(ofFile file: UInt64) throws(LogError) {
    let contents = try PersonalDataContents.read(folder, first: file, log: log)
    guard contents.bad != nil, let manifest = try Manifest.of(folder) else { return }
    let needs = try PersonalDataScan(folder: folder, manifest: manifest)
      .needs(manifest.files[manifest.place(of: file)])
    _ = try PersonalDataFinding(contents, needs).missing { erasures.contains($0) }
  }
}
