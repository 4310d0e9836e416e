internal import Digest
internal import MerkleTree

/// Which frames of a log file have events of which call: pairs of a call's hash and a frame's
/// place, sorted.
///
/// Two calls may have one hash: what is found has to be looked at.
struct CallTable: Hashable {
  struct Entry: Hashable, Comparable {
    var hash: UInt64
    /// Where the frame begins in the file.
    var offset: UInt32

    static func < (left: Entry, right: Entry) -> Bool {
      (left.hash, left.offset) < (right.hash, right.offset)
    }
  }

  private(set) var entries: [Entry] = []

  /// The first 64 bits of the SHA-256 of a call's id.
  static func hash(_ call: [UInt8]) -> UInt64 {
    let digest = SHA256.hash(call)
    return (0..<8).reduce(0) { $0 << 8 | UInt64(digest[$1]) }
  }

  mutating func add(_ hash: UInt64, frame: Frame) {
    guard let offset = UInt32(exactly: frame.offset) else { return }
    entries.append(Entry(hash: hash, offset: offset))
  }

  /// Sorts, and drops what is there twice.
  mutating func finish() {
    entries.sort()
    var kept = 0
    for index in entries.indices where index == 0 || entries[index] != entries[kept - 1] {
      entries[kept] = entries[index]
      kept += 1
    }
    entries.removeLast(entries.count - kept)
  }

  /// The places of the frames that may have events of a call, in order.
  func offsets(_ hash: UInt64) -> [Int] {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    return entries[low...].prefix { $0.hash == hash }.map { Int($0.offset) }
  }

  /// Reads a log file's calls, from its first frame to its last good one, and the tree of all events
  /// up to there; says why it ended there.
  static func read(
    _ folder: LogFolder, _ info: Manifest.File, parser: AdmissionParser, judge: LineJudge
  ) throws(LogError) -> (
    table: CallTable, edge: RightEdge, stop: FrameScanner.Step, scanner: FrameScanner
  ) {
    var table = CallTable()
    var edge = info.header.edge
    var event = ReceivedEvent()
    var scanner = FrameScanner(
      try folder.open(info.name, .read), log: info.header.log, offset: info.headerLength,
      sequence: info.header.first, limit: info.size, judge: judge)
    var step = try scanner.next()
    while case .frame(let frame) = step {
      for line in scanner.lines {
        edge.append(SHA256.hash(prefix: 0, scanner.buffer.span.extracting(line)))
        do { try parser.parse(scanner.buffer, line, stored: true, into: &event) } catch {
          throw LogError(
            info.name, offset: frame.offset, sequence: frame.first,
            .damage(.noEvent(sequence: edge.size)))
        }
        if let call = event.call { table.add(hash(call.decoded(scanner.buffer)), frame: frame) }
      }
      step = try scanner.next()
    }
    table.finish()
    return (table, edge, step, scanner)
  }
}
