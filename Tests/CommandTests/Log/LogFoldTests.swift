import Bytes
import EventLog
import Foundation
import LogQueries
import Outcomes
import Platform
import RandomLogs
import Testing

/// A log of random events, in many small files, folds to the same bytes as the events themselves.
@Suite struct LogFoldTests {
  @Test(arguments: 1...24)
  func `a log folds as the events did that were appended`(seed: UInt64) throws {
    let lines = stored(seed)
    let folder = try Folder()
    try append(lines, to: folder, seed: seed)
    let reader = try LogReader(path: folder.path)
    #expect(reader.fileStarts.count > 3)
    try expectSame(folded(reader, .outcomes), product(lines, .outcomes))
    // The numbers of effects are those of the log.
    let number = /"seq":\d+,/
    let ours = try folded(reader, .effects).map { $0.replacing(number, with: "") }
    let theirs = try product(lines, .effects).map { $0.replacing(number, with: "") }
    expectSame(ours, theirs)
  }

  @Test(arguments: 1...24)
  func `a log folds as its own lines do, where clocks are ahead of the log's`(seed: UInt64) throws {
    let lines = stored(seed)
    let folder = try Folder()
    var options = options()
    var now = lines.compactMap(at).min() ?? 0
    // It goes on by a quarter of a second with each look, and events may be as far ahead as they are.
    options.clock = {
      now += 250
      return now
    }
    options.futureLimit = .max
    try append(lines, to: folder, seed: seed, options)
    let reader = try LogReader(path: folder.path)
    var lens = PersonalDataView(reader)
    var own: [String] = []
    _ = try reader.forEach { (sequence, bytes, line) throws(LogError) in
      own.append(String(decoding: try lens.restored(sequence, bytes, line), as: UTF8.self))
      return true
    }
    let outcomes = try product(own, .outcomes)
    try expectSame(folded(reader, .outcomes), outcomes)
    try expectSame(folded(reader, .effects), product(own, .effects))
    #expect(outcomes.contains { $0.contains("timeAhead") })
  }

  /// Byte for byte; says the first line that is another, and no more.
  private func expectSame(_ ours: [String], _ theirs: [String]) {
    let pairs = zip(ours, theirs)
    if let (mine, other) = pairs.first(where: { !$0.utf8.elementsEqual($1.utf8) }) {
      let same = zip(mine.utf8, other.utf8).prefix { $0 == $1 }.count
      func part(_ text: String) -> String {
        String(decoding: text.utf8.dropFirst(max(0, same - 40)).prefix(120), as: UTF8.self)
      }
      Issue.record("log: \(part(mine)) fold: \(part(other))")
    }
    #expect(ours.count == theirs.count)
  }

  @Test func `numbers are sorted by what they are and not by their references`() throws {
    let folder = try Folder()
    var lines = [setting] + events(of: "c1", source: "core").prefix(3)
    lines += ["9", "5", "7", "1", "3"].map {
      #"{"at":"2026-01-05T09:00:03Z","type":"number.joined","call":"c1","number":"+"# + $0 + "\"}"
    }
    try append(lines, to: folder, seed: 1)
    let outcomes = try folded(LogReader(path: folder.path), .outcomes)
    #expect(outcomes == (try product(lines, .outcomes)))
    let captured =
      #""captured":["agent:anna","caller","number:+1","number:+3","number:+5","number:+7","#
      + #""number:+9"]"#
    #expect(outcomes.first?.contains(captured) == true)
  }

  @Test func `what was erased reads erased, also in a call that goes on in another file`() throws {
    let folder = try Folder()
    let options = options(fileLimit: 400)
    let writer = try LogWriter.create(path: folder.path, origin: "o", options: options)
    let lines = events(of: "c1", source: "core")
    for line in lines.prefix(3) { _ = try writer.append(Array(line.utf8)) }
    #expect(try writer.erase(.value("+4712345678"), user: "u", reason: "r") == 1)
    for line in lines.dropFirst(3) { _ = try writer.append(Array(line.utf8)) }
    try writer.close()
    let outcomes = try folded(LogReader(path: folder.path), .outcomes)
    #expect(outcomes.count == 1)
    #expect(outcomes[0].contains(#""caller":"erased""#))
    #expect(try product(lines, .outcomes)[0].contains(#""caller":"+4712345678""#))
  }

