import EventLog
import Foundation
import LogSupport
import Testing
import Presentation

/// Row 26 of the table of faults: whatever a producer sends, one field in is one field out.
@Suite struct OutputTests {
  private static let hostile = [
    "\u{1b}[2J\u{1b}[31m", "\u{9b}31m", "\u{7}\u{8}", "a\r\nb", "a\nseq: 1", "\u{202e}txt",
    "\u{2066}",
    "\u{2028}\u{2029}", "\u{0}", "\u{7f}", "=1+1", "@SUM(A1)", "+4711", "-1", "\t=1", "\u{ff1d}1",
    "<script>alert(1)</script>", "\"onload=\"x", "'--", "&amp;", "{\"seq\":9}",
    "\",\"duplicate\":true}",
    "\\", "\\\"", "%s%n", "$(reboot)", "\u{feff}", "e\u{301}", "\u{1f469}\u{200d}\u{1f4bb}",
  ]

  /// A string of JSON with as many escapes as it needs, or with all that it may have.
  private func quoted(_ text: String, escaped: Bool) -> String {
    var result = "\""
    for unit in text.utf16 {
      let isPlain = unit >= 0x20 && unit != 0x22 && unit != 0x5c
      if isPlain && !escaped {
        result += String(decoding: [unit], as: UTF16.self)
      } else {
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result + "\""
  }

  private func object(_ line: String) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
  }

  private func isOneLine(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 }
  }

  @Test func `row 26: a hostile value is stored as it came, and reads as it was meant`() throws {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: FakeHost().options())
    for (index, text) in OutputTests.hostile.enumerated() {
      for escaped in [false, true] where escaped || text.utf16.allSatisfy({ $0 < 0xd800 }) {
        let value = quoted(text, escaped: escaped)
        let line =
          #"{"at":"2026-11-22T10:15:04Z","type":"call.variable","call":"c-\#(index)-\#(escaped)","#
          + #""name":"customer","value":\#(value),"note":\#(value)}"#
        #expect(try writer.append(Array(line.utf8))[0].isStored, "\(line.debugDescription)")
        let reader = try LogReader(disk.mount())
        var lens = PersonalDataView(reader)
        var shown = ""
        _ = try reader.forEach(from: writer.size) { (sequence, bytes, range) throws(LogError) in
          let line = try lens.restored(sequence, bytes, range)
          shown = String(decoding: line, as: UTF8.self)
          return true
        }
        #expect(isOneLine(shown))
        let event = try object(shown)
        #expect(Array((event["value"] as? String ?? "?").utf8) == Array(text.utf8))
        #expect(Array((event["note"] as? String ?? "?").utf8) == Array(text.utf8))
        #expect(shown.hasSuffix(#""value":\#(value),"note":\#(value)}"#))
      }
    }
    #expect(try LogVerifier(disk.mount()).verify().verdict == .consistentInItself)
  }

  @Test func `row 26: the receipt of a hostile line is one object, and says no more than it may`()
    throws
  {
    let writer = try LogWriter.create(
      in: FakeDisk().mount(), origin: "o", options: FakeHost().options())
    for text in OutputTests.hostile {
      let value = quoted(text, escaped: true)
      let lines = [
        #"{"at":"2026-11-22T10:15:04Z","type":"info.x",\#(value):1,\#(value):2}"#,
        #"{"at":\#(value),"type":"info.x"}"#,
        #"{"at":"2026-11-22T10:15:04Z","type":"info.x","source":\#(value)}"#,
        #"{"at":"2026-11-22T10:15:04Z","type":"call.started","call":"c","direction":\#(value)}"#,
        #"{"at":"2026-11-22T10:15:04Z","type":"info.x","a":\#(text)}"#,
        text,
      ]
      for line in lines where !line.utf8.contains(10) && !line.allSatisfy(\.isWhitespace) {
        let receipts = try writer.append(Array(line.utf8))
        try #require(receipts.count == 1, "\(line.debugDescription)")
        let answer = receipts[0].line
        #expect(isOneLine(answer), "\(answer.debugDescription)")
        let receipt = try object(answer)
        guard !receipts[0].isStored else { continue }
        #expect(Set(receipt.keys) == ["line", "refused", "reason"], "\(answer)")
        #expect(receipt["refused"] as? String == "malformed", "\(answer)")
      }
    }
  }

  @Test func `row 26: an error about a file with a hostile name is safe to be shown`() throws {
    let good = FakeDisk()
    try LogWriter.create(in: good.mount(), origin: "o", options: FakeHost().options()).close()
    for text in OutputTests.hostile where !text.contains("\0") {
      var files = good.files
      files["\(text).ndjson"] = []
      let disk = FakeDisk(files)
      let error = #expect(throws: LogError.self) {
        _ = try LogWriter.open(disk.mount(), options: FakeHost().options())
      }
      #expect(error?.file == "\(text).ndjson")
      let shown = (error?.description ?? "").escapedForScreen
      for scalar in shown.unicodeScalars {
        let category = scalar.properties.generalCategory
        #expect(category != .control && category != .format && category != .lineSeparator)
      }
    }
  }

  @Test func `row 26: no origin can break out of the header or of a checkpoint`() throws {
    for text in OutputTests.hostile + [" ", "a b", "a+b", String(repeating: "x", count: 129)] {
      let isPlain = text.utf8.allSatisfy {
        (0x21...0x7e).contains($0) && !#""\+"#.utf8.contains($0)
      }
      let made = Result { () throws(LogError) in
        try LogWriter.create(in: FakeDisk().mount(), origin: text, options: FakeHost().options())
      }
      switch made {
      case .success: #expect(isPlain && text.utf8.count <= 128, "\(text.debugDescription)")
      case .failure(let error):
        #expect(error.problem == .badOrigin)
        #expect(!isPlain || text.utf8.count > 128, "\(text.debugDescription)")
      }
    }
  }
}
