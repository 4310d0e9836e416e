internal import Bytes
internal import MerkleTree
internal import Platform

/// The log file that is written to: frames, and reserved space behind them.
struct ActiveFile {
  let header: FileHeader
  private let file: LogFile
  /// Where the next frame begins.
  private(set) var end: Int
  /// Up to here what lies behind `end` is LF, and the file no shorter.
  private(set) var reserved: Int
  /// Bytes behind `end` that a write without space left there; there was none to take them away.
  private var soiled = 0
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
  static func make(
    _ folder: LogFolder, _ header: FileHeader, frame: [UInt8] = []
  ) throws(WriteFailure) -> ActiveFile {
    try WriteFailure.tolerating { () throws(LogError) in
      try folder.replace(FileName.log(header.first), with: header.line + frame)
    }
    // The name is there: from here on nothing may go into the file before.
    return try WriteFailure.breaking { () throws(LogError) in
      try ActiveFile(folder, header: header, end: header.line.count + frame.count)
    }
  }

  var name: String { file.name }
  var isEmpty: Bool { end == header.line.count }

  /// Bytes of a frame that takes so long to write that reserved space would gain it nothing.
  private static let large = 1 << 16

  /// Whether a frame of so many bytes fits into the reserved space, with some left behind it.
  func hasReserved(_ count: Int) -> Bool { end + count < reserved }

  /// Writes a frame and returns when it would survive a power cut.
  ///
  /// - Parameter frame: may have reserved space behind it afterwards.
  mutating func append(
    _ frame: inout [UInt8], sequence: UInt64, reserve: Int
  ) throws(WriteFailure) {
    let needed = end + frame.count
    if hasReserved(frame.count) {
      try write(frame, needed: frame.count)
    } else {
      // Large frames reserve nothing ahead: the space would be written twice for one use.
      let length = frame.count
      let isLarge = length >= min(reserve / 8, Self.large)
      frame.append(contentsOf: ahead(needed, atLeast: isLarge ? 1 : reserve))
      do {
        try write(frame, needed: length)
      } catch {
        guard case .noSpace = error, !isLarge else { throw error }
        frame.removeLast(frame.count - length)
        frame.append(contentsOf: ahead(needed, atLeast: 1))
        try write(frame, needed: length)
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
  mutating func cut() throws(WriteFailure) {
    try WriteFailure.tolerating { () throws(LogError) in try file.cut(to: end) }
    (reserved, soiled) = (end, 0)
    try WriteFailure.breaking { () throws(LogError) in try file.sync() }
  }

  /// Writes a frame, and perhaps reserved space, at the end of the frames; without space, puts back
  /// what was there.
  ///
  /// - Parameter needed: the frame's own length.
  private mutating func write(_ bytes: [UInt8], needed: Int) throws(WriteFailure) {
    try clean()
    var done = 0
    do {
      try WriteFailure.tolerating { () throws(LogError) in
        try file.write(bytes, at: end, done: &done)
      }
    } catch {
      guard case .noSpace = error else { throw error }
      // A frame that is whole is not refused, or the next opening would find it; reserved space
      // may be its last byte. Of the reserved space behind it, what fills sectors is kept; the rest
      // goes before the next frame.
      if done >= needed || (done == needed - 1 && end + needed <= reserved) {
        let sectors = (end + done) / Format.sector * Format.sector
        reserved = max(reserved, sectors, end + needed)
        soiled = max(0, end + done - reserved)
        return
      }
      soiled = done
      try WriteFailure.postponing { () throws(WriteFailure) in try clean() }
      throw error
    }
    reserved = max(reserved, end + bytes.count)
  }

  /// Puts back what stood behind the frames before a write found no space, synced, so that the next
  /// frame does not come to lie between pieces of that one.
  private mutating func clean() throws(WriteFailure) {
    guard soiled > 0 else { return }
    try WriteFailure.tolerating { () throws(LogError) in
      try file.cut(to: reserved)
      let inside = min(reserved - end, soiled)
      try file.write([UInt8](repeating: Byte.lineFeed, count: inside), at: end)
    }
    try WriteFailure.breaking { () throws(LogError) in try file.sync() }
    soiled = 0
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
