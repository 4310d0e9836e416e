internal import CallModel
public import MerkleTree

/// Reads a log without its lock, up to the last whole frame, and changes nothing.
///
/// It sees the log as it was when it was opened; open another to see more. It is as strict as the
/// writer and `LogVerifier`: each line has to be an event, and what it hands on is compared with the
/// newest checkpoint that the log keeps of itself.
public struct LogReader {
  /// What stands behind the last whole frame of the last file.
  public enum Ending: Hashable, Sendable {
    /// Nothing, or reserved space: the log ends there.
    case whole
    /// So many bytes of a frame, from an offset on, that a writer is about to finish, or a crash
    /// cut short.
    case unfinished(offset: Int, bytes: Int)
  }

  /// What is left out of the checks of a reading.
  public struct Unchecked: OptionSet, Sendable {
    /// The bits.
    public let rawValue: Int

    /// Any of them.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// The tree is not made and not compared with the newest checkpoint; the length is.
    public static let root = Unchecked(rawValue: 1)
    /// Lines need not be events: whoever reads finds that out and throws `unreadable`.
    public static let events = Unchecked(rawValue: 2)
  }

  /// A place between two frames of a log.
  struct Place {
    /// The log file, by its first sequence.
    var file: UInt64
    /// Where in the file the next frame begins, or would.
    var offset: Int
    /// The sequence of its first event.
    var next: UInt64
  }

  let folder: LogFolder
  let manifest: Manifest
  /// All checkpoints that the log keeps of itself, oldest first; `nil` where their file is gone.
  public let checkpoints: [Checkpoint]?

  /// Looks at a log's names, headers, lengths and checkpoints.
  ///
  /// - Parameter asBytesAlone: the log may be folded by an edition of the rules that is not known:
  ///   what its bytes are can be judged without.
  package init(_ storage: any Storage, asBytesAlone: Bool = false) throws(LogError) {
    folder = LogFolder(storage: storage)
    // Before the files are listed: a writer may be at work, and what it adds from now on is in no
    // checkpoint read here. What is wrong with their file matters only where there is a log.
    let kept: Result<[UInt8]?, LogError>
    do { kept = .success(try CheckpointFile.contents(folder)) } catch {
      guard error.isDamage else { throw error }
      kept = .failure(error)
    }
    let edition = asBytesAlone ? nil : RulesEdition.current
    guard let manifest = try Manifest.of(folder, edition: edition) else {
      throw LogError(folder.path, .notALog)
    }
    self.manifest = manifest
    let bytes = try kept.get()
    if let bytes {
      checkpoints = try CheckpointFile.reading(bytes, origin: manifest.checkpointOrigin).checkpoints
    } else {
      checkpoints = nil
    }
  }

  /// The log's id.
  public var id: LogID { manifest.log }
  /// The name that the log was given when it was created.
  public var origin: String { manifest.origin }
  /// The edition of the recording rules by which calls are folded that start now.
  public var edition: UInt64 { manifest.edition }
  /// The newest checkpoint that the log keeps of itself, if any.
  public var newestCheckpoint: Checkpoint? { checkpoints?.last }

  /// Hands on every event from a sequence on, in order, in constant memory; as `forEachFrame`, but
  /// one by one.
  ///
  /// - Parameter visit: is handed the sequence and the stored line without its LF; gives `false` to
  ///   stop.
  /// - Returns: what stands behind the last whole frame; `nil` where the visitor stopped.
  public func forEach(
    from first: UInt64 = 1, through last: UInt64 = .max, without unchecked: Unchecked = [],
    _ visit: (_ sequence: UInt64, _ bytes: [UInt8], _ line: Range<Int>) throws(LogError) -> Bool
  ) throws(LogError) -> Ending? {
    try forEachFrame(from: first, through: last, without: unchecked) {
      (sequence, bytes, lines) throws(LogError) in
      var sequence = sequence
      for line in lines {
        guard try visit(sequence, bytes, line) else { return false }
        sequence += 1
      }
      return true
    }
  }

