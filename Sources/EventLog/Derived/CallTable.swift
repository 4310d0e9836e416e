internal import Digest

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

  /// Reads a log file's calls, from its first frame to its last good one.
  static func read(
    _ file: LogFile, _ info: Survey.File, parser: DoorParser
  ) throws(LogError) -> CallTable {
    var table = CallTable()
    var scanner = FrameScanner(
      file, log: info.header.log, offset: info.headerLength, sequence: info.header.first,
      limit: info.size)
    while case .frame(let frame) = try scanner.next() {
      for line in scanner.lines {
        guard let event = try? parser.parse(scanner.buffer, line, stored: true),
          let call = event.call
        else { continue }
        table.add(hash(call.decoded(scanner.buffer)), frame: frame)
      }
    }
    table.finish()
    return table
  }
}
