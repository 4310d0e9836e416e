internal import MerkleTree
internal import Platform

/// The log file that is written to: frames, and reserved space behind them.
struct ActiveFile {
  let header: FileHeader
  private let file: LogFile
  /// Where the next frame begins.
  private(set) var end: Int
  /// The file's length: what lies behind `end` is LF.
  private(set) var reserved: Int
  /// Where some of the frames begin, so that one can be found without reading them all.
  private(set) var places: [(sequence: UInt64, offset: Int)] = []

  /// Opens a file that ends with its last frame.
  init(_ folder: LogFolder, header: FileHeader, end: Int) throws(LogError) {
    self.header = header
    self.end = end
    reserved = end
    file = try folder.open(FileName.log(header.first), .update)
  }

  /// Makes a new file, with a first frame or none, in one step that a crash leaves done or undone.
  init(_ folder: LogFolder, making header: FileHeader, frame: [UInt8] = []) throws(LogError) {
    let name = FileName.log(header.first)
    try folder.replace(name, with: header.line + frame)
    try self.init(folder, header: header, end: header.line.count + frame.count)
  }

  var name: String { file.name }
  var isEmpty: Bool { end == header.line.count }

  /// Bytes of a frame that takes so long to write that reserved space would gain it nothing.
  private static let large = 1 << 16

  /// Writes a frame and returns when it would survive a power cut.
  ///
  /// - Parameter frame: may have reserved space behind it afterwards.
  mutating func append(
    _ frame: inout [UInt8], sequence: UInt64, reserve: Int
  ) throws(WriteFailure) {
    let needed = end + frame.count
    if needed < reserved {
      try write(frame)
    } else {
      // Large frames reserve nothing ahead: the space would be written twice for one use.
      let length = frame.count
      let isLarge = length >= min(reserve / 8, Self.large)
      frame.append(contentsOf: ahead(needed, atLeast: isLarge ? 1 : reserve))
      do {
        try write(frame)
      } catch {
        guard case .noSpace = error, !isLarge else { throw error }
        frame.removeLast(frame.count - length)
        frame.append(contentsOf: ahead(needed, atLeast: 1))
        try write(frame)
      }
    }
    try WriteFailure.breaking { () throws(LogError) in try file.syncData() }
    if places.isEmpty || end - places[places.count - 1].offset > 1 << 16 {
      places.append((sequence, end))
    }
    end = needed
  }

  /// Reserved space behind an offset, up to a multiple of the sector: so a sector that a power cut
  /// keeps from being written reads as LF alone, or as zeros alone.
  private func ahead(_ offset: Int, atLeast count: Int) -> [UInt8] {
    let end = (offset + count + Format.sector - 1) / Format.sector * Format.sector
    return [UInt8](repeating: Byte.lineFeed, count: end - offset)
  }

  /// Cuts off the reserved space, so that the file ends with its last frame.
  mutating func cut() throws(LogError) {
    if reserved > end { try file.truncate(to: end) }
    try file.sync()
    reserved = end
  }

  /// Writes at the end of the frames; without space, puts back what was there, synced, so that the
  /// next frame does not come to lie between pieces of this one.
  private mutating func write(_ bytes: [UInt8]) throws(WriteFailure) {
    do {
      try WriteFailure.tolerating { () throws(LogError) in try file.write(bytes, at: end) }
      reserved = max(reserved, end + bytes.count)
    } catch {
      guard case .noSpace = error else { throw error }
      try WriteFailure.breaking { () throws(LogError) in
        if try file.size() > reserved { try file.truncate(to: reserved) }
        let soiled = min(reserved - end, bytes.count)
        try file.write([UInt8](repeating: Byte.lineFeed, count: soiled), at: end)
        try file.sync()
      }
      throw error
    }
  }

  /// The file's frames for a look back, from the last known place at or before a sequence.
  ///
  /// - Parameter known: another place at or before the sequence, if one is known.
  func scanner(
    before sequence: UInt64, known: (sequence: UInt64, offset: Int)? = nil
  ) -> FrameScanner {
    let next = places.firstPlace { $0.sequence > sequence }
    let own = next > 0 ? places[next - 1] : nil
    let place = (own?.offset ?? 0) > (known?.offset ?? 0) ? own : known
    return FrameScanner(
      file, log: header.log, offset: place?.offset ?? header.line.count,
      sequence: place?.sequence ?? header.first, limit: end)
  }
}
