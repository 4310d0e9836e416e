internal import Digest
internal import MerkleTree
internal import Platform

/// Events behind damage, on their way into files of their own: those that are surely what was stored,
/// and those that stand in a damaged frame and are not proved.
struct SalvagedEvents {
  private let folder: LogFolder
  private var good: Output
  private var doubtful: Output
  /// How many good events there are.
  var count: Int { good.count }
  /// The numbers of the doubtful ones, in the order in which they were found.
  var doubtfulNumbers: [ClosedRange<UInt64>] { doubtful.numbers }

  /// What is known of the tree at the place where a piece of the log begins.
  struct Evidence {
    var before: RightEdge
    /// The tree of the file behind, in its header.
    var after: RightEdge?
    var table: TreeTable?
    var checkpoints: [Checkpoint]
  }

  /// A line that was found.
  private struct Line {
    var sequence: UInt64
    var place: Range<Int>
    /// The checksum of its frame is right.
    var isSure: Bool
  }

  init(_ folder: LogFolder) {
    self.folder = folder
    good = Output(name: Salvage.remainder)
    doubtful = Output(name: Salvage.doubtful)
  }

  /// The highest number of a good one; 0 for none.
  var highest: UInt64 { good.numbers.map(\.upperBound).max() ?? 0 }

  /// Finds events anywhere in the bytes, which begin where the damage does, and writes them.
  ///
  /// - Parameter isForeign: the file is another log's, so what is in no good frame is too.
  mutating func collect(
    _ bytes: [UInt8], log: LogID, isForeign: Bool = false, _ evidence: Evidence? = nil
  ) throws(LogError) {
    let lines = find(bytes, log).filter { $0.isSure || !isForeign }
    let sure = Set(lines.lazy.filter(\.isSure).map(\.sequence))
    let proved = evidence.map { Self.proved(lines, bytes, $0) } ?? []
    var seen = sure
    for line in lines {
      if line.isSure {
        try good.add(bytes[line.place], line.sequence, folder)
      } else if seen.insert(line.sequence).inserted {
        if proved.contains(line.sequence) {
          try good.add(bytes[line.place], line.sequence, folder)
        } else {
          try doubtful.add(bytes[line.place], line.sequence, folder)
        }
      }
    }
    try good.flush(folder)
    try doubtful.flush(folder)
  }

  /// The lines of good frames, and between those whatever begins as an event's line does.
  private func find(_ bytes: [UInt8], _ log: LogID) -> [Line] {
    var lines: [Line] = []
    let judge = LineJudge()
    var (start, doubt) = (0, 0)
    while let hit = ByteSearch.first(Format.frameMark, in: bytes, start..<bytes.count) {
      start = hit + 1
      guard let line = FrameLine(bytes, at: hit, log: log) else { continue }
      let body = hit + Format.frameLineLength..<hit + Format.frameLineLength + line.bodyLength
      guard body.upperBound <= bytes.count,
        ByteText.checksum(log, bytes, body) == line.bodyChecksum
      else { continue }
      split(bytes, doubt..<hit, &lines) { _ in false }
      split(bytes, body, &lines) { judge.accepts(bytes.span.extracting($0)) }
      (start, doubt) = (body.upperBound, body.upperBound)
    }
    split(bytes, doubt..<bytes.count, &lines) { _ in false }
    return lines
  }

  private func split(
    _ bytes: [UInt8], _ range: Range<Int>, _ lines: inout [Line], isSure: (Range<Int>) -> Bool
  ) {
    var start = range.lowerBound
    while start < range.upperBound,
      let end = ByteSearch.first(Byte.lineFeed, in: bytes, start..<range.upperBound)
    {
      if ByteText.stands(#"{"seq":"#, in: bytes, at: start),
        let comma = bytes[start..<end].firstIndex(of: Byte.comma),
        let sequence = ByteText.decimal(bytes, start + 7..<comma), sequence >= 1,
        sequence <= Format.lastSequence, bytes[end - 1] == Byte.close
      {
        lines.append(
          Line(sequence: sequence, place: start..<end, isSure: isSure(start..<end)))
      }
      start = end + 1
    }
  }

  /// The sequences of the lines that what is known of the tree proves.
  private static func proved(
    _ lines: [Line], _ bytes: [UInt8], _ evidence: Evidence
  ) -> Set<UInt64> {
    let first = evidence.before.size
    guard lines.contains(where: { !$0.isSure }) else { return [] }
    let last = evidence.after?.size ?? lines.map(\.sequence).max() ?? first
    // A number that was changed by the damage may be any: there are no more leaves than lines.
    let count = last > first ? Int(min(last - first, UInt64(bytes.count))) : 0
    var leaves = [SHA256.Digest?](repeating: nil, count: count)
    // What is sure comes last, and so stays.
    for isSure in [false, true] {
      for line in lines where line.isSure == isSure && line.sequence > first {
        guard let place = Int(exactly: line.sequence - first - 1), place < count else { continue }
        leaves[place] = TreeHash.leaf(bytes.span.extracting(line.place))
      }
    }
    let after = evidence.after.map { zip($0.subtrees, $0.roots).map { ($0, $1) } } ?? []
    return LeafEvidence(before: evidence.before, leaves: leaves)
      .proved(by: after + (evidence.table?.hashes ?? []), evidence.checkpoints)
  }

  /// Returns when what was written would survive a power cut.
  func finish() throws(LogError) {
    try good.finish()
    try doubtful.finish()
    if good.count + doubtful.count > 0 { try folder.sync() }
  }

  /// The numbers behind one and up to another that are not among these.
  func missing(after: UInt64, upTo highest: UInt64) -> [ClosedRange<UInt64>] {
    var missing: [ClosedRange<UInt64>] = []
    var next = after + 1
    let all = (good.numbers + doubtful.numbers).sorted { $0.lowerBound < $1.lowerBound }
    for range in all {
      if range.lowerBound > next { missing.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    if next <= highest { missing.append(next...highest) }
    return missing
  }
}

/// Lines on their way into a file.
private struct Output {
  let name: String
  private(set) var count = 0
  /// Their numbers, in the order in which they were found; those that follow on each other are one.
  private(set) var numbers: [ClosedRange<UInt64>] = []
  private var file: LogFile?
  private var length = 0
  private var waiting: [UInt8] = []
  private static let longestWait = 1 << 20

  init(name: String) { self.name = name }

  mutating func add(
    _ line: ArraySlice<UInt8>, _ sequence: UInt64, _ folder: LogFolder
  ) throws(LogError) {
    count += 1
    if let last = numbers.last, last.upperBound + 1 == sequence {
      numbers[numbers.count - 1] = last.lowerBound...sequence
    } else {
      numbers.append(sequence...sequence)
    }
    waiting += line
    waiting.append(Byte.lineFeed)
    if waiting.count > Self.longestWait { try flush(folder) }
  }

  mutating func flush(_ folder: LogFolder) throws(LogError) {
    guard !waiting.isEmpty else { return }
    if file == nil { file = try folder.open(name, .replace) }
    try file?.write(waiting, at: length)
    length += waiting.count
    waiting.removeAll(keepingCapacity: true)
  }

  func finish() throws(LogError) { try file?.sync() }
}
