internal import Digest
internal import MerkleTree
internal import Platform

/// Copies what is good of a damaged log to a new place; the damaged one is only read.
public struct Salvage {
  /// What was copied.
  public struct Report: Hashable, Sendable {
    /// Events of the new log: those before the first damage.
    public var size: UInt64 = 0
    /// Why it ends there; `nil` where the whole log was good.
    public var damage: LogError?
    /// Good events behind the damage, which stand in `salvaged-events.txt`.
    public var behind = 0
    /// The numbers of the events that are in neither, as far as later events or the log's own
    /// checkpoints tell that there were any.
    public var missing: [ClosedRange<UInt64>] = []
    /// Bytes of a frame that was never finished, at the end, which is no damage.
    public var unfinished = 0
    /// References of the new log that have no value, though nobody erased it.
    public var missingValues = 0
  }

  /// The file of events behind the damage, a line each as they were stored.
  public static let remainder = "salvaged-events.txt"

  let source: LogFolder
  let target: LogFolder

  /// A salvage from one folder to an empty one.
  public init(from source: any Storage, to target: any Storage) {
    self.source = LogFolder(storage: source)
    self.target = LogFolder(storage: target)
  }

  /// Copies files byte for byte up to the first damage, and the good events behind it apart.
  ///
  /// The new log has the old one's id, so that its checkpoints up to there still hold.
  public func run() throws(LogError) -> Report {
    guard try target.names().isEmpty else { throw LogError(target.path, .notEmpty) }
    var report = Report()
    do throws(LogError) {
      guard try Survey.of(source) != nil else { throw LogError(source.path, .notALog) }
    } catch {
      guard error.isDamage else { throw error }
      report.damage = error
    }
    guard let name = try logName() else { return report }
    var copy = Copy(name: name, rest: SalvagedEvents(target))
    var names: [String] = []
    for name in try source.names() where try isLogFile(name) { names.append(name) }
    for file in names { try take(file, isLast: file == names.last, &copy, &report) }
    try copy.rest.finish()
    try copyPeople(&report)
    (report.size, report.behind) = (copy.edge.size, copy.rest.count)
    try copyCheckpoints(name, copy, &report)
    return report
  }

  /// What is under way.
  private struct Copy {
    /// The log's id and origin.
    var name: LogName
    /// The tree of the new log.
    var edge = RightEdge()
    var rest: SalvagedEvents
  }

  /// Whether a name has a log file's bytes, though perhaps it should not.
  private func isLogFile(_ name: String) throws(LogError) -> Bool {
    switch FileName(name) {
    case .log, .malformed: try source.isRegular(name)
    case .people, .index, .tree, .cut, .checkpoints, .lock, .anchor, .door, .erased, .snapshot,
      .unfinished, .stranger:
      false
    }
  }

  /// Takes what is good of one file: as the new log's next one where it is that, else its events.
  private func take(
    _ name: String, isLast: Bool, _ copy: inout Copy, _ report: inout Report
  ) throws(LogError) {
    let file = try source.open(name, .read)
    let size = try file.size()
    let header = try? FileHeader(file.bytes(count: min(size, Format.headerLimit)), file: name)
    guard let header, header.log == copy.name.log, header.first == copy.edge.size + 1,
      header.edge == copy.edge, FileName.log(header.first) == name
    else {
      report.damage = report.damage ?? LogError(name, offset: 0, .damage(.header))
      return try copy.rest.collect(file.bytes(count: size), log: copy.name.log)
    }
    let (end, reason) = try copyFrames(file, header, size: size, &copy.edge)
    guard let reason else { return }
    let tail = try file.bytes(at: end, count: size - end)
    let judge = TailJudge(
      log: header.log, tail: tail, offset: end, sequence: copy.edge.size + 1)
    switch judge.verdict(found: reason) {
    case .clean, .reserve: return
    case .torn(let bytes) where isLast: report.unfinished = bytes
    case .torn:
      report.damage =
        report.damage
        ?? LogError(name, offset: end, sequence: copy.edge.size + 1, .damage(reason))
    case .damaged(let damage, let offset):
      report.damage =
        report.damage
        ?? LogError(name, offset: offset, sequence: copy.edge.size + 1, .damage(damage))
    }
    try copy.rest.collect(tail, log: header.log)
  }

  /// Copies a file's good frames; says where they end, and why if there is more.
  private func copyFrames(
    _ file: LogFile, _ header: FileHeader, size: Int, _ edge: inout RightEdge
  ) throws(LogError) -> (end: Int, reason: Damage?) {
    let start = header.line.count
    var scanner = FrameScanner(
      file, log: header.log, offset: start, sequence: header.first, limit: size)
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
    return (scanner.offset, reason)
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

  private func copyCheckpoints(
    _ name: LogName, _ copy: Copy, _ report: inout Report
  ) throws(LogError) {
    var kept: [UInt8] = []
    var highest = copy.rest.highest
    do {
      let all = try CheckpointFile.readAll(source, origin: name.checkpointOrigin)
      for checkpoint in all.checkpoints where checkpoint.size <= copy.edge.size {
        kept.append(checkpoint.note)
      }
      if let newest = all.reading.newest, newest.size > max(highest, copy.edge.size) {
        highest = newest.size
        report.damage =
          report.damage
          ?? LogError(
            Format.checkpoints,
            .shorterThanCheckpoint(size: copy.edge.size, checkpoint: newest.size))
      }
    } catch {
      guard error.isDamage else { throw error }
    }
    report.missing = copy.rest.missing(after: copy.edge.size, upTo: highest)
    try target.replace(Format.checkpoints, with: kept)
  }
}
