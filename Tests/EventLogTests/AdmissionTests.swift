import EventLog
import Foundation
import LogSupport
import RandomLogs
import Testing

/// Rows 15a to 15d of the table of faults: whatever comes to the log's door is stored byte for
/// byte, or refused; nothing is repaired, and nothing ends the process.
@Suite struct AdmissionTests {
  let disk = FakeDisk()
  let host = FakeHost()

  private func writer() throws -> LogWriter {
    try LogWriter.create(in: disk.mount(), origin: "o", options: host.options(fileLimit: 1 << 26))
  }

  private static let head = #"{"at":"2026-11-22T10:15:04.123Z","type":"info.x","#

  /// A line with these members behind time and type.
  private func line(_ members: [UInt8]) -> [UInt8] {
    Array(AdmissionTests.head.utf8) + members + [UInt8(ascii: "}")]
  }

  private func line(_ members: String) -> [UInt8] { line(Array(members.utf8)) }

  private func text(_ inside: [UInt8]) -> [UInt8] {
    line(Array(#""t":""#.utf8) + inside + [UInt8(ascii: "\"")])
  }

  /// Appends the lines and compares what was stored with what should have been.
  private func check(
    _ lines: [(bytes: [UInt8], isStored: Bool)], _ writer: LogWriter,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let before = writer.size
    var all: [UInt8] = []
    for line in lines { all += line.bytes + [10] }
    let receipts = try writer.append(all)
    try #require(receipts.count == lines.count, sourceLocation: location)
    var stored: [[UInt8]] = []
    let reader = try LogReader(disk.mount())
    _ = try reader.forEach(from: before + 1) { (_, bytes, range) throws(LogError) in
      let line = bytes[range]
      if !Array(line).contains(#""type":"log."#.utf8) { stored.append(Array(line)) }
      return true
    }
    var next = 0
    for ((bytes, isStored), receipt) in zip(lines, receipts) {
      let shown = String(decoding: bytes, as: UTF8.self).debugDescription
      #expect(receipt.isStored == isStored, "\(shown): \(receipt.line)", sourceLocation: location)
      guard receipt.isStored, case .stored(let sequence, _, _) = receipt else { continue }
      let expected = Array(#"{"seq":\#(sequence),"#.utf8) + bytes.dropFirst()
      try #require(next < stored.count, sourceLocation: location)
      #expect(stored[next] == expected, "\(shown)", sourceLocation: location)
      next += 1
    }
  }

  @Test func `row 15a: a line of any length around the limit, and far beyond`() throws {
    let writer = try writer()
    for count in [1 << 14, (1 << 14) + 1, 1 << 20, 10 << 20] {
      let receipts = try writer.append([UInt8](repeating: UInt8(ascii: "x"), count: count))
      guard case .refused(1, let code, _) = receipts[0] else {
        Issue.record("\(receipts[0])")
        continue
      }
      #expect(code == (count > 1 << 14 ? "lineTooLong" : "malformed"))
    }
    #expect(writer.size == 0)
  }

  @Test func `row 15b: every pair of bytes is stored as it came, or refused`() throws {
    let writer = try writer()
    let step = Effort.of(7, thorough: 1)
    Effort.announce("one of \(step) pairs of bytes")
    for first in UInt8.min...255 where first != 10 {
      var lines: [(bytes: [UInt8], isStored: Bool)] = []
      for second in stride(from: Int(first) % step, through: 255, by: step) where second != 10 {
        let pair = [first, UInt8(second)]
        lines.append((text(pair), isText(pair)))
      }
      try check(lines, writer)
    }
  }

  /// Whether two bytes can be the inside of a JSON string, judged by others than the parser.
  private func isText(_ bytes: [UInt8]) -> Bool {
    if bytes[0] == UInt8(ascii: "\\") { return #""\/bfnrt"#.utf8.contains(bytes[1]) }
    return bytes.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
      && String(validating: bytes, as: UTF8.self) != nil
  }

  @Test func `row 15b: long forms, surrogates, the edges of planes, and marks`() throws {
    let good: [[UInt8]] = [
      [0xc2, 0x80], [0xdf, 0xbf], [0xe0, 0xa0, 0x80], [0xed, 0x9f, 0xbf], [0xee, 0x80, 0x80],
      [0xef, 0xbf, 0xbf], [0xf0, 0x90, 0x80, 0x80], [0xf4, 0x8f, 0xbf, 0xbf],
      [0xef, 0xbb, 0xbf], [0xe2, 0x80, 0xa8], [0xe2, 0x80, 0xae], [0xe2, 0x81, 0xa6], [0x7f],
      [0xc2, 0x9b], Array(#"\u0000"#.utf8), Array(#"\ud83d\ude00"#.utf8), Array(#"\u2028"#.utf8),
      Array("e\u{301}".utf8), Array("\u{e9}".utf8),
    ]
    let bad: [[UInt8]] = [
      [0xc0, 0x80], [0xc1, 0xbf], [0xe0, 0x80, 0x80], [0xe0, 0x9f, 0xbf], [0xed, 0xa0, 0x80],
      [0xed, 0xbf, 0xbf], [0xf0, 0x80, 0x80, 0x80], [0xf0, 0x8f, 0xbf, 0xbf],
      [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80],
      [0xfc, 0x84, 0x80, 0x80, 0x80, 0x80], [0xe2, 0x80], [0xf0, 0x9f, 0x98], [0x80], [0xbf],
      [0xfe], [0xff], [0], [0x1f], [9], [0x1b], [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80],
      Array(#"\ud800"#.utf8), Array(#"\udc00"#.utf8), Array(#"\ud83dx"#.utf8),
      Array(#"\ude00\ud83d"#.utf8), Array(#"\u12"#.utf8), Array(#"\u00zz"#.utf8),
      Array(#"\U0041"#.utf8), Array(#"\x41"#.utf8), Array(#"\"#.utf8),
    ]
    let writer = try writer()
    try check(good.map { (text($0), true) } + bad.map { (text($0), false) }, writer)
    // At the end of a string, and in a key.
    try check(bad.map { (text([0x61] + $0), false) }, writer)
    try check(bad.map { (line([0x22] + $0 + Array(#"":1"#.utf8)), false) }, writer)
    try check([([0xef, 0xbb, 0xbf] + line(#""a":1"#), false)], writer)
    // In an id no control has a place, however it is written.
    for id in [#"\u0000"#, #"\u001b[2J"#, #"\u009b"#, "\u{7f}", "\u{9b}", #"\n"#, ""] {
      try check([(line(#""call":"\#(id)""#), false)], writer)
      try check([(line(#""source":"\#(id)","n":1"#), false)], writer)
    }
  }

  @Test func `row 15b: names are compared byte by byte, and no two spellings are one`() throws {
    let writer = try writer()
    try check(
      [
        (line("\"source\":\"\u{e9}\",\"n\":1"), true),
        (line("\"source\":\"e\u{301}\",\"n\":1"), true),
        (line("\"source\":\"E\u{301}\",\"n\":1"), true),
      ], writer)
    // An escape stands for its character: the same source, and other bytes.
    let receipt = try writer.append(line(#""source":"\u00e9","n":1"#))[0]
    guard case .refused(1, "conflict", _) = receipt else {
      Issue.record("\(receipt)")
      return
    }
  }

  @Test func `row 15b: every line of one or two bytes is refused, or blank`() throws {
    let writer = try writer()
    for first in UInt8.min...255 {
      for second in stride(from: Int(first) % 5, through: 255, by: Effort.of(5, thorough: 1)) {
        let line = [first, UInt8(second)]
        let parts = line.split(separator: 10)
        let filled = parts.filter { !$0.allSatisfy(Array(" \t\r".utf8).contains) }
        let receipts = try writer.append(line)
        #expect(receipts.count == filled.count && !receipts.contains(where: \.isStored))
      }
    }
    #expect(writer.size == 0)
  }

  @Test func `row 15c: no depth of nesting is too much to be refused`() throws {
    let outcome = Answers()
    let thread = Thread {
      for depth in [1, 2, 31, 32, 33, 100, 511, 512, 513, 2_000, 8_000, 100_000] {
        for (open, close) in [("[", "]"), (#"{"a":"#, "}"), ("[[", ""), ("]", "[")] {
          let value =
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
          let line = Array(
            (#"{"at":"2026-11-22T10:15:04Z","type":"info.x","a":"# + value + "}").utf8)
          let parser = AdmissionParser()
          do throws(AdmissionRefusal) {
            _ = try parser.parse(line, line.indices, stored: false)
            outcome.add("depth \(depth) of \(open) was taken")
          } catch {
            if error.code != "malformed" { outcome.add("depth \(depth): \(error.code)") }
          }
        }
      }
      outcome.finish()
    }
    // The smallest stack that a thread may have here, with a little for the runtime.
    thread.stackSize = 128 << 10
    thread.start()
    #expect(outcome.wait() == [])
  }

  @Test func `row 15c: two keys alike, loose commas and odd numbers are refused`() throws {
    let bad = [
      #""a":1,"a":1"#, #""a":1,"\u0061":2"#, #""type":"info.y""#, #""a":1,"#, #","a":1"#, #""a""#,
      #""a":"#, #""a":1 2"#, #""a":01"#, #""a":+1"#, #""a":.5"#, #""a":1."#, #""a":1e"#, #""a":-"#,
      #""a":NaN"#, #""a":Infinity"#, #""a":-Infinity"#, #""a":0x10"#, #""a":1_000"#, #""a":'b'"#,
      #""a":undefined"#, #""a":True"#, #""a":nul"#, #""a":nulll"#, #"a:1"#, #""a":/**/1"#,
      #""a":1}{"b":2"#, #""a":1//"#, #""a":[]"#, #""a":{}"#, #""a":[1"#, #"}"#,
    ]
    let good = [
      #""a":-0"#, #""a":1e999"#, #""a":1.0E+5"#, #""a":123456789012345678901234567890"#,
      #""a":0.1"#, #""a":true"#, #""a":false"#, #""a":null"#, #""a":"""#, #""":1"#, #""b" : 1 "#,
    ]
    let writer = try writer()
    try check(bad.map { (line($0), false) } + good.map { (line($0), true) }, writer)
  }

  /// Python, and the same question to it: is each line one flat object of JSON, read strictly?
  private static let python = "/usr/bin/python3"
  private static let judge = """
    import json, sys
    ours = set("at type call source n seq".split())
    def flat(pairs):
        keys = [key for key, _ in pairs]
        if len(set(keys)) < len(keys): raise ValueError("twice")
        for key, value in pairs:
            if isinstance(value, (list, dict)): raise ValueError("nested")
            (key + (value if isinstance(value, str) else "")).encode()
        return keys
    def never(word): raise ValueError(word)
    for line in sys.stdin.buffer.read().split(b"\\n")[:-1]:
        try:
            keys = json.loads(line.decode(), object_pairs_hook=flat, parse_constant=never)
            if not isinstance(keys, list) or keys[:2] != ["at", "type"]: raise ValueError("form")
            print("skip" if ours & set(keys[2:]) else "yes")
        except (ValueError, RecursionError):
            print("no")
    """

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: python)))
  func `row 15c: Python's reader of JSON, made strict, takes and refuses the same lines`() throws {
    let pieces =
      [
        "\"", "\\", ",", ":", "{", "}", "[", "]", "1", "0", "-", "+", ".", "e", "E", " ", "\t", "t",
        "true", "null", "\"k\"", "\"m\":2", "\\u0041", "\\ud800", "\\ud83d\\ude00", "\u{0}",
        "\u{1f}",
        "\u{7f}", "\u{e9}", "/", "\\/", "x", "NaN",
      ].map { Array($0.utf8) } + [[0xc3], [0xa9], [0xed, 0xa0, 0x80], [0xff]]
    var chance = SplitMix64(seed: 15)
    var lines: [[UInt8]] = []
    for _ in 0..<Effort.of(4_000, thorough: 200_000) {
      var members = Array(#""k1":"text","k2":-1.5e3,"k3":null,"k4":"\u00e9""#.utf8)
      for _ in 0...Int(chance.next() % 3) {
        let place = Int(chance.next() % UInt64(members.count))
        let end = min(members.count, place + Int(chance.next() % 3))
        members.replaceSubrange(
          place..<end, with: pieces[Int(chance.next() % UInt64(pieces.count))])
      }
      lines.append(line(members))
    }
    let folder = try TestFolder()
    try Data(lines.flatMap { $0 + [10] }).write(to: folder.url.appending(path: "in"))
    let process = Process()
    process.executableURL = URL(filePath: AdmissionTests.python)
    process.arguments = ["-c", AdmissionTests.judge]
    process.standardInput = try FileHandle(forReadingFrom: folder.url.appending(path: "in"))
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let verdicts = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self
    ).split(separator: "\n")
    process.waitUntilExit()
    try #require(verdicts.count == lines.count)
    var judged = 0
    for part in stride(from: 0, to: lines.count, by: 1_000) {
      let pairs = zip(lines, verdicts).dropFirst(part).prefix(1_000).filter { $1 != "skip" }
      judged += pairs.count
      try check(pairs.map { ($0, $1 == "yes") }, try part == 0 ? writer() : reopened())
    }
    #expect(judged > lines.count / 2)
  }

  private func reopened() throws -> LogWriter {
    disk.killHolder()
    return try LogWriter.open(disk.mount(), options: host.options(fileLimit: 1 << 26))
  }

  @Test func `row 15d: numbers at every boundary are refused or kept, and nothing overflows`()
    throws
  {
    let good = ["1", "9", "4294967296", "9223372036854775806", "9223372036854775807"]
    let bad = [
      "0", "-1", "-0", "9223372036854775808", "18446744073709551615", "18446744073709551616",
      "-9223372036854775808", "-9223372036854775809", "340282366920938463463374607431768211456",
      "1e3", "1.0", "01", "+5", "\"5\"", "true", String(repeating: "9", count: 400),
    ]
    let writer = try writer()
    for (index, number) in good.enumerated() {
      try check([(line(#""source":"s\#(index)","n":\#(number)"#), true)], writer)
      // Every number below it is still missing.
      if index > 0 { try check([(line(#""source":"s\#(index)","n":1"#), true)], writer) }
      #expect(try writer.append(line(#""a":\#(index),"seq":\#(number)"#))[0].isStored)
    }
    try check(bad.map { (line(#""source":"s","n":\#($0)"#), false) }, writer)
    try check(bad.map { (line(#""seq":\#($0)"#), false) }, writer)
    for value in good + bad where value != "01" && value != "+5" {
      let setting =
        #"{"at":"2026-11-22T10:15:04Z","type":"setting.changed","scope":"company","#
        + #""property":"retentionDays","value":\#(value)}"#
      _ = try writer.append(Array(setting.utf8))
    }
    for at in [
      "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59-23:59",
      "1970-01-01T00:00:00+00:01", "99999-01-01T00:00:00Z", "2026-13-01T00:00:00Z",
      "2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:60Z",
      "2026-01-01T00:00:00.99999999999999999999999Zx", "2026-01-01T00:00:00+99:99",
    ] {
      let receipt = try writer.append(Array(#"{"at":"\#(at)","type":"info.x"}"#.utf8))[0]
      #expect(!receipt.isStored, "\(at)")
    }
    try writer.close()
    let again = try LogWriter.open(disk.mount(), options: host.options(fileLimit: 1 << 26))
    #expect(
      try again.append(line(#""source":"s4","n":9223372036854775807"#))[0].line
        .hasSuffix(#""duplicate":true}"#))
  }
}

/// What a thread has to say.
private final class Answers: @unchecked Sendable {
  // Safety: everything is touched under the condition's lock.
  private let condition = NSCondition()
  private var texts: [String] = []
  private var isFinished = false

  func add(_ text: String) { condition.withLock { texts.append(text) } }

  func finish() {
    condition.withLock {
      isFinished = true
      condition.broadcast()
    }
  }

  func wait() -> [String] {
    condition.lock()
    defer { condition.unlock() }
    while !isFinished { condition.wait() }
    return texts
  }
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with text: String) -> Bool {
    suffix(text.utf8.count).elementsEqual(text.utf8)
  }
}
