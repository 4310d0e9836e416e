package import EventLog
internal import Platform

/// A host for tests: its clock stands still unless it is set, its randomness counts.
package final class FakeHost {
  /// Milliseconds since 1970: 2026-11-22T10:15:04.123Z.
  package var time: Int64 = 1_795_342_504_123
  private var counter: UInt16 = 0

  /// A host of its own.
  package init() {}

  /// Options with small files, so that little makes much happen.
  package func options(fileLimit: Int = 1 << 20, reserve: Int = 700) -> LogOptions {
    var options = LogOptions()
    options.fileLimit = fileLimit
    options.reserve = reserve
    options.clock = { self.time }
    options.processID = 4711
    options.random = { (count) throws(SystemError) in
      (0..<count).map { _ in
        self.counter &+= 1
        // Longer than a byte counts, or references would soon repeat.
        return UInt8(truncatingIfNeeded: self.counter ^ self.counter >> 8)
      }
    }
    return options
  }
}

/// Events for tests.
package enum Events {
  /// One event of a source, with padding so that some cross a sector.
  package static func numbered(_ number: Int, padding: Int = 40) -> String {
    let text = String(repeating: "x", count: padding)
    return #"{"at":"2026-11-22T10:15:04.123Z","call":"c-\#(number % 3)","type":"info.note","#
      + #""text":"\#(text)","source":"core","n":\#(number)}"#
  }

  /// Several of them, a line each.
  package static func batch(_ numbers: ClosedRange<Int>, padding: Int = 40) -> [UInt8] {
    Array(numbers.map { numbered($0, padding: padding) + "\n" }.joined().utf8)
  }
}

extension LogReader {
  /// The stored lines, as text.
  package func lines(from first: UInt64 = 1) throws(LogError) -> [String] {
    var lines: [String] = []
    _ = try forEach(from: first) { (_, bytes, line) throws(LogError) in
      lines.append(String(decoding: bytes[line], as: UTF8.self))
      return true
    }
    return lines
  }

  /// The `n` of each event that has one, in order.
  package func numbers() throws(LogError) -> [Int] {
    try lines().compactMap { line in
      guard let range = line.firstRange(of: #""n":"#) else { return nil }
      return Int(line[range.upperBound...].prefix { $0.isNumber })
    }
  }
}

extension Events {
  /// An event without a source.
  package static func unnumbered(padding: Int = 1) -> [UInt8] {
    let text = String(repeating: "x", count: padding)
    return Array(#"{"at":"2026-11-22T10:15:04.123Z","type":"info.note","text":"\#(text)"}"#.utf8)
  }

  /// Events that begin calls and have personal data.
  package static func personal(_ numbers: ClosedRange<Int>) -> [UInt8] {
    Array(
      numbers.map {
        #"{"at":"2026-11-22T10:15:04.123Z","call":"c-\#($0 % 3)","type":"number.joined","#
          + #""number":"+47\#($0 % 2)","source":"core","n":\#($0)}"# + "\n"
      }.joined().utf8)
  }
}
