import CallModel
import Testing

@testable import Scenarios

@Suite struct Words {
  @Test(arguments: [
    ("anna", [Token(column: 1, text: "anna", isQuoted: false)]),
    (
      "  a\tb",
      [.init(column: 3, text: "a", isQuoted: false), .init(column: 5, text: "b", isQuoted: false)]
    ),
    (
      "a\u{A0}b",
      [.init(column: 1, text: "a", isQuoted: false), .init(column: 3, text: "b", isQuoted: false)]
    ),
    ("to=bo", [.init(column: 1, key: "to", text: "bo", isQuoted: false)]),
    ("to=a=b", [.init(column: 1, key: "to", text: "a=b", isQuoted: false)]),
    ("to=\"a b\"", [.init(column: 1, key: "to", text: "a b", isQuoted: true)]),
    ("\"to\"=b", [.init(column: 1, key: "to", keyIsQuoted: true, text: "b", isQuoted: false)]),
    (#""a \"b\" \\ \u{48}\u{1F600}""#, [.init(column: 1, text: "a \"b\" \\ H😀", isQuoted: true)]),
    ("", []),
  ])
  func `a line is cut at white space, except in quotes`(line: String, tokens: [Token]) throws {
    #expect(try Token.tokens(of: line, number: 1) == tokens)
  }

  @Test func `a comma or a colon may follow a quote`() throws {
    let texts = try Token.tokens(of: "group \"a b\": x \"1\", y 2", number: 1).map(\.text)
    #expect(texts == ["group", "a b", ":", "x", "1", ",", "y", "2"])
  }
}

@Suite struct Times {
  @Test(
    arguments: [
      ("00:00", 0), ("04:05", 245_000), ("90:00", 5_400_000), ("1:00:00", 3_600_000),
      ("100:00:00.001", 360_000_001), ("00:07.250", 7_250), ("0:00", 0),
    ] as [(String, Int64)])
  func `minutes, hours and milliseconds are read`(text: String, milliseconds: Int64) {
    let zero = ScenarioTime.zero.milliseconds
    #expect(ScenarioTime.parse(text)?.milliseconds == zero + milliseconds)
  }

  @Test(arguments: [
    "", "5", ":", "1:", ":05", "0:5", "00:60", "1:60:00", "00:00.", "00:00.1", "00:00.1234",
    "00:00.12x", "00:00.123.4", "-1:00", "+1:00", "1:00:00:00", "1234567:00", "००:००", "00:0０",
  ])
  func `anything else is no time`(text: String) {
    #expect(ScenarioTime.parse(text) == nil)
  }

  @Test func `a scenario starts on a Monday morning`() throws {
    let scenario = try scenario("00:00.5 x\n".replacing(".5 x", with: ".500 call.ended"))
    let line = String(decoding: scenario.events[0].json, as: UTF8.self)
    #expect(line.contains("\"at\":\"2026-01-05T09:00:00.500Z\""))
  }
}

@Suite struct Sentences {
  /// The events of a story, without what each begins with.
  private func events(_ story: String) throws -> [String] {
    try scenario(story).events.map {
      String(decoding: $0.json, as: UTF8.self)
        .replacing("{\"at\":\"2026-01-05T09:00:00.000Z\",\"type\":", with: "")
    }
  }

  @Test func `fields stand by their place or by their name`() throws {
    let both = try events(
      "00:00 agent.joined anna helper\n00:00 agent.joined role=helper agent=anna")
    #expect(both[0] == #""agent.joined","call":"c1","agent":"anna","role":"helper"}"#)
    #expect(both[1] == #""agent.joined","call":"c1","role":"helper","agent":"anna"}"#)
  }

  @Test func `a call may be named, and any field that is quoted is sent`() throws {
    let line = try events(#"00:00 call.ended call=c2 seq=7 source=core n=3 "seen by"="bo b""#)
    #expect(line == [#""call.ended","call":"c2","seq":7,"source":"core","n":3,"seen by":"bo b"}"#])
  }

  @Test func `one party alone on hold is the caller, or is named`() throws {
    let lines = try events(
      "00:00 party.held\n00:00 party.held agent=bo\n00:00 party.resumed number=+47")
    #expect(
      lines == [
        #""party.held","call":"c1"}"#, #""party.held","call":"c1","agent":"bo"}"#,
        #""party.resumed","call":"c1","number":"+47"}"#,
      ])
  }

  @Test func `a caller comes back, a call has a parent, and the log has a clock`() throws {
    let lines = try events(
      "00:00 caller.rejoined\n00:00 call.started inbound parent=c0\n00:00 log.tick")
    #expect(
      lines == [
        #""caller.rejoined","call":"c1"}"#,
        #""call.started","call":"c1","direction":"inbound","parent":"c0"}"#, #""log.tick"}"#,
      ])
  }

  @Test func `silent types and types in quotes are sent as they are`() throws {
    #expect(try events("00:00 info.ringing where=desk") == [#""info.ringing","where":"desk"}"#])
    #expect(try events("00:00 \"call.parked\" a=1") == [#""call.parked","call":"c1","a":"1"}"#])
  }

  @Test(arguments: [
    ("recordingForced on", "true"), ("recordingForced off", "false"),
    ("recordingForced unset", "null"), ("recordingForced \"on\"", "\"on\""),
    ("archiveAccessDays 30", "30"), ("archiveAccessDays 030", "\"030\""),
    ("archiveAccessDays unlimited", "\"unlimited\""),
    ("playbackReason \"a; b\"", "\"a; b\""), ("playbackReason \"\"", "\"\""),
  ])
  func `values of properties are written as people say them`(words: String, json: String) throws {
    let line = try events("group sales: \(words)\n00:00 call.ended").first
    #expect(line?.hasSuffix("\"value\":\(json)}") == true, "\(line ?? "")")
  }

  @Test func `a queue's off is a word`() throws {
    let lines = try events(
      "queue q: recording off\n00:00 setting.changed queue q recording off by=boss")
    #expect(lines[0].hasSuffix(#""property":"recording","value":"off"}"#))
    #expect(lines[1].hasSuffix(#""property":"recording","value":"off","by":"boss"}"#))
  }

  @Test func `the company needs no name, and others may have one with blanks`() throws {
    let lines = try events(
      """
      company: recordingForced on, consentRequired off
      group "big sales": playbackReason "x", sendLinks on
      anna is in "big sales"
      bo is in no group
      00:00 setting.changed company recordingForced off
      """)
    #expect(
      lines.map { $0.contains("\"subject\"") } == [false, false, true, true, false, false, false])
    #expect(lines[2].contains(#""subject":"big sales""#))
    #expect(lines[4] == #""user.grouped","user":"anna","group":"big sales"}"#)
    #expect(lines[5] == #""user.grouped","user":"bo"}"#)
  }

  @Test func `a file of another editor means the same`() throws {
    let story = "# A title\nanna is in sales\n\n00:00  call.started inbound\nexpect\nx\n"
    let plain = try scenario(story)
    let other = try scenario("\u{FEFF}" + story.replacing("\n", with: " \r\n"))
    #expect(other.title == "A title")
    #expect(other.events.map(\.json) == plain.events.map(\.json))
    #expect(other.expected == ["x"])
  }
}
