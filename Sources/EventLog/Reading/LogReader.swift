/// Reads a log without its lock, up to the last whole frame, and changes nothing.
///
/// It sees the log as it was when it was opened; open another to see more.
public struct LogReader {
  /// What stands behind the last whole frame of the last file.
  public enum Ending: Hashable, Sendable {
    /// Nothing, or reserved space: the log ends there.
    case whole
    /// So many bytes of a frame, from an offset on, that a writer is about to finish, or a crash
    /// cut short.
    case unfinished(offset: Int, bytes: Int)
  }

  let folder: LogFolder
  let survey: Survey

  /// Looks at a log's names, headers and lengths.
  public init(_ storage: any Storage) throws(LogError) {
    folder = LogFolder(storage: storage)
    guard let survey = try Survey.of(folder) else { throw LogError(folder.path, .notALog) }
    self.survey = survey
  }

  /// The log's id.
  public var id: LogID { survey.log }
  /// The name that the log was given when it was created.
  public var origin: String { survey.origin }

  /// Hands on every event from a sequence on, in order, in constant memory.
  ///
  /// Each file is checked frame by frame before its events are handed on.
  ///
  /// - Parameters:
  ///   - first: the sequence to begin with.
  ///   - visit: is handed the sequence and the stored line without its LF; gives `false` to stop.
  /// - Returns: what stands behind the last whole frame; `nil` where the visitor stopped.
  public func forEach(
    from first: UInt64 = 1,
    _ visit: (_ sequence: UInt64, _ bytes: [UInt8], _ line: Range<Int>) throws(LogError) -> Bool
  ) throws(LogError) -> Ending? {
    try forEachFrame(from: first) { (sequence, bytes, lines) throws(LogError) in
      var sequence = sequence
      for line in lines {
        guard try visit(sequence, bytes, line) else { return false }
        sequence += 1
      }
      return true
    }
  }

  /// Hands on the events of one frame after the other; as `forEach`, but the visitor gets the
  /// sequence of the first of some events, and the stored lines of all of them.
  public func forEachFrame(
    from first: UInt64 = 1,
    _ visit: (_ sequence: UInt64, _ bytes: [UInt8], _ lines: ArraySlice<Range<Int>>)
      throws(LogError) -> Bool
  ) throws(LogError) -> Ending? {
    for index in survey.place(of: first)..<survey.files.count {
      let info = survey.files[index]
      var scanner = try scanner(info)
      reading: while true {
        switch try scanner.next() {
        case .frame(let frame):
          guard frame.first + UInt64(frame.count) > first else { continue }
          let skipped = first > frame.first ? Int(first - frame.first) : 0
          let lines = scanner.lines[skipped...]
          guard try visit(frame.first + UInt64(skipped), scanner.buffer, lines) else { return nil }
        case .end: break reading
        case .stopped(let damage):
          guard index == survey.files.count - 1 else {
            throw LogError(
              info.name, offset: scanner.offset, sequence: scanner.sequence, .damage(damage))
          }
          return try ending(scanner, found: damage)
        }
      }
    }
    return .whole
  }

  private func scanner(_ info: Survey.File) throws(LogError) -> FrameScanner {
    FrameScanner(
      try folder.open(info.name, .read), log: survey.log, offset: info.headerLength,
      sequence: info.header.first, limit: info.size)
  }

  /// Judges what stands behind the last file's last good frame.
  func ending(_ scanner: FrameScanner, found: Damage) throws(LogError) -> Ending {
    let file = try folder.open(survey.last.name, .read)
    let tail = try file.bytes(at: scanner.offset, count: survey.last.size - scanner.offset)
    let judge = TailJudge(
      log: survey.log, tail: tail, offset: scanner.offset, sequence: scanner.sequence)
    switch judge.verdict(found: found) {
    case .clean, .reserve: return .whole
    case .torn(let bytes): return .unfinished(offset: scanner.offset, bytes: bytes)
    case .damaged(let damage, let offset):
      // The log as it was when reading came to its end had no more.
      if try scanner.hasFrameByNow() { return .whole }
      throw LogError(
        survey.last.name, offset: offset, sequence: scanner.sequence, .damage(damage))
    }
  }
}
