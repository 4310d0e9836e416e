internal import Digest
internal import MerkleTree
internal import Platform

/// Copies what is good of a damaged log to a new place; the damaged one is only read.
public struct Salvage {
  /// What was copied.
  public struct Report: Hashable, Sendable {
    /// Events of the new log: those before the first damage.
    public var size: UInt64
    /// Why it ends there; `nil` where the whole log was good.
    public var damage: LogError?
    /// Good events behind the damage, which stand in `salvaged-events.txt`.
    public var behind: Int
  }

  /// The file of events behind the damage, a line each as they were stored.
  public static let remainder = "salvaged-events.txt"

  private let source: LogFolder
  private let target: LogFolder

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
    var damage: LogError?
    do throws(LogError) {
      guard try Survey.of(source) != nil else { throw LogError(source.path, .notALog) }
    } catch {
      guard error.isDamage else { throw error }
      damage = error
    }
    var edge = RightEdge()
    var header: FileHeader?
    var behind: [UInt8] = []
    var behindCount = 0
    for name in try source.names() {
      guard case .log(let first) = FileName(name), try source.isRegular(name) else { continue }
      let file = try source.open(name, .read)
      let size = try file.size()
      let found = try? FileHeader(file.bytes(count: min(size, Format.headerLimit)), file: name)
      let isNext = found.map { $0.first == edge.size + 1 && $0.edge == edge } ?? false
      let isOurs = header == nil || found?.log == header?.log
      if let found, isNext, isOurs, behindCount == 0, header == nil || damage == nil || first > 1 {
        header = header ?? found
        let good = try copy(file, found, size: size, &edge)
        if good == size { continue }
        let tail = try file.bytes(at: good, count: size - good)
        if tail.allSatisfy({ $0 == Byte.lineFeed }) { continue }
        damage = damage ?? LogError(name, offset: good, sequence: edge.size + 1, .damage(.body))
        collect(tail, log: found.log, &behind, &behindCount)
      } else if let log = header?.log ?? found?.log {
        header = header ?? found
        damage = damage ?? LogError(name, offset: 0, .damage(.header))
        collect(try file.bytes(count: size), log: log, &behind, &behindCount)
      }
    }
    if behindCount > 0 { try target.replace(Salvage.remainder, with: behind) }
    try copyCheckpoints(header, size: edge.size)
    return Report(size: edge.size, damage: damage, behind: behindCount)
  }

  /// Copies a file's good frames; says where they end.
  private func copy(
    _ file: LogFile, _ header: FileHeader, size: Int, _ edge: inout RightEdge
  ) throws(LogError) -> Int {
    let start = header.line.count
    var scanner = FrameScanner(
      file, log: header.log, offset: start, sequence: header.first, limit: size)
    while case .frame = try scanner.next() {
      for line in scanner.lines {
        edge.append(SHA256.hash(prefix: 0, scanner.buffer.span.extracting(line)))
      }
    }
    // A file without an event cannot stand between others, and need not stand at the end.
    guard scanner.offset > start || header.first == 1 else { return start }
    let unfinished = file.name + Format.unfinished
    let new = try target.open(unfinished, .replace)
    var offset = 0
    while offset < scanner.offset {
      let piece = try file.bytes(at: offset, count: min(1 << 20, scanner.offset - offset))
      guard !piece.isEmpty else { break }
      try new.write(piece, at: offset)
      offset += piece.count
    }
    try new.sync()
    try target.rename(unfinished, to: file.name)
    if let people = try source.contents(FileName.people(header.first)) {
      try target.replace(FileName.people(header.first), with: people)
    }
    try target.sync()
    return scanner.offset
  }

  /// Finds good frames anywhere in the bytes.
  private func collect(
    _ bytes: [UInt8], log: LogID, _ behind: inout [UInt8], _ count: inout Int
  ) {
    var start = 0
    while let hit = ByteSearch.first(Format.frameMark, in: bytes, start..<bytes.count) {
      start = hit + 1
      guard let line = FrameLine(bytes, at: hit, log: log) else { continue }
      let body = hit + Format.frameLineLength..<hit + Format.frameLineLength + line.bodyLength
      guard body.upperBound <= bytes.count,
        ByteText.checksum(log, bytes, body) == line.bodyChecksum
      else { continue }
      behind.append(contentsOf: bytes[body])
      count += bytes[body].count { $0 == Byte.lineFeed }
      start = body.upperBound
    }
  }

  private func copyCheckpoints(_ header: FileHeader?, size: UInt64) throws(LogError) {
    guard let header else { return }
    var kept: [UInt8] = []
    do {
      let all = try CheckpointFile.readAll(source, origin: "\(header.origin)/\(header.log)")
      for checkpoint in all.checkpoints where checkpoint.size <= size {
        kept.append(checkpoint.note)
      }
    } catch {
      guard error.isDamage else { throw error }
    }
    try target.replace(Format.checkpoints, with: kept)
  }
}