  @Test func `a call that ends and begins again in one batch has new references`() throws {
    let folder = try Folder()
    let again = events(of: "c1", source: "core", from: 6)
    let first = events(of: "c1", source: "core") + again.prefix(4)
    let left = again[3].replacing("number.joined", with: "number.left")
      .replacing(":9}", with: ":10}")
    let writer = try LogWriter.create(path: folder.path, origin: "o", options: options())
    for batch in [first, [left]] { _ = try writer.append(Array(text(batch).utf8)) }
    try writer.close()
    try expectSame(
      folded(LogReader(path: folder.path), .outcomes), product(first + [left], .outcomes))
  }

  @Test func `a line that references made longer than a producer's may be is read`() throws {
    let folder = try Folder()
    let start =
      #"{"at":"2026-01-05T09:00:01Z","type":"call.started","call":"c1","direction":"inbound","#
      + #""caller":"1""#
    let padding = (0..<5).map { ",\"x\($0)\":\"\(String(repeating: "x", count: 4_000))\"" }.joined()
    let most = Limits.line - start.utf8.count - 1
    // Cut inside the last string, which then ends one byte before the brace.
    let line = start + padding.prefix(most - 1) + "\"}"
    #expect(line.utf8.count == Limits.line)
    try append([line], to: folder, seed: 1)
    let writer = try LogWriter.open(path: folder.path, options: options())
    try writer.close()
    #expect(try folded(LogReader(path: folder.path), .outcomes) == product([line], .outcomes))
  }

  // MARK: - Helpers

  /// 250 lines of a random log without the types that are the log's own, of which ticks may be half.
  private func stored(_ seed: UInt64) -> [String] {
    var log = RandomLog(seed: seed)
    let parser = AdmissionParser()
    let producers = log.lines(500).filter { line in
      let bytes = Array(line.utf8)
      return (try? parser.parse(bytes, bytes.indices, stored: true))?.kind != .reserved
    }
    return Array(producers.prefix(250))
  }

  private func at(_ line: String) -> Int64? {
    let bytes = Array(line.utf8)
    return try? AdmissionParser().parse(bytes, bytes.indices, stored: true).at
  }

  private func options(fileLimit: Int = 8_192) -> LogOptions {
    var options = LogOptions()
    options.fileLimit = fileLimit
    options.reserve = 4_096
    // Random logs go to the end of the year 9999.
    options.clock = { 253_402_300_799_999 }
    return options
  }

  private func append(
    _ lines: [String], to folder: Folder, seed: UInt64, _ options: LogOptions? = nil
  ) throws {
    let writer = try LogWriter.create(
      path: folder.path, origin: "o", options: options ?? self.options())
    var batch: [String] = []
    var size = Int(seed % 7) + 1
    for (index, line) in lines.enumerated() {
      batch.append(line)
      // See `a call that ends and begins again in one batch …`.
      let ends = line.contains("ended") || line.contains("\\")
      guard batch.count >= size || ends || index == lines.count - 1 else { continue }
      for receipt in try writer.append(Array(text(batch).utf8)) {
        if case .refused(_, let code, let reason) = receipt, code != "conflict" {
          Issue.record("\(code): \(reason)")
        }
      }
      batch = []
      size = size % 23 + 1
    }
    try writer.close()
  }

  private func folded(_ reader: LogReader, _ output: FoldStream.Output) throws -> [String] {
    var fold = LogFold(reader, output)
    let ending = try fold.run { _, _ in true }
    #expect(ending == .whole)
    var lines: [String] = []
    fold.withWritten {
      lines = String(decoding: $0.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
    return lines
  }

  private func product(_ lines: [String], _ output: FoldStream.Output) throws -> [String] {
    var stream = FoldStream(output)
    try stream.read(Array(text(lines).utf8).span)
    try stream.finish()
    return String(decoding: stream.writer.bytes.bytes, as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }
}
