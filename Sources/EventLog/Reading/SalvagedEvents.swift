internal import Digest
internal import Platform

/// Good events behind damage, on their way into a file of their own.
struct SalvagedEvents {
  private let folder: LogFolder
  private var file: LogFile?
  private var length = 0
  /// How many events there are.
  private(set) var count = 0
  /// Their numbers, frame by frame, in the order in which they were found.
  private var numbers: [ClosedRange<UInt64>] = []

  init(_ folder: LogFolder) {
    self.folder = folder
  }

  /// The highest of their numbers; 0 for none.
  var highest: UInt64 { numbers.map(\.upperBound).max() ?? 0 }

  /// Finds good frames anywhere in the bytes, and writes their events.
  mutating func collect(_ bytes: [UInt8], log: LogID) throws(LogError) {
    var found: [UInt8] = []
    var start = 0
    while let hit = ByteSearch.first(Format.frameMark, in: bytes, start..<bytes.count) {
      start = hit + 1
      guard let line = FrameLine(bytes, at: hit, log: log) else { continue }
      let body = hit + Format.frameLineLength..<hit + Format.frameLineLength + line.bodyLength
      guard body.upperBound <= bytes.count,
        ByteText.checksum(log, bytes, body) == line.bodyChecksum
      else { continue }
      found.append(contentsOf: bytes[body])
      note(line.first, bytes[body].count { $0 == Byte.lineFeed })
      start = body.upperBound
    }
    try write(found)
  }

  private mutating func note(_ first: UInt64, _ events: Int) {
    guard events > 0, Format.lastSequence - first >= UInt64(events - 1) else { return }
    count += events
    let range = first...first + UInt64(events - 1)
    // Frames that follow on each other are one range.
    if let last = numbers.last, last.upperBound + 1 == range.lowerBound {
      numbers[numbers.count - 1] = last.lowerBound...range.upperBound
    } else {
      numbers.append(range)
    }
  }

  private mutating func write(_ bytes: [UInt8]) throws(LogError) {
    guard !bytes.isEmpty else { return }
    if file == nil { file = try folder.open(Salvage.remainder, .replace) }
    try file?.write(bytes, at: length)
    length += bytes.count
  }

  /// Returns when what was written would survive a power cut.
  func finish() throws(LogError) {
    guard let file else { return }
    try file.sync()
    try folder.sync()
  }

  /// The numbers behind one and up to another that are not among these.
  func missing(after: UInt64, upTo highest: UInt64) -> [ClosedRange<UInt64>] {
    var missing: [ClosedRange<UInt64>] = []
    var next = after + 1
    for range in numbers.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { missing.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    if next <= highest { missing.append(next...highest) }
    return missing
  }
}
