internal import Digest
internal import MerkleTree

/// Reads a log's files in order and hands on every event, having checked all that can be checked.
struct LogReplay {
  /// Where the reading of the last file ended.
  struct Stop {
    /// The end of the last good frame.
    var offset: Int
    /// Why no frame follows; `nil` where the file ends there.
    var reason: Damage?
    /// The tree of all events up to there.
    var edge: RightEdge
  }

  let folder: LogFolder
  let manifest: Manifest

  /// Reads from the start of a file to the log's end.
  ///
  /// Damage in a file that is not the last is thrown; what stands behind the last file's last good
  /// frame is for the caller to judge.
  ///
  /// - Parameter visit: is handed each event: the bytes, the line in them, and the file's first
  ///   sequence; the tree has the event by then, and is not to be kept.
  func run(
    from place: Int,
    visit: (_ bytes: [UInt8], _ line: Range<Int>, _ file: UInt64, _ edge: RightEdge)
      throws(LogError) -> Void
  ) throws(LogError) -> Stop {
    var edge = manifest.files[place].header.edge
    let judge = LineJudge()
    for index in place..<manifest.files.count {
      let info = manifest.files[index]
      if info.header.edge != edge {
        throw LogError(info.name, offset: 0, sequence: info.header.first, .damage(.edge))
      }
      let file = try folder.open(info.name, .read)
      var scanner = FrameScanner(
        file, log: manifest.log, offset: info.headerLength, sequence: info.header.first,
        limit: info.size, judge: judge)
      var reason: Damage?
      reading: while true {
        switch try scanner.next() {
        case .frame:
          for line in scanner.lines {
            edge.append(SHA256.hash(prefix: 0, scanner.buffer.span.extracting(line)))
            try manifest.checkEdition(scanner.buffer, line, in: info.name, sequence: edge.size)
            try visit(scanner.buffer, line, info.header.first, edge)
          }
        case .end: break reading
        case .stopped(let damage):
          reason = damage
          break reading
        }
      }
      if index == manifest.files.count - 1 {
        return Stop(offset: scanner.offset, reason: reason, edge: edge)
      }
      if let reason {
        throw LogError(
          info.name, offset: scanner.offset, sequence: scanner.sequence, .damage(reason))
      }
    }
    return Stop(offset: 0, reason: nil, edge: edge)
  }

  /// What stands behind the last good frame of the last file; for the holder of the lock, beside
  /// whom nobody writes.
  func tail(_ stop: Stop) throws(LogError) -> Tail {
    guard let reason = stop.reason else { return .clean }
    let file = try folder.open(manifest.last.name, .read)
    let tail = try file.bytes(at: stop.offset, count: manifest.last.size - stop.offset)
    return TailClassifier(
      log: manifest.log, tail: tail, offset: stop.offset, sequence: stop.edge.size + 1
    ).verdict(found: reason)
  }
}
