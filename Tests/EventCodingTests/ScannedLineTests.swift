import RandomLogs
import Testing
@testable import EventCoding

/// The marks of a line, held against looking at each byte.
@Suite struct ScannedLines {
  @Test func `quotes, backslashes and odd bytes are found in lines of any length`() {
    let scanned = ScannedLine()
    for seed in Seeds.some {
      var random = SplitMix64(seed: seed)
      for _ in 0..<20 {
        let length = random.within(ScannedLine.shortest...ScannedLine.longest)
        let odd = random.one(of: [0, 40, 1_000])
        let line = (0..<length).map { _ in
          UInt8(odd > 0 && random.below(odd) == 0 ? random.below(256) : random.within(0x20...0x7E))
        }
        guard let contents = scanned.scan(LineCursor(line.span)) else {
          Issue.record("a line of \(length) bytes is not taken")
          continue
        }
        #expect(line.indices.allSatisfy { scanned[$0] == line[$0] })
        #expect((length..<length + 16).allSatisfy { scanned[$0] == 0 })
        #expect(contents.contains(.backslash) == line.contains(0x5C), "\(Seeds.again(seed))")
        #expect(contents.contains(.notASCII) == line.contains { $0 >= 0x80 })
        let control = line.contains { $0 < 0x20 }
        if control || !contents.contains(.notASCII) {
          #expect(contents.contains(.control) == (control || line.contains(0x7F)))
        }
        for place in 0...length {
          let quote = line[place...].firstIndex(of: 0x22)
          #expect(scanned.quote(from: place, length) == quote, "\(place); \(Seeds.again(seed))")
          let backslash = line[place...].firstIndex(of: 0x5C) ?? length
          #expect(scanned.backslash(from: place, length) == backslash)
        }
      }
    }
  }

  @Test func `an escaped quote is no mark, and the first and last escape are found`() {
    let scanned = ScannedLine()
    let line = Array(#"{"a\"b":"\\","c":"\u0041\\\"d"}"#.utf8)
    _ = scanned.scan(LineCursor(line.span))
    let escapes = scanned.unmarkEscapedQuotes(line.count)
    var quotes: [Int] = []
    var place = 0
    while let quote = scanned.quote(from: place, line.count) {
      quotes.append(quote)
      place = quote + 1
    }
    #expect(quotes == [1, 6, 8, 11, 13, 15, 17, 29])
    #expect(escapes.next == 3)
    #expect(escapes.last == 26)
  }

  @Test func `a line is clean exactly where it is UTF-8 without DEL and C1`() {
    let scanned = ScannedLine()
    let edges: [UInt8] = [
      0x22, 0x41, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xF0, 0xF4, 0xF5,
    ]
    for seed in Seeds.some {
      var random = SplitMix64(seed: seed)
      for _ in 0..<300 {
        var line = [UInt8](repeating: 0x61, count: random.within(16...70))
        let start = random.below(line.count)
        for place in start..<min(start + random.within(1...5), line.count) {
          line[place] = random.one(of: edges)
        }
        _ = scanned.scan(LineCursor(line.span))
        let text = String(validating: line, as: UTF8.self)
        let isClean =
          text?.unicodeScalars.allSatisfy { !(0x7F...0x9F).contains($0.value) } ?? false
        #expect(scanned.isCleanUTF8(line.count) == isClean, "\(line); \(Seeds.again(seed))")
      }
    }
  }

  @Test func `digits are counted and read, eight at a time`() {
    for seed in Seeds.some {
      var random = SplitMix64(seed: seed)
      for _ in 0..<100 {
        let bytes = (0..<8).map { _ in
          random.below(9) == 0 ? UInt8(random.below(256)) : UInt8(random.within(0x30...0x39))
        }
        let word = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        #expect(Digits.count(in: word) == bytes.prefix(while: isDigit).count, "\(bytes)")
        for count in 1...8 {
          let last = bytes.suffix(count)
          let value = last.allSatisfy(isDigit) ? UInt64(String(decoding: last, as: UTF8.self)) : nil
          #expect(Digits.value(word, last: count) == value, "\(bytes), \(count)")
        }
      }
    }
  }
}
