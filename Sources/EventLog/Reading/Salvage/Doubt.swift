internal import Bytes
internal import MerkleTree

/// The narrowest place in which a log's first damage must be: what stands around it is proved by
/// checksums, by the table beside the file, by the header of the file behind it, or by checkpoints.
package struct Doubt: Hashable, Sendable {
  /// The file's name in the log's folder.
  package var file: String
  /// The numbers of the events that may have been changed; `nil` where only the line of a frame was.
  package var events: ClosedRange<UInt64>?
  /// Where they stand in the file, with whatever else may have been changed.
  package var bytes: Range<Int>

  /// The doubt about the frame with which the bytes begin.
  ///
  /// - Parameters:
  ///   - found: what was found from there up to the file's end.
  ///   - sequence: that of the frame's first event.
  ///   - offset: where the bytes begin in the file.
  ///   - end: the sequence that the file's last event has, where the next header says it.
  /// - Returns: `nil` where nothing there is in doubt.
  init?(
    _ found: FoundLines, file: String, sequence: UInt64, at offset: Int, log: LogID, end: UInt64?
  ) {
    let bytes = found.bytes
    let line = FrameLine(bytes, at: 0, log: log).flatMap { $0.first == sequence ? $0 : nil }
    let promised = line.map { Format.frameLineLength + $0.bodyLength } ?? 0
    let behind = found.lines.first { $0.isInGoodFrame && $0.place.lowerBound >= max(promised, 1) }
    var upper = behind.map { $0.place.lowerBound - Format.frameLineLength } ?? bytes.count
    if line != nil { upper = min(upper, promised) }
    // Reserved space is no part of a frame.
    while upper > 1, bytes[upper - 1] == Byte.lineFeed, bytes[upper - 2] == Byte.lineFeed {
      upper -= 1
    }
    let isLast = behind == nil && upper == bytes.count
    let inside = found.lines.filter { $0.place.upperBound <= upper }
    let count = UInt64(bytes[..<upper].count { $0 == Byte.lineFeed })
    var last =
      behind.map { $0.sequence - 1 } ?? (isLast ? end : nil) ?? sequence + max(count, 2) - 2
    var first = sequence
    // A frame's line that is bad is in doubt, whatever is known of its events.
    var lower = line == nil ? 0 : Format.frameLineLength
    var place = line == nil ? inside.first?.place.lowerBound ?? 0 : Format.frameLineLength
    for next in inside {
      guard next.isSure, next.sequence == first, next.place.lowerBound == place else { break }
      (first, place) = (first + 1, next.place.upperBound + 1)
    }
    if line != nil { lower = place }
    for next in inside.reversed() {
      guard last >= first || line == nil, next.isSure, next.sequence == last,
        next.place.upperBound + 1 == upper, next.place.lowerBound >= lower
      else { break }
      (last, upper) = (last - 1, next.place.lowerBound)
    }
    guard lower < upper else { return nil }
    self.init(
      file: file, events: first <= last ? first...last : nil,
      bytes: offset + lower..<offset + upper)
  }

  private init(file: String, events: ClosedRange<UInt64>?, bytes: Range<Int>) {
    self.file = file
    self.events = events
    self.bytes = bytes
  }

  /// The doubt about the damage at which reading a log has ended; `nil` where it is not in a frame.
  init?(_ fault: LogError, _ reader: LogReader, after edge: RightEdge, given: [Checkpoint])
    throws(LogError)
  {
    let files = reader.manifest.files
    guard case .damage = fault.problem, let offset = fault.offset,
      let place = files.firstIndex(where: { $0.name == fault.file }),
      offset >= files[place].headerLength, offset < files[place].size,
      fault.sequence == edge.size + 1
    else { return nil }
    let (info, next) = (files[place], files[(place + 1)...].first?.header)
    let known = ((reader.checkpoints ?? []) + given).sorted { $0.size < $1.size }
    let evidence = try FoundLines.Evidence(reader.folder, info, next: next, after: edge, known)
    let bytes = try reader.folder.open(info.name, .read).bytes(
      at: offset, count: info.size - offset)
    self.init(
      FoundLines(bytes, reader.id, evidence), file: info.name, sequence: edge.size + 1, at: offset,
      log: reader.id, end: evidence.after?.size)
  }
}

extension Doubt: CustomStringConvertible {
  /// For example `in doubt: events 40 to 47, bytes 5120 to 6210 of FILE`, the last ones included.
  package var description: String {
    let place = "bytes \(bytes.lowerBound) to \(bytes.upperBound - 1) of \(file)"
    guard let events else { return "in doubt: no event, but a frame's line, \(place)" }
    let numbers =
      events.count == 1
      ? "event \(events.lowerBound)" : "events \(events.lowerBound) to \(events.upperBound)"
    return "in doubt: \(numbers), \(place)"
  }
}
