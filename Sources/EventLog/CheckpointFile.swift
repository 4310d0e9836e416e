internal import Digest
internal import MerkleTree

/// The file of all checkpoints that were made.
enum CheckpointFile {
  /// What stands in it.
  struct Reading: Hashable {
    /// The last whole one.
    var newest: Checkpoint?
    /// How many there are.
    var count = 0
    /// Bytes of the whole ones.
    var length = 0
    /// Bytes behind them, of one that a crash cut short.
    var torn = 0
    /// There is no such file, though there was one from the log's creation on.
    var isMissing = false
  }

  /// Reads the file and judges it.
  static func read(_ folder: LogFolder, origin: String) throws(LogError) -> Reading {
    try readAll(folder, origin: origin).reading
  }

  /// Reads the file and gives all whole checkpoints, oldest first.
  static func readAll(
    _ folder: LogFolder, origin: String
  ) throws(LogError) -> (reading: Reading, checkpoints: [Checkpoint]) {
    guard let bytes = try folder.contents(Format.checkpoints) else {
      return (Reading(isMissing: true), [])
    }
    var reading = Reading()
    var checkpoints: [Checkpoint] = []
    while reading.length < bytes.count,
      let (checkpoint, end) = next(bytes, at: reading.length, origin: origin)
    {
      guard checkpoint.size >= reading.newest?.size ?? 0 else {
        throw LogError(Format.checkpoints, offset: reading.length, .damage(.checkpoint))
      }
      reading.newest = checkpoint
      checkpoints.append(checkpoint)
      reading.count += 1
      reading.length = end
    }
    reading.torn = bytes.count - reading.length
    guard isTorn(bytes, from: reading.length, origin: origin) else {
      throw LogError(Format.checkpoints, offset: reading.length, .damage(.checkpoint))
    }
    return (reading, checkpoints)
  }

  /// Whether the bytes behind the whole checkpoints are what a crash leaves of one: its first bytes,
  /// or a sector of zeros.
  private static func isTorn(_ bytes: [UInt8], from start: Int, origin: String) -> Bool {
    let rest = bytes[start...]
    let isUnwritten = stride(from: start, to: bytes.count, by: 1).contains { index in
      (index == start || index % Format.sector == 0)
        && bytes[index..<min(bytes.count, (index / Format.sector + 1) * Format.sector)]
          .allSatisfy { $0 == 0 }
    }
    if isUnwritten { return true }
    let lines = rest.split(separator: Byte.lineFeed, omittingEmptySubsequences: false)
    guard lines.count <= 4 else { return false }
    let name = Array(origin.utf8)
    return lines.enumerated().allSatisfy { index, line in
      let isWhole = index < lines.count - 1
      switch index {
      case 0: return isWhole ? line.elementsEqual(name) : name.starts(with: line)
      case 1: return line.count <= 20 && line.allSatisfy { $0 &- Byte.zero < 10 }
      case 2: return line.count == 44 || (!isWhole && line.count < 44)
      case _: return line.isEmpty
      }
    }
  }

  /// The checkpoint at a place and where it ends; `nil` where there is no whole one.
  private static func next(
    _ bytes: [UInt8], at start: Int, origin: String
  ) -> (Checkpoint, end: Int)? {
    guard bytes[start...].starts(with: (origin + "\n").utf8) else { return nil }
    let sizeStart = start + origin.utf8.count + 1
    guard let sizeEnd = bytes[sizeStart...].firstIndex(of: Byte.lineFeed),
      let size = ByteText.decimal(bytes, sizeStart..<sizeEnd),
      let rootEnd = bytes[(sizeEnd + 1)...].firstIndex(of: Byte.lineFeed),
      let root = try? SHA256.Digest(
        base64: String(decoding: bytes[(sizeEnd + 1)..<rootEnd], as: UTF8.self)),
      rootEnd + 1 < bytes.count, bytes[rootEnd + 1] == Byte.lineFeed
    else { return nil }
    guard let checkpoint = try? Checkpoint(origin: origin, size: size, root: root),
      bytes[start..<rootEnd + 2].elementsEqual(checkpoint.note.utf8)
    else { return nil }
    return (checkpoint, rootEnd + 2)
  }
}
