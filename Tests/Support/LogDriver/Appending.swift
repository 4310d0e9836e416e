import Bytes
import EventLog
import Platform

/// Appends what comes on standard input, in batches, and answers with receipts.
struct Appending {
  private let settings: Settings
  private let writer: LogWriter
  private var batch: [UInt8] = []
  private var lines = 0
  private var sent = 0
  private var batches = 0
  private var isRefused = false

  init(_ path: String, _ settings: Settings) throws(LogError) {
    self.settings = settings
    writer = try settings.open(path)
  }

  /// Reads to the end in constant memory: a line that is too long is cut, and refused by the log.
  consuming func run() throws(LogError) {
    var reader = LineReader()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count: Int
      do { count = try Descriptor.input.read(into: &buffer) } catch { Main.fail("\(error)", 3) }
      if count == 0 { break }
      try reader.read(buffer.span.extracting(0..<count)) { (line, _) throws(LogError) in
        try take(line)
      }
    }
    try reader.finish { (line, _) throws(LogError) in try take(line) }
    try flush()
    if settings.closes { try writer.close() }
    if settings.tellsMemory { try? Descriptor.error.write(Array("\(Settings.memory)\n".utf8)) }
    // Whatever is not closed is left as a kill would leave it.
    endProcess(isRefused ? 1 : 0)
  }

  private mutating func take(_ line: Span<UInt8>) throws(LogError) {
    for index in line.indices { batch.append(line[index]) }
    batch.append(10)
    lines += 1
    if lines == settings.batch { try flush() }
  }

  private mutating func flush() throws(LogError) {
    guard lines > 0 else { return }
    let receipts = try writer.append(batch, firstLine: sent + 1)
    sent += lines
    lines = 0
    batch.removeAll(keepingCapacity: true)
    var output: [UInt8] = []
    for receipt in receipts {
      receipt.append(to: &output)
      if !receipt.isStored { isRefused = true }
    }
    Main.write(output)
    batches += 1
    guard let each = settings.checkpointEach, batches % each == 0 else { return }
    do { try writer.checkpoint() } catch {
      // A full disk is no reason to stop.
      guard error.system?.isOutOfSpace == true else { throw error }
    }
  }
}
