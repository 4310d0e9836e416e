internal import Bytes
internal import Platform

/// The lines of one group of events in a log file, read where a table says that they begin.
///
/// Frames' checksums are not looked at: whoever uses the lines verifies what is made of them.
struct GroupLines {
  private(set) var bytes: [UInt8] = []
  /// Without their LF.
  private(set) var lines: [Range<Int>] = []
  /// The first one's leaf.
  let first: UInt64

  /// Whether a leaf's line is among them.
  func has(_ leaf: UInt64) -> Bool { leaf >= first && leaf - first < UInt64(lines.count) }

  private static let piece = 1 << 16

  /// Reads them; `nil` where something else stands there.
  init?(
    _ file: LogFile, _ info: Manifest.File, _ table: TreeTable, of leaf: UInt64
  ) throws(LogError) {
    let start = leaf / TreeTable.groupLength * TreeTable.groupLength
    first = max(start, table.start)
    let count = Int(min(start + TreeTable.groupLength, table.size) - first)
    var (offset, place) = (table.group(of: leaf).offset, 0)
    var prefix = SequencePrefix(first + 1)
    guard offset < info.size else { return nil }
    while lines.count < count {
      guard let end = ByteSearch.first(Byte.lineFeed, in: bytes, place..<bytes.count) else {
        guard offset < info.size, bytes.count - place <= GroupLines.piece else { return nil }
        let more = try file.bytes(at: offset, count: min(GroupLines.piece, info.size - offset))
        if more.isEmpty { return nil }
        bytes += more
        offset += more.count
        continue
      }
      let isFrameLine =
        end + 1 - place == Format.frameLineLength
        && bytes[place..<end].starts(with: Format.frameMark)
      if !isFrameLine {
        guard prefix.fits(place..<end, in: bytes.span) else { return nil }
        lines.append(place..<end)
        prefix.advance()
      }
      place = end + 1
    }
  }
}
