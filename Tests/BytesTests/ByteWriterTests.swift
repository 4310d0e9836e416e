import RandomLogs
import Testing
@testable import Bytes

/// Whatever is appended, in whatever order and size: the same bytes as in a plain array.
@Suite struct ByteWriterTests {
  @Test func `random appends give the bytes that a plain array has, from little room on`() {
    for seed in Seeds.some {
      var random = SplitMix64(seed: seed)
      var writer = ByteWriter(capacity: 1)
      var expected: [UInt8] = []
      for _ in 0..<random.within(1...200) {
        append(&writer, &expected, &random)
        #expect(writer.count == expected.count, "\(Seeds.again(seed))")
      }
      #expect(writer.bytes == expected, "\(Seeds.again(seed))")
    }
  }

  @Test func `words of every length are copied whole, and nothing beside them`() {
    let words: [StaticString] = [
      "", "a", "ab", "abc", "abcd", "abcde", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmno",
      "abcdefghijklmnop", "abcdefghijklmnopq", "abcdefghijklmnopqrstuvwxyzabcde",
      "abcdefghijklmnopqrstuvwxyzabcdef", "abcdefghijklmnopqrstuvwxyzabcdefg",
    ]
    for one in words {
      for other in words {
        var writer = ByteWriter(capacity: 1)
        writer.append(byte: 0x23)
        writer.append(one, other, one)
        writer.append(other)
        let start = writer.count
        writer.append(one, again: 1..<start, other)
        let (a, b) = (text(one), text(other))
        let first = a + b + a + b
        #expect(writer.bytes == [0x23] + first + a + first + b)
      }
    }
  }

  @Test func `a byte that is escaped is escaped at every place of texts of every length`() {
    let bytes: [UInt8] = [0x00, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7F, 0x80, 0xA2]
    for length in 1...40 {
      for place in 0..<length {
        for byte in bytes + [0xDC, 0xFF] {
          var text = [UInt8](repeating: 0x61, count: length)
          text[place] = byte
          var writer = ByteWriter(capacity: 1)
          writer.append(quoted: text.span)
          #expect(writer.bytes == quoted(text), "byte \(byte) at \(place) of \(length)")
        }
      }
    }
  }

  @Test func `two digits are those of every number below 100, in each of three places`() {
    for number in 0..<UInt64(100) {
      for (one, other) in [(UInt64(0), number), (number, 0), (99, number), (number, 99)] {
        let digits = HourText.digits(one | other << 24 | number << 48)
        for (value, bit) in [(one, 0), (other, 24), (number, 48)] {
          #expect(digits >> UInt64(bit) & 0xFF == value / 10)
          #expect(digits >> UInt64(bit + 8) & 0xFF == value % 10)
        }
      }
    }
  }

  @Test func `a time is written the same after any other time`() {
    let times: [Int64] = [
      0, 1, 999, 1_000, 59_999, 60_000, 3_599_999, 3_600_000, 951_782_400_000, 1_709_164_799_999,
      1_795_413_600_000, 1_795_417_199_999, 253_402_300_799_999,
    ]
    for one in times {
      for other in times {
        var writer = ByteWriter()
        writer.append(time: one)
        writer.append(time: other)
        #expect(writer.bytes == time(one) + time(other))
      }
    }
  }

  // MARK: - What is expected

  private func append(
    _ writer: inout ByteWriter, _ expected: inout [UInt8], _ random: inout SplitMix64
  ) {
    let pool: [UInt8] = [0x61, 0x62, 0x22, 0x5C, 0x0A, 0x01, 0xC3, 0xA9, 0x7A]
    let isPlain = random.percent(70)
    let text = (0..<random.within(0...70)).map { _ in
      isPlain ? UInt8(0x61 + random.below(26)) : random.one(of: pool)
    }
    switch random.below(8) {
    case 0:
      writer.append(quoted: text.span)
      expected += quoted(text)
    case 1:
      writer.append(text.span)
      expected += text
    case 2:
      let any = Int64(bitPattern: random.next() >> UInt64(random.below(64)))
      let number = random.percent(10) ? Int64.min : any
      writer.append(number)
      expected += Array("\(number)".utf8)
    case 3:
      let milliseconds = Int64(random.below(253_402_300_800_000))
      writer.append(time: milliseconds)
      expected += time(milliseconds)
    case 4:
      let start = random.within(0...expected.count)
      let end = random.within(start...expected.count)
      writer.append("<", again: start..<end, ">")
      expected += [0x3C] + expected[start..<end] + [0x3E]
    case 5:
      writer.append("{\"a\":\"", "word", "\"}")
      expected += Array(#"{"a":"word"}"#.utf8)
    case 6:
      writer.append(byte: 0x2C)
      expected.append(0x2C)
    default:
      writer.append(prefix: "agent:", quoted: text.span)
      expected += Array("\"agent:".utf8) + quoted(text).dropFirst()
    }
  }

  private func text(_ word: StaticString) -> [UInt8] { Array("\(word)".utf8) }

  private func quoted(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x22]
    for byte in text {
      if byte < 0x20 || byte == 0x22 || byte == 0x5C {
        JSONEscape.write(byte) { result.append($0) }
      } else {
        result.append(byte)
      }
    }
    return result + [0x22]
  }

  /// Counts its way through the calendar.
  private func time(_ milliseconds: Int64) -> [UInt8] {
    var days = milliseconds / 86_400_000
    var year: Int64 = 1970
    func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    while days >= (isLeap(year) ? 366 : 365) {
      days -= isLeap(year) ? 366 : 365
      year += 1
    }
    var month = 1
    for length in [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
      if days < length { break }
      days -= Int64(length)
      month += 1
    }
    func digits(_ number: Int64, _ count: Int) -> String {
      String(repeating: "0", count: count - "\(number)".count) + "\(number)"
    }
    let day = milliseconds % 86_400_000
    let date = digits(year, 4) + "-" + digits(Int64(month), 2) + "-" + digits(days + 1, 2)
    let clock = [day / 3_600_000, day / 60_000 % 60, day / 1000 % 60].map { digits($0, 2) }
    return Array(
      "\"\(date)T\(clock.joined(separator: ":")).\(digits(day % 1000, 3))Z\"".utf8)
  }
}
