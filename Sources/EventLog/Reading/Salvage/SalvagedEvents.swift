internal import Bytes
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

  init(_ folder: LogFolder) {
    self.folder = folder
    good = Output(name: Salvage.remainder)
    doubtful = Output(name: Salvage.doubtful)
  }

  /// The highest number of a good one; 0 for none.
  var highest: UInt64 { good.numbers.map(\.upperBound).max() ?? 0 }

  /// Writes the events that were found behind damage.
  ///
  /// - Parameter isForeign: the file is another log's, so what is in no good frame is too.
  mutating func collect(_ found: FoundLines, isForeign: Bool = false) throws(LogError) {
    let lines = found.lines.filter { $0.isInGoodFrame || !isForeign }
    var seen = Set(lines.lazy.filter(\.isSure).map(\.sequence))
    for line in lines {
      let bytes = found.bytes[line.place]
      if line.isSure {
        try good.add(bytes, line.sequence, folder)
      } else if seen.insert(line.sequence).inserted {
        try doubtful.add(bytes, line.sequence, folder)
      }
    }
    try good.flush(folder)
    try doubtful.flush(folder)
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
