internal import Bytes
internal import Digest
internal import Platform

/// Reads a log file frame by frame, in constant memory, and believes nothing.
struct FrameScanner {
  /// What stands at the scanner's place.
  enum Step: Hashable {
    /// A good frame; its lines can be looked at.
    case frame(Frame)
    /// The file's end.
    case end
    /// Bytes that are no good frame, or reserved space.
    case stopped(Damage)
  }

  private let file: LogFile
  private let log: LogID
  /// Where to stop, which may be before the file's end.
  private let limit: Int
  /// What each line must pass; `nil` where lines were judged before, or whoever reads judges them.
  private let judge: LineJudge?
  /// Where the next frame is expected.
  private(set) var offset: Int
  /// The sequence that its first event is expected to have.
  private(set) var sequence: UInt64
  /// Bytes of the file, and behind those that are `filled`, nothing that means anything.
  private(set) var buffer: [UInt8] = []
  private var filled = 0
  /// Where in the file they begin.
  private var bufferOffset = 0
  /// Where the lines of the frame just read are in the buffer, without their LF.
  private(set) var lines: [Range<Int>] = []

  /// Read at once where a frame is not larger: what the processor keeps near it.
  private static let chunk = 1 << 18

  /// A scanner of a file's frames from an offset on, up to a length.
  ///
  /// - Parameter judge: says which lines are events; without one, lines need only have the form.
  init(
    _ file: LogFile, log: LogID, offset: Int, sequence: UInt64, limit: Int,
    judge: LineJudge? = nil
  ) {
    self.file = file
    self.log = log
    self.offset = offset
    self.sequence = sequence
    self.limit = limit
    self.judge = judge
  }

  /// Goes on to the next frame.
  ///
  /// After anything but a frame the scanner stays where it is.
  mutating func next() throws(LogError) -> Step {
    lines.removeAll(keepingCapacity: true)
    if offset >= limit { return .end }
    guard let start = try hold(min(Format.frameLineLength, limit - offset)) else {
      return .stopped(.cutFrame)
    }
    guard let line = FrameLine(buffer, at: start, log: log),
      start + Format.frameLineLength <= filled
    else {
      let whole = limit - offset >= Format.frameLineLength
      return .stopped(whole ? .frameLine : .cutFrame)
    }
    guard line.first == sequence else { return .stopped(.frameSequence(found: line.first)) }
    let length = Format.frameLineLength + line.bodyLength
    guard length <= limit - offset, let start = try hold(length) else {
      return .stopped(.cutFrame)
    }
    let body = start + Format.frameLineLength..<start + length
    guard log.checksum(buffer, body) == line.bodyChecksum else { return .stopped(.body) }
    guard split(body, from: line.first) else {
      lines.removeAll(keepingCapacity: true)
      return .stopped(.eventLine)
    }
    judge?.begin()
    if let place = lines.firstIndex(where: { !isEvent($0) }) {
      lines.removeAll(keepingCapacity: true)
      return .stopped(.noEvent(sequence: line.first + UInt64(place)))
    }
    let frame = Frame(offset: offset, length: length, first: line.first, count: lines.count)
    offset += length
    sequence += UInt64(lines.count)
    return .frame(frame)
  }

  /// Whether a good frame stands at the scanner's place when it is read anew.
  ///
  /// For whoever reads without the lock: between two looks a writer may have finished a frame, and
  /// what was first seen of it and what was seen then do not belong together.
  func hasFrameByNow() throws(LogError) -> Bool {
    var fresh = FrameScanner(
      file, log: log, offset: offset, sequence: sequence, limit: limit, judge: judge)
    if case .frame = try fresh.next() { return true }
    return false
  }

  /// Finds the lines of a body; says whether all of them have the form and number.
  private mutating func split(_ body: Range<Int>, from first: UInt64) -> Bool {
    var prefix = SequencePrefix(first)
    var start = body.lowerBound
    while start < body.upperBound {
      guard let end = ByteSearch.first(Byte.lineFeed, in: buffer, start..<body.upperBound),
        prefix.fits(start..<end, in: buffer.span)
      else { return false }
      lines.append(start..<end)
      prefix.advance()
      start = end + 1
    }
    return Format.lastSequence - first >= UInt64(lines.count - 1)
  }

  private func isEvent(_ line: Range<Int>) -> Bool {
    guard let judge else { return true }
    return judge.accepts(buffer, line)
  }

  /// Sees to it that so many bytes from the scanner's place on are in the buffer; says where, or
  /// `nil` where the file has become shorter.
  private mutating func hold(_ count: Int) throws(LogError) -> Int? {
    let start = offset - bufferOffset
    if start >= 0, start + count <= filled { return start }
    let kept = start >= 0 ? max(0, filled - start) : 0
    let wanted = min(max(count, FrameScanner.chunk), limit - offset)
    makeRoom(wanted, keeping: kept, from: start)
    bufferOffset = offset
    filled = kept
    filled += try file.read(into: &buffer, range: kept..<wanted, at: offset + kept)
    return filled >= count ? 0 : nil
  }

  /// Makes the buffer so long at least, and moves what is to be kept of it to its beginning.
  private mutating func makeRoom(_ wanted: Int, keeping kept: Int, from start: Int) {
    guard buffer.count < wanted else {
      guard kept > 0, start > 0 else { return }
      unsafe buffer.withUnsafeMutableBytes {
        unsafe UnsafeMutableRawBufferPointer(rebasing: $0[..<kept])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + kept]))
      }
      return
    }
    var larger = [UInt8](repeating: 0, count: wanted)
    if kept > 0 { larger.replaceSubrange(0..<kept, with: buffer[start..<start + kept]) }
    buffer = larger
  }
}

extension FrameScanner {
  /// The lines of the frame just read, by their places, that have one of the patterns in them, in
  /// order.
  func places(of patterns: [[UInt8]]) -> [Int] {
    guard let first = lines.first, let last = lines.last else { return [] }
    let body = first.lowerBound..<last.upperBound
    var places: Set<Int> = []
    for pattern in patterns {
      var start = body.lowerBound
      while start < body.upperBound,
        let hit = ByteSearch.first(pattern, in: buffer, start..<body.upperBound)
      {
        var low = 0
        var high = lines.count - 1
        while low < high {
          let middle = (low + high) / 2
          if lines[middle].upperBound < hit { low = middle + 1 } else { high = middle }
        }
        places.insert(low)
        start = lines[low].upperBound + 1
      }
    }
    return places.sorted()
  }
}