  /// Hands on the events of one frame after the other.
  ///
  /// Each file is checked frame by frame before its events are handed on. At the end they are
  /// compared with the newest checkpoint that covers them, and the log's length with the newest one;
  /// from the first event on, all checkpoints are compared. Where that fails it throws, so what was
  /// handed on counts only when this returns.
  ///
  /// - Parameters:
  ///   - first: the sequence to begin with.
  ///   - last: the sequence to end with.
  ///   - unchecked: what is left out.
  ///   - visit: is handed the sequence of the first of some events and the stored lines of all of
  ///     them, without their LF; gives `false` to stop, and then nothing is compared.
  /// - Returns: what stands behind the last whole frame, `whole` where it was not read so far; `nil`
  ///   where the visitor stopped.
  public func forEachFrame(
    from first: UInt64 = 1, through last: UInt64 = .max, without unchecked: Unchecked = [],
    _ visit: (_ sequence: UInt64, _ bytes: [UInt8], _ lines: ArraySlice<Range<Int>>)
      throws(LogError) -> Bool
  ) throws(LogError) -> Ending? {
    let places =
      manifest.place(of: first)...max(manifest.place(of: first), manifest.place(of: last))
    let newest = newestCheckpoint.map { [$0] } ?? []
    let watch =
      try unchecked.contains(.root)
      ? nil
      : TreeWatch(judge(of: places, own: places.lowerBound == 0 ? checkpoints ?? [] : newest))
    let found = try read(places, watch, judge: unchecked.contains(.events) ? nil : LineJudge()) {
      (frame, scanner) throws(LogError) in
      let end = frame.first + UInt64(frame.count)
      guard end > first, frame.first <= last else { return true }
      let skipped = first > frame.first ? Int(first - frame.first) : 0
      let kept = end - 1 > last ? frame.count - Int(end - 1 - last) : frame.count
      let lines = scanner.lines[skipped..<kept]
      try manifest.checkEditions(scanner.buffer, lines, from: frame.first + UInt64(skipped))
      return try visit(frame.first + UInt64(skipped), scanner.buffer, lines)
    }
    guard let found else { return nil }
    try compare(watch?.finish(), found.end.next - 1, places)
    return found.ending
  }

  /// A judge of the events of some files, and of the header behind them.
  func judge(
    of places: ClosedRange<Int>, own: [Checkpoint], given: [Checkpoint] = []
  ) -> TreeJudge {
    let behind = min(places.upperBound + 2, manifest.files.count)
    return TreeJudge(
      after: manifest.files[places.lowerBound].header.edge,
      files: manifest.files[places.lowerBound + 1..<behind], own: own,
      origin: checkpointOrigin, given: given)
  }

  /// Reads files frame by frame; `nil` where the visitor stopped.
  ///
  /// - Parameter visit: is handed each good frame, and the scanner that has its lines.
  func read(
    _ places: ClosedRange<Int>, _ watch: TreeWatch?, judge: LineJudge?,
    _ visit: (_ frame: Frame, _ scanner: FrameScanner) throws(LogError) -> Bool
  ) throws(LogError) -> (ending: Ending, end: Place)? {
    var ending = Ending.whole
    var end = Place(file: manifest.files[places.lowerBound].header.first, offset: 0, next: 1)
    for index in places {
      var scanner = try scanner(manifest.files[index], judge)
      while case .frame(let frame) = try step(&scanner, index, &ending) {
        if let first = scanner.lines.first, let last = scanner.lines.last {
          watch?.take(scanner.buffer, first.lowerBound..<last.upperBound + 1)
        }
        guard try visit(frame, scanner) else { return nil }
      }
      end = Place(
        file: manifest.files[index].header.first, offset: scanner.offset, next: scanner.sequence)
    }
    return (ending, end)
  }

  /// Goes on to the next frame of a file; throws damage, and says how the last file ends.
  private func step(
    _ scanner: inout FrameScanner, _ index: Int, _ ending: inout Ending
  ) throws(LogError) -> FrameScanner.Step {
    let step = try scanner.next()
    guard case .stopped(let damage) = step else { return step }
    guard index == manifest.files.count - 1 else {
      throw LogError(
        manifest.files[index].name, offset: scanner.offset, sequence: scanner.sequence,
        .damage(damage))
    }
    ending = try self.ending(scanner, found: damage)
    return .end
  }

  /// A scanner of all of a file's frames.
  func scanner(_ info: Manifest.File, _ judge: LineJudge?) throws(LogError) -> FrameScanner {
    FrameScanner(
      try folder.open(info.name, .read), log: manifest.log, offset: info.headerLength,
      sequence: info.header.first, limit: info.size, judge: judge)
  }

  /// Judges what stands behind the last file's last good frame.
  func ending(_ scanner: FrameScanner, found: Damage) throws(LogError) -> Ending {
    let file = try folder.open(manifest.last.name, .read)
    let tail = try file.bytes(at: scanner.offset, count: manifest.last.size - scanner.offset)
    let judge = TailClassifier(
      log: manifest.log, tail: tail, offset: scanner.offset, sequence: scanner.sequence)
    switch judge.verdict(found: found) {
    case .clean, .reserve: return .whole
    case .torn(let bytes): return .unfinished(offset: scanner.offset, bytes: bytes)
    case .damaged(let damage, let offset):
      // The log as it was when reading came to its end had no more.
      if try scanner.hasFrameByNow() { return .whole }
      throw LogError(
        manifest.last.name, offset: offset, sequence: scanner.sequence, .damage(damage))
    }
  }
}
