import Bytes
import CallModel
import CallRules
import EventCoding
internal import Glibc
import Outcomes
import Platform

/// What is measured over a file of events; each returns the seconds of processor time it took.
struct FoldMeasurements {
  let input: Input

  /// A plain pass over the same bytes that counts their newlines, by the C library's memchr.
  func countLines() throws -> Double {
    let start = Machine.processorTime
    var lines = 0
    try input.read { bytes in
      unsafe bytes.withUnsafeBytes { raw in
        guard var place = raw.baseAddress else { return }
        let end = unsafe place + raw.count
        while let found = unsafe memchr(place, 0x0A, end - place) {
          lines += 1
          unsafe place = UnsafeRawPointer(found) + 1
        }
      }
    }
    let seconds = Machine.processorTime - start
    precondition(lines > 0)
    return seconds
  }

  /// Cutting into lines and parsing each as an event.
  func parse() throws -> Double {
    let start = Machine.processorTime
    var reader = LineReader()
    var parser = EventParser()
    var last = Instant.first
    try input.read { bytes in
      try reader.read(bytes) { line, _ throws(EventError) in
        last = try parser.parse(line).at
      }
    }
    let seconds = Machine.processorTime - start
    precondition(last > .first)
    return seconds
  }

  /// The fold alone: each piece is parsed into memory first, which is not counted.
  func foldParsed() throws -> Double {
    var reader = LineReader()
    var parser = EventParser()
    var batch = Batch()
    var fold = Fold()
    var seconds = 0.0
    try input.read { bytes in
      batch.removeAll()
      try reader.read(bytes) { line, _ throws(EventError) in
        let event = try parser.parse(line)
        if event.isDecoded {
          batch.append(event, parser.decoded.span)
        } else {
          batch.append(event, line)
        }
      }
      let start = Machine.processorTime
      batch.fold(into: &fold)
      seconds += Machine.processorTime - start
    }
    return seconds
  }

  /// All of `callfold fold`, with its outcomes written to /dev/null.
  func foldToOutcomes() throws -> Double {
    let start = Machine.processorTime
    let output = try Machine.open("/dev/null", writing: true)
    defer { Machine.close(output) }
    var stream = FoldStream(.outcomes)
    try input.read { bytes in
      try stream.read(bytes)
      try unsafe stream.writer.bytes.withBytes { try unsafe output.write($0) }
      stream.writer.bytes.removeAll()
    }
    try stream.finish()
    try unsafe stream.writer.bytes.withBytes { try unsafe output.write($0) }
    return Machine.processorTime - start
  }

  /// `callfold fold` as a command over the file: seconds by the wall's clock, since several processors
  /// share the work.
  func command(_ program: String) throws -> Double {
    let start = Host.monotonicClock()
    _ = try Machine.output("\(program) fold < '\(input.path)' > /dev/null")
    return Double(Host.monotonicClock() - start) / 1e9
  }

  /// What another program says that it took from bytes to outcomes.
  func sketch(_ program: String) throws -> Double {
    let answer = try Machine.output("'\(program)' outcomes '\(input.path)' \(Input.readSize)")
    let word = answer.split(whereSeparator: \.isWhitespace).last { Double($0) != nil }
    return word.flatMap { Double($0) } ?? .nan
  }

  /// The bytes by which each call in progress at the end of the file made this process grow.
  func memoryPerCall() throws -> (bytes: Int, calls: Int) {
    let before = Machine.residentMemory
    var stream = FoldStream(.outcomes)
    try input.read { bytes in
      try stream.read(bytes)
      stream.writer.bytes.removeAll()
    }
    let calls = stream.fold.callsInProgress
    return ((Machine.residentMemory - before) / max(calls, 1), calls)
  }
}

/// Parsed events with their bytes.
private struct Batch {
  private var batches: [EventBatch] = []
  private var bytes: [UInt8] = []

  mutating func removeAll() {
    batches.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func append(_ event: Event, _ texts: Span<UInt8>) {
    let start = bytes.count
    for index in texts.indices { bytes.append(texts[index]) }
    if batches.last?.isFull ?? true { batches.append(EventBatch()) }
    let last = batches.count - 1
    batches[last].append(event, 0, start..<bytes.count)
  }

  mutating func fold(into fold: inout Fold) {
    let bytes = bytes
    for index in batches.indices {
      fold.apply(&batches[index], in: bytes.span) { _, _, _, _ in }
    }
  }
}
