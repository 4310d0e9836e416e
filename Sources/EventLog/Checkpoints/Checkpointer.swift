internal import Digest
internal import MerkleTree

/// Reads back what was appended and promises no more than what it has read.
struct Checkpointer {
  /// The tree of what was read back.
  private(set) var edge: RightEdge
  /// Bytes of the file of checkpoints.
  private var length: Int
  /// What the newest checkpoint covers.
  private(set) var newest: UInt64
  /// The host's time of the newest checkpoint, in milliseconds.
  var time: Int64

  init(edge: RightEdge, length: Int, newest: UInt64, time: Int64) {
    self.edge = edge
    self.length = length
    self.newest = newest
    self.time = time
  }

  /// Reads the events from the last checkpoint on.
  mutating func readBack(
    _ folder: LogFolder, log: LogID, files: [UInt64], active: ActiveFile?
  ) throws(LogError) {
    for (index, first) in files.enumerated() {
      let next = index + 1 < files.count ? files[index + 1] : UInt64.max
      guard next > edge.size + 1 else { continue }
      var scanner = try scanner(folder, log: log, first: first, active: active)
      reading: while true {
        switch try scanner.next() {
        case .frame(let frame):
          for (place, line) in scanner.lines.enumerated()
          where frame.first + UInt64(place) > edge.size {
            edge.append(SHA256.hash(prefix: 0, scanner.buffer.span.extracting(line)))
          }
        case .end: break reading
        case .stopped(let damage):
          throw LogError(
            FileName.log(first), offset: scanner.offset, sequence: scanner.sequence,
            .damage(damage))
        }
      }
    }
  }

  private func scanner(
    _ folder: LogFolder, log: LogID, first: UInt64, active: ActiveFile?
  ) throws(LogError) -> FrameScanner {
    if let active, active.header.first == first { return active.scanner(before: edge.size + 1) }
    let file = try folder.open(FileName.log(first), .read)
    let size = try file.size()
    let header = try FileHeader(file.bytes(count: min(size, Format.headerLimit)), file: file.name)
    return FrameScanner(
      file, log: log, offset: header.line.count, sequence: first, limit: size)
  }

  /// Adds a checkpoint of what was read, and returns when it would survive a power cut.
  mutating func write(
    _ folder: LogFolder, origin: String, at time: Int64
  ) throws(WriteFailure) -> Checkpoint {
    let checkpoint: Checkpoint
    do { checkpoint = try Checkpoint(origin: origin, edge: edge) } catch {
      throw .broken(LogError(Format.checkpoints, .badOrigin))
    }
    let file = try WriteFailure.tolerating { () throws(LogError) in try open(folder) }
    do {
      try WriteFailure.tolerating { () throws(LogError) in
        try file.write(Array(checkpoint.note.utf8), at: length)
      }
    } catch {
      guard case .noSpace = error else { throw error }
      // Where there is no space for that either, the next attempt begins with it.
      try WriteFailure.postponing { () throws(WriteFailure) in
        try WriteFailure.tolerating { () throws(LogError) in try file.cut(to: length) }
      }
      throw error
    }
    try WriteFailure.breaking { () throws(LogError) in try file.syncData() }
    length += checkpoint.note.utf8.count
    newest = edge.size
    self.time = time
    return checkpoint
  }

  /// The file without a torn end; made anew where it was lost.
  private func open(_ folder: LogFolder) throws(LogError) -> LogFile {
    do {
      let file = try folder.open(Format.checkpoints, .update)
      if try file.size() > length {
        try file.cut(to: length)
        try file.sync()
      }
      return file
    } catch  where error.system?.isNotFound == true {
      try folder.replace(Format.checkpoints, with: [])
      return try folder.open(Format.checkpoints, .update)
    }
  }
}
