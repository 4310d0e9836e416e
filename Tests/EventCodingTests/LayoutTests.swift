import CallModel
import RandomLogs
import Testing
@testable import EventCoding

/// Where the parts of a line lie that the log has to know.
@Suite struct Layouts {
  /// What a layout says of a line, as the text that lies there.
  private struct Found: Equatable {
    var object: String?
    var call: String?
    var source: String?
    var sequence: String?
    var ofCall: [String] = []
    var alone: [String] = []
  }

  private func found(_ line: String, stored: Bool = false) throws -> Found {
    var parser = EventParser()
    let bytes = Array(line.utf8)
    _ = try parser.parse(bytes.span)
    var layout = EventLayout()
    parser.find(&layout, bytes.span, isStored: stored)
    let text = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
    let personal = layout.personal
    #expect(personal.isEmpty || parser.mayHavePersonalData)
    #expect(
      zip(personal, personal.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
    return Found(
      object: text(layout.object), call: layout.call.map(text), source: layout.source.map(text),
      sequence: layout.sequenceMember.map(text),
      ofCall: personal.filter(\.isOfCall).map { text($0.range) },
      alone: personal.filter { !$0.isOfCall }.map { text($0.range) })
  }

  private static let at = #""at":"2026-11-22T10:15:04Z""#

  @Test func `a plain line's parts are found`() throws {
    let line =
      #"{\#(Self.at),"call":"c-1","type":"call.started","direction":"inbound","#
      + #""caller":"+47","source":"s","n":7}"#
    let found = try found(line)
    #expect(found == Found(object: line, call: "c-1", source: "s", ofCall: [#""+47""#]))
  }

  @Test func `a line with escapes, unusual space and unknown keys has the same parts`() throws {
    let object =
      #"{ \#(Self.at) ,"x\"y":"\\", "c\u0061ll" :"c\u002d1","type":"call.st\u0061rted","#
      + "\t\"direction\":\"inbound\",\"caller\" : \"\\u002b47\\\"\",\"source\":\"\\u0073\",\"n\":7}"
    let found = try found(" \(object)\t ")
    #expect(
      found
        == Found(
          object: object, call: #"c\u002d1"#, source: #"\u0073"#, ofCall: [#""\u002b47\"""#]))
  }

  @Test(arguments: [
    (#"{"seq":1,AT,"type":"info.x"}"#, #""seq":1,"#),
    (#"{AT,"seq":12,"type":"info.x"}"#, #""seq":12,"#),
    (#"{AT,"type":"info.x","seq":12}"#, #","seq":12"#),
    (#"{AT,"type":"info.x" , "seq" : 12 }"#, #" , "seq" : 12"#),
    (#"{AT,"seq": null , "type":"info.x"}"#, #""seq": null , "#),
    (#"{AT,"s\u0065q":12,"type":"info.x"}"#, #""s\u0065q":12,"#),
    (#"{AT,"type":"info.\"seq\":x","seq":3,"a":"\\"}"#, #""seq":3,"#),
    (#"{AT,"type":"info.x"}"#, nil),
  ])
  func `the sequence member goes with one comma`(line: String, member: String?) throws {
    let line = line.replacing("AT", with: Self.at)
    #expect(try found(line).sequence == member)
    #expect(try found(line, stored: true).sequence == nil)
    #expect(try found(line + "\t").sequence == member)
  }

  @Test func `the archive's personal data is found by the type, known or not, escaped or not`()
    throws
  {
    let personal = #""text":"t","recipient":"r","query":"q""#
    for (type, values) in [
      ("archive.link", [#""t""#, #""r""#]), ("archive.audit", [#""t""#, #""q""#]),
      ("archive.play", [#""t""#]), ("archive.new", [#""t""#]), (#"archive\u002enew"#, [#""t""#]),
      (#"\u0061rchive.link"#, [#""t""#, #""r""#]),
      ("archives", []), ("a", []), ("media.stored", []), ("info.archive.", []),
    ] {
      let found = try found(#"{\#(Self.at),"call":"c","type":"\#(type)",\#(personal)}"#)
      #expect(found.alone == values && found.ofCall == [], "\(type)")
    }
  }

  @Test func `a variable's value is personal data unless it means something`() throws {
    for (name, isPersonal) in [
      ("x", true), ("SET_RESTRICTED", false), ("set_restricte\\u0064", false),
      ("Deny_Recording", false), ("deny_recordings", true),
    ] {
      let fields = #""call":"c","type":"call.variable","name":"\#(name)","value":"v""#
      #expect(
        try found("{\(Self.at),\(fields)}").ofCall == (isPersonal ? [#""v""#] : []), "\(name)")
    }
  }

  @Test func `only a string is a call`() throws {
    let fields = #""type":"user.grouped","user":"u","caller":5,"number":null"#
    let found = try found(#"{\#(Self.at),"call":5,\#(fields)}"#)
    #expect(found.call == nil && found.alone == ["5"] && found.ofCall == [])
  }
}
