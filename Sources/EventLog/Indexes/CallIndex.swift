internal import Bytes
internal import Digest
internal import MerkleTree

/// Finds the events of one call without reading the log.
///
/// Making it reads the newest log file; each look-up then reads a few pages of every other file's
/// index and the frames themselves. A file whose index is missing or damaged is read whole: the
/// answer is the same, later. What it hands on is proved to the log's newest checkpoint first.
package struct CallIndex {
  private let reader: LogReader
  private let parser = AdmissionParser()
  private let judge = LineJudge()
  private let newest: CallTable
  /// `nil` where nothing is to be proved.
  private var prover: LineProver?

  /// Lines that are proved together.
  private static let most = 256

  /// Lines of frames, before they are handed on.
  private struct Found {
    var bytes: [UInt8] = []
    var lines: [(sequence: UInt64, line: Range<Int>)] = []
    var leaves: [(sequence: UInt64, leaf: SHA256.Digest)] = []

    mutating func add(_ sequence: UInt64, _ line: ArraySlice<UInt8>) {
      let start = bytes.count
      bytes += line
      lines.append((sequence, start..<bytes.count))
    }

    mutating func prove(_ sequence: UInt64, _ line: Span<UInt8>) {
      leaves.append((sequence, TreeHash.leaf(line)))
    }
  }

  /// An index over a reader's log.
  ///
  /// - Parameter isUnverified: nothing is compared with the log's checkpoints but its length.
  package init(_ reader: LogReader, isUnverified: Bool = false) throws(LogError) {
    self.reader = reader
    let place = reader.manifest.files.count - 1
    let found = try CallTable.read(
      reader.folder, reader.manifest.last, parser: parser, judge: judge)
    if case .stopped(let damage) = found.stop {
      _ = try reader.ending(found.scanner, found: damage)
    }
    newest = found.table
    if isUnverified {
      try reader.compare(nil, found.edge.size, place...place)
    } else {
      prover = try LineProver(reader)
    }
  }

  /// Hands on the events of a call in order: the sequence and the stored line without its LF.
  package mutating func forEach(
    of call: String,
    _ visit: (_ sequence: UInt64, _ bytes: [UInt8], _ line: Range<Int>) throws(LogError) -> Void
  ) throws(LogError) {
    let id = Array(call.utf8)
    let hash = CallTable.hash(id)
    var found = Found()
    for index in reader.manifest.files.indices {
      let file = try reader.folder.open(reader.manifest.files[index].name, .read)
      for offset in try offsets(hash, index) {
        try look(for: id, file, index, offset, &found)
        if found.lines.count >= Self.most { try hand(on: &found, visit) }
      }
    }
    try hand(on: &found, visit)
  }

  /// Adds the events of a call that a frame has.
  private func look(
    for id: [UInt8], _ file: LogFile, _ index: Int, _ offset: Int, _ found: inout Found
  ) throws(LogError) {
    let info = reader.manifest.files[index]
    // The frame's number is not known before it is read; its own line says it.
    let head = try file.bytes(at: offset, count: Format.frameLineLength)
    guard let line = FrameLine(head, at: 0, log: reader.id) else {
      throw try reader.damage(
        inFile: index, LogError(info.name, offset: offset, .damage(.frameLine)))
    }
    var scanner = FrameScanner(
      file, log: reader.id, offset: offset, sequence: line.first,
      limit: offset + Format.frameLineLength + line.bodyLength, judge: judge)
    guard case .frame(let frame) = try scanner.next() else {
      throw try reader.damage(
        inFile: index,
        LogError(info.name, offset: offset, sequence: line.first, .damage(.cutFrame)))
    }
    let before = found.lines.count
    // Those that have its id as it is, or that have escapes.
    for place in scanner.places(of: [id, [Byte.backslash]]) {
      let line = scanner.lines[place]
      guard let event = try? parser.parse(scanner.buffer, line, stored: true),
        event.call?.decoded(scanner.buffer) == id
      else { continue }
      found.add(frame.first + UInt64(place), scanner.buffer[line])
      found.prove(frame.first + UInt64(place), scanner.buffer.span.extracting(line))
    }
    guard found.lines.count == before else { return }
    // It had events of the call when the index was made: somebody may have changed them.
    for (place, line) in scanner.lines.enumerated() {
      found.prove(frame.first + UInt64(place), scanner.buffer.span.extracting(line))
    }
  }

  private mutating func hand(
    on found: inout Found,
    _ visit: (_ sequence: UInt64, _ bytes: [UInt8], _ line: Range<Int>) throws(LogError) -> Void
  ) throws(LogError) {
    try prover?.prove(found.leaves)
    for (sequence, line) in found.lines { try visit(sequence, found.bytes, line) }
    found = Found()
  }

  private func offsets(_ hash: UInt64, _ index: Int) throws(LogError) -> [Int] {
    let files = reader.manifest.files
    guard index + 1 < files.count else { return newest.offsets(hash) }
    let edge = files[index + 1].header.edge
    let known = try CallIndexFile(
      reader.folder, first: files[index].header.first, log: reader.id, edge: edge)
    if let offsets = try known?.offsets(hash) { return offsets }
    let found = try CallTable.read(reader.folder, files[index], parser: parser, judge: judge)
    if case .stopped(let damage) = found.stop {
      throw LogError(
        files[index].name, offset: found.scanner.offset, sequence: found.scanner.sequence,
        .damage(damage))
    }
    guard prover == nil || found.edge == edge else {
      throw try reader.reason(
        LogError(
          files[index + 1].name, offset: 0, sequence: files[index + 1].header.first,
          .damage(.edge)))
    }
    return found.table.offsets(hash)
  }
}
