internal import Bytes
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
    guard let bytes = try contents(folder) else { return (Reading(isMissing: true), []) }
    return try reading(bytes, origin: origin)
  }

  /// The file's bytes; `nil` where it is gone.
  static func contents(_ folder: LogFolder) throws(LogError) -> [UInt8]? {
    let isRegular: Bool
    do throws(LogError) {
      isRegular = try folder.isRegular(Format.checkpoints)
    } catch  where error.system?.isNotFound == true {
      return nil
    }
    guard isRegular else { throw LogError(Format.checkpoints, .damage(.kind)) }
    return try folder.contents(Format.checkpoints)
  }

  /// Judges the file's bytes and gives all whole checkpoints, oldest first.
  static func reading(
    _ bytes: [UInt8], origin: String
  ) throws(LogError) -> (reading: Reading, checkpoints: [Checkpoint]) {
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
  /// or as many as it may have with a sector that reads as zeros.
  private static func isTorn(_ bytes: [UInt8], from start: Int, origin: String) -> Bool {
    let rest = bytes[start...]
    // Origin, size and root, three LF and the one of the empty line.
    guard rest.count <= origin.utf8.count + 19 + 44 + 4 else { return false }
    let sector = rest.indices.first { $0 % Format.sector == 0 && $0 > start } ?? rest.endIndex
    if !rest.isEmpty, rest[..<sector].allSatisfy({ $0 == 0 }) { return true }
    if sector < rest.endIndex, rest[sector...].allSatisfy({ $0 == 0 }) {
      return begins(rest[..<sector], origin: origin)
    }
    return begins(rest, origin: origin)
  }

  /// Whether these are the first bytes of a checkpoint: whole lines parse, and the last one begins
  /// as it should.
  private static func begins(_ bytes: ArraySlice<UInt8>, origin: String) -> Bool {
    let lines = bytes.split(separator: Byte.lineFeed, omittingEmptySubsequences: false)
    guard lines.count <= 4 else { return false }
    return lines.enumerated().allSatisfy { index, line in
      let text = String(decoding: line, as: UTF8.self)
      let isWhole = index < lines.count - 1
      switch index {
      case 0: return isWhole ? line.elementsEqual(origin.utf8) : origin.utf8.starts(with: line)
      case 1:
        let size = ByteText.decimal(Array(line), 0..<line.count)
        return (line.isEmpty && !isWhole)
          || (size.map { $0 <= Format.lastSequence && line.elementsEqual("\($0)".utf8) } ?? false)
      case 2:
        let rest = String(repeating: "A", count: max(0, 43 - line.count)) + "="
        let root = line.count < 44 ? text + rest : text
        return (try? SHA256.Digest(base64: root)) != nil && (line.count == 44 || !isWhole)
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
