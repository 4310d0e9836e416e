internal import Bytes
internal import Digest
internal import MerkleTree
internal import Platform

/// The lines of events that stand in bytes of which not all are good, and which of them are surely what
/// was stored.
struct FoundLines {
  /// What is known of the tree at the place where the bytes begin.
  struct Evidence {
    /// The tree of the events before the bytes.
    var before: RightEdge
    /// The tree of the file behind, in its header.
    var after: RightEdge?
    /// The table beside the file.
    var table: TreeTable?
    /// Oldest first.
    var checkpoints: [Checkpoint]

    init(
      _ folder: LogFolder, _ info: Manifest.File, next: FileHeader?, after before: RightEdge,
      _ checkpoints: [Checkpoint]
    ) throws(LogError) {
      self.before = before
      self.checkpoints = checkpoints
      after = next.flatMap {
        $0.log == info.header.log && $0.edge.size > before.size ? $0.edge : nil
      }
      table = try after.flatMap { (after) throws(LogError) in
        try TreeTable.kept(folder, info, before: after)
      }
    }
  }

  /// A line that was found.
  struct Line {
    var sequence: UInt64
    /// Where it stands in the bytes, without its LF.
    var place: Range<Int>
    /// The checksum of its frame is right.
    var isInGoodFrame: Bool
    /// What is known of the tree proves it.
    var isProved = false

    /// It is what was stored.
    var isSure: Bool { isInGoodFrame || isProved }
  }

  let bytes: [UInt8]
  /// In the order in which they stand there.
  private(set) var lines: [Line] = []

  /// Finds the lines of good frames, and between those whatever begins as an event's line does.
  init(_ bytes: [UInt8], _ log: LogID, _ evidence: Evidence?) {
    self.bytes = bytes
    lines = find(log)
    if let evidence { prove(evidence) }
  }

  private func find(_ log: LogID) -> [Line] {
    var lines: [Line] = []
    let judge = LineJudge()
    var (start, doubt) = (0, 0)
    while let hit = ByteSearch.first(Format.frameMark, in: bytes, start..<bytes.count) {
      start = hit + 1
      guard let line = FrameLine(bytes, at: hit, log: log) else { continue }
      let body = hit + Format.frameLineLength..<hit + Format.frameLineLength + line.bodyLength
      guard body.upperBound <= bytes.count,
        log.checksum(bytes, body) == line.bodyChecksum
      else { continue }
      split(doubt..<hit, &lines) { _ in false }
      split(body, &lines) { judge.accepts(bytes, $0) }
      (start, doubt) = (body.upperBound, body.upperBound)
    }
    split(doubt..<bytes.count, &lines) { _ in false }
    return lines
  }

  private func split(
    _ range: Range<Int>, _ lines: inout [Line], isGood: (Range<Int>) -> Bool
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
          Line(sequence: sequence, place: start..<end, isInGoodFrame: isGood(start..<end)))
      }
      start = end + 1
    }
  }

  /// Marks the lines that what is known of the tree proves.
  private mutating func prove(_ evidence: Evidence) {
    let first = evidence.before.size
    guard lines.contains(where: { !$0.isInGoodFrame }) else { return }
    let last = evidence.after?.size ?? lines.map(\.sequence).max() ?? first
    // A number that was changed by the damage may be any: there are no more leaves than lines.
    let count = last > first ? Int(min(last - first, UInt64(bytes.count))) : 0
    var leaves = [SHA256.Digest?](repeating: nil, count: count)
    // Two lines may say that they have one number: only the one that was hashed can be proved.
    var hashed = [Int?](repeating: nil, count: count)
    // What is in a good frame comes last, and so stays.
    for isInGoodFrame in [false, true] {
      for (index, line) in lines.enumerated()
      where line.isInGoodFrame == isInGoodFrame && line.sequence > first {
        guard let place = Int(exactly: line.sequence - first - 1), place < count else { continue }
        leaves[place] = TreeHash.leaf(bytes.span.extracting(line.place))
        hashed[place] = index
      }
    }
    let after = evidence.after.map { zip($0.subtrees, $0.roots).map { ($0, $1) } } ?? []
    let proved = LeafEvidence(before: evidence.before, leaves: leaves)
      .proved(by: after + (evidence.table?.hashes ?? []), evidence.checkpoints)
    for sequence in proved {
      if let index = hashed[Int(sequence - first - 1)] { lines[index].isProved = true }
    }
  }
}
