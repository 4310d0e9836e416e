import CallRules
import Outcomes
import StreamSupport
import Testing

/// Blank lines, last lines, line numbers, and the ways of writing one event.
@Suite struct Lines {
  static let start = line(#""type":"call.started","direction":"inbound""#)
  static let end = line(#""type":"call.ended""#)

  @Test func `lines of spaces, tabs and CR are passed over and counted`() throws {
    #expect(refusedLine("\n \t\r\n\r\n\(Self.start)\r\nx\n") == 5)
    let blank = try written([Array("\n\n \t\r\n".utf8)], .outcomes)
    #expect(blank == [])
  }

  @Test func `a last line without LF counts`() throws {
    let one = try written([Array("\(Self.start)\n\(Self.end)\n".utf8)], .outcomes)
    let other = try written([Array("\(Self.start)\n\(Self.end)".utf8)], .outcomes)
    #expect(one == other)
    #expect(refusedLine("\(Self.start)\nx") == 2)
    #expect(refusedLine("\(Self.start)\n   ") == nil)
  }

  @Test func `other white space makes no blank line`() {
    for space in ["\u{B}", "\u{C}", "\u{0}", "\u{A0}", "\u{FEFF}", "\u{2028}"] {
      #expect(refusedLine("\(space)\n") == 1)
    }
  }

  @Test func `a NUL byte is no end of anything`() {
    #expect(refusedLine("\(Self.start)\u{0}\n") == 1)
    #expect(refusedLine("\(Self.start)\n\u{0}\n") == 2)
    #expect(refusedLine("\u{0}") == 1)
  }

  @Test func `an empty input is nothing`() throws {
    let nothing = try written([[]], .outcomes)
    #expect(nothing == [])
  }

  @Test func `what was written before a refused line stands`() throws {
    var stream = FoldStream(.outcomes)
    let input = Array("\(Self.start)\n\(Self.end)\n\(Self.start)\nx\n".utf8)
    #expect(throws: FoldStream.Refused.self) { try stream.read(input.span) }
    let whole = try written([Array("\(Self.start)\n\(Self.end)\n".utf8)], .outcomes)
    #expect(stream.writer.bytes.bytes == whole)
  }

  @Test(arguments: [
    #" { "at" : "2026-11-22T10:15:04.123Z" , "call" : "c" , "type" : "call.ended" } "#,
    "\t{\r\"type\":\"call.ended\",\"call\":\"c\",\"at\":\"2026-11-22T12:15:04.1239+02:00\"\r}\r",
    #"{"\u0061t":"2026-11-22T10:15:04.123Z","c\u0061ll":"\u0063","typ\u0065":"call\u002eended"}"#,
    #"{"at":"2026-11-22T10:15:04.123Z","call":"c","type":"call.ended","":0,"x":null,"y":-1.5e3}"#,
    #"{"at":"2026-11-22T10:15:04.123Z","call":"c","type":"call.ended","agent":7,"toQueue":false}"#,
  ])
  func `the same event written otherwise is the same`(other: String) throws {
    let ours = try written([Array("\(Self.start)\n\(Self.end)\n".utf8)], .outcomes)
    let theirs = try written([Array("\(Self.start)\n\(other)\n".utf8)], .outcomes)
    #expect(ours == theirs)
  }

  @Test func `of unknown and silent types only the common fields are checked`() {
    for type in ["info.x", "media.", "archive.y", "log.z", "call.parked", ""] {
      let other = #""agent":1,"toAgent":"a","toQueue":"","number":true,"direction":"up""#
      #expect(refusal(of: line(#""type":"\#(type)",\#(other)"#)) == nil)
    }
  }

  @Test func `fields of a row are checked even where they mean nothing`() {
    #expect(refusal(of: line(#""type":"call.started","direction":"inbound","agent":"""#)) != nil)
    #expect(
      refusal(of: line(#""type":"call.started","direction":"internal","agent":"a","caller":1"#))
        != nil)
  }

  private func refusedLine(_ text: String) -> Int64? {
    var stream = FoldStream(.outcomes)
    do throws(FoldStream.Refused) {
      try stream.read(Array(text.utf8).span)
      try stream.finish()
      return nil
    } catch {
      return error.line
    }
  }

  @Test func `what stands before a refused line in its chunk is written`() throws {
    let good = [
      line(#""type":"call.started","direction":"inbound""#), line(#""type":"call.ended""#),
    ]
    let later = line(#""type":"call.started","direction":"inbound""#)
    var stream = FoldStream(.outcomes)
    let refused = #expect(throws: FoldStream.Refused.self) {
      try stream.read(bytes(good + ["{}", later]).span)
    }
    #expect(refused?.line == 3)
    #expect(try stream.writer.bytes.bytes == written([bytes(good)], .outcomes))
    #expect(stream.fold.callsInProgress == 0)
  }
}
