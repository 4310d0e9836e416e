internal import Bytes
internal import Digest
internal import MerkleTree
internal import Platform

/// Copies what is good of a damaged log to a new place; the damaged one is only read.
package struct Salvage {
  /// What was copied.
  package struct Report: Hashable, Sendable {
    /// Events of the new log: those before the first damage.
    package var size: UInt64 = 0
    /// Why it ends there; `nil` where the whole log was good.
    package var damage: LogError?
    /// The narrowest place in which that damage must be, where it is in a frame.
    package var doubt: Doubt?
    /// Good events behind the damage, which stand in `salvaged-events.txt`.
    package var behind = 0
    /// The numbers of events of damaged frames that may have been changed, and stand in
    /// `doubtful-events.txt`.
    package var doubtful: [ClosedRange<UInt64>] = []
    /// The numbers of the events that are in none of these, as far as later events or the log's own
    /// checkpoints tell that there were any.
    package var missing: [ClosedRange<UInt64>] = []
    /// Bytes of a frame that was never finished, at the end, which is no damage.
    package var unfinished = 0
    /// References of the new log that have no value, though nobody erased it.
    package var missingValues = 0
  }

  /// The file of good events behind the damage, a line each as they were stored.
  package static let remainder = "salvaged-events.txt"
  /// The file of events that stand in damaged frames and of which nothing proves that they are what
  /// was stored.
  package static let doubtful = "doubtful-events.txt"

  let source: LogFolder
  let target: LogFolder

  /// A salvage from one folder to an empty one.
  package init(from source: any Storage, to target: any Storage) {
    self.source = LogFolder(storage: source)
    self.target = LogFolder(storage: target)
  }

  /// Copies files byte for byte up to the first damage, and apart the good events behind it, and those
  /// that are in doubt.
  ///
  /// A writer may be at work meanwhile. The new log has the old one's id, so that its checkpoints up to there still hold.
  package func run() throws(LogError) -> Report {
    guard try target.names().isEmpty else { throw LogError(target.path, .notEmpty) }
    var report = Report()
    // Before the files are listed: what a writer adds from now on is in no checkpoint read here.
    let kept = try checkpointBytes()
    do throws(LogError) {
      guard try Manifest.of(source) != nil else { throw LogError(source.path, .notALog) }
    } catch {
      guard error.isDamage else { throw error }
      report.damage = error
    }
    guard let name = try logName(kept) else { return report }
    var copy = Copy(
      name: name, checkpoints: try checkpoints(kept, name), rest: SalvagedEvents(target))
    var names: [String] = []
    for name in try source.names() where try isLogFile(name) { names.append(name) }
    for (place, file) in names.enumerated() {
      let next = place + 1 < names.count ? try header(names[place + 1]) : nil
      try take(file, next: next, isLast: place + 1 == names.count, &copy, &report)
    }
    try copy.rest.finish()
    try copyPeople(&report)
    (report.size, report.behind) = (copy.edge.size, copy.rest.count)
    report.doubtful = copy.rest.doubtfulNumbers
    try copyCheckpoints(copy, &report)
    return report
  }

  /// The file of checkpoints; `nil` where there is none that could be read as such.
  private func checkpointBytes() throws(LogError) -> [UInt8]? {
    do throws(LogError) {
      return try CheckpointFile.contents(source)
    } catch {
      guard error.isDamage else { throw error }
      return nil
    }
  }

  /// The checkpoints in it, if it is whole.
  private func checkpoints(_ bytes: [UInt8]?, _ name: LogName) throws(LogError) -> [Checkpoint] {
    guard let bytes else { return [] }
    do throws(LogError) {
      return try CheckpointFile.reading(bytes, origin: name.checkpointOrigin).checkpoints
    } catch {
      guard error.isDamage else { throw error }
      return []
    }
  }

  /// A file's header; `nil` where it has none.
  func header(_ name: String) throws(LogError) -> FileHeader? {
    let file = try source.open(name, .read)
    let bytes = try file.bytes(count: min(file.size(), Format.headerLimit))
    do throws(LogError) { return try FileHeader(bytes, file: name) } catch { return nil }
  }

  /// What is under way.
  private struct Copy {
    /// The log's id and origin.
    var name: LogName
    /// What the old log keeps of itself, oldest first.
    var checkpoints: [Checkpoint]
    /// The tree of the new log.
    var edge = RightEdge()
    var rest: SalvagedEvents
  }

  /// Whether a name has a log file's bytes, though perhaps it should not.
  private func isLogFile(_ name: String) throws(LogError) -> Bool {
    switch FileName(name) {
    case .log, .malformed: try source.isRegular(name)
    case .personalData, .index, .tree, .cut, .checkpoints, .lock, .anchor, .admission, .erased,
      .snapshot,
      .unfinished, .unknownFile:
      false
    }
  }

  /// Takes what is good of one file: as the new log's next one where it is that, else its events.
  ///
  /// - Parameter next: the header of the file behind it.
  private func take(
    _ name: String, next: FileHeader?, isLast: Bool, _ copy: inout Copy, _ report: inout Report
  ) throws(LogError) {
    let file = try source.open(name, .read)
    let size = try file.size()
    let header = try header(name)
    guard let header, header.log == copy.name.log, header.first == copy.edge.size + 1,
      header.edge == copy.edge, FileName.log(header.first) == name
    else {
      report.damage = report.damage ?? LogError(name, offset: 0, .damage(.header))
      let isForeign = header.map { $0.log != copy.name.log } ?? false
      let known =
        try isForeign
        ? nil
        : header.map { (header) throws(LogError) in
          try evidence(header, next: next, after: header.edge, copy, size)
        }
      return try copy.rest.collect(
        FoundLines(file.bytes(count: size), copy.name.log, known), isForeign: isForeign)
    }
    let (scanner, reason) = try copyFrames(file, header, size: size, &copy.edge)
    guard let reason else { return }
    let end = scanner.offset
    let tail = try file.bytes(at: end, count: size - end)
    let judge = TailClassifier(
      log: header.log, tail: tail, offset: end, sequence: copy.edge.size + 1)
    switch judge.verdict(found: reason) {
    case .clean, .reserve: return
    case .torn(let bytes) where isLast: report.unfinished = bytes
    case .torn:
      note(name, end, reason, copy, &report)
    case .damaged(let damage, let offset):
      // A writer has finished the frame between two looks.
      if isLast, try scanner.hasFrameByNow() { return }
      note(name, offset, damage, copy, &report)
    }
    // What was never acknowledged is in no checkpoint.
    if isLast, report.unfinished > 0, copy.checkpoints.last?.size ?? 0 <= copy.edge.size { return }
    let known = try evidence(header, next: next, after: copy.edge, copy, size)
    let found = FoundLines(tail, header.log, known)
    if let damage = report.damage, damage.file == name, damage.offset == end {
      report.doubt = Doubt(
        found, file: name, sequence: copy.edge.size + 1, at: end, log: header.log,
        end: known.after?.size)
    }
    try copy.rest.collect(found)
  }

  private func note(
    _ name: String, _ offset: Int, _ damage: Damage, _ copy: Copy, _ report: inout Report
  ) {
    report.damage =
      report.damage
      ?? LogError(name, offset: offset, sequence: copy.edge.size + 1, .damage(damage))
  }

  /// What is known of the tree of a file behind a place in it.
  private func evidence(
    _ header: FileHeader, next: FileHeader?, after before: RightEdge, _ copy: Copy, _ size: Int
  ) throws(LogError) -> FoundLines.Evidence {
    let info = Manifest.File(header: header, headerLength: header.line.count, size: size)
    return try FoundLines.Evidence(source, info, next: next, after: before, copy.checkpoints)
  }

  /// Copies a file's good frames; gives the scanner where they end, and why if there is more.
  private func copyFrames(
    _ file: LogFile, _ header: FileHeader, size: Int, _ edge: inout RightEdge
  ) throws(LogError) -> (scanner: FrameScanner, reason: Damage?) {
    let start = header.line.count
    var scanner = FrameScanner(
      file, log: header.log, offset: start, sequence: header.first, limit: size,
      judge: LineJudge())
    var reason: Damage?
    reading: while true {
      switch try scanner.next() {
      case .frame:
        for line in scanner.lines {
          edge.append(SHA256.hash(prefix: 0, scanner.buffer.span.extracting(line)))
        }
      case .end: break reading
      case .stopped(let damage):
        reason = damage
        break reading
      }
    }
    // A file without an event cannot stand between others, and need not stand at the end.
    if scanner.offset > start || header.first == 1 {
      try copyBytes(of: file, header, count: scanner.offset)
    }
    return (scanner, reason)
  }

  private func copyBytes(
    of file: LogFile, _ header: FileHeader, count: Int
  ) throws(LogError) {
    let unfinished = file.name + Format.unfinished
    let new = try target.open(unfinished, .replace)
    var offset = 0
    while offset < count {
      let piece = try file.bytes(at: offset, count: min(1 << 20, count - offset))
      guard !piece.isEmpty else { break }
      try new.write(piece, at: offset)
      offset += piece.count
    }
    try new.sync()
    try target.rename(unfinished, to: file.name)
    try target.sync()
  }

  private func copyCheckpoints(_ copy: Copy, _ report: inout Report) throws(LogError) {
    var kept: [UInt8] = []
    var highest = copy.rest.highest
    for checkpoint in copy.checkpoints where checkpoint.size <= copy.edge.size {
      kept.append(checkpoint.note)
    }
    if let newest = copy.checkpoints.last, newest.size > max(highest, copy.edge.size) {
      highest = newest.size
      report.damage =
        report.damage
        ?? LogError(
          Format.checkpoints,
          .shorterThanCheckpoint(size: copy.edge.size, checkpoint: newest.size))
    }
    report.missing = copy.rest.missing(after: copy.edge.size, upTo: highest)
    try target.replace(Format.checkpoints, with: kept)
  }
}
