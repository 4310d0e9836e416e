import Scenarios
import Testing

@testable import Presentation

/// Stories that leave little room.
struct Hostile: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let story: String

  static let all = [
    Hostile(
      testDescription: "names of 128 bytes",
      story: """
        00:00 call.started inbound
        00:10 agent.joined \(String(repeating: "a", count: 128))
        00:20 agent.joined \(String(repeating: "漢", count: 42))
        00:30 agent.joined "\(String(repeating: "\u{200B}", count: 42))"
        00:40 number.joined "\(String(repeating: "👩‍🚀", count: 11))"
        01:00 call.ended
        """),
    Hostile(
      testDescription: "forty parties",
      story: "00:00 call.started inbound\n"
        + (1...40).map { "00:\($0 + 10) agent.joined agent\($0)\n" }.joined() + "59:00 call.ended"),
    Hostile(
      testDescription: "five hundred events",
      story: "00:00 call.started inbound\n00:00 agent.joined anna\n"
        + (1...250).map { "\($0):10 call.held anna\n\($0):20 call.resumed anna\n" }
        .map { $0.replacing(#/^(\d):/#) { "0\($0.1):" } }.joined() + "251:00 call.ended"),
    Hostile(
      testDescription: "all at one instant",
      story: "00:00 call.started inbound\n00:00 agent.joined anna\n00:00 call.ended"),
    Hostile(
      testDescription: "days long",
      story: """
        company: recordingForced on
        00:00 call.started inbound
        00:00.001 agent.joined anna
        99999:59:59.998 agent.joined bo
        99999:59:59.999 call.ended
        """),
    Hostile(
      testDescription: "every glyph beside a long name",
      story: """
        company: recordingForced on
        00:00 call.started inbound
        00:10 agent.joined \(String(repeating: "n", count: 60))
        00:20 call.held \(String(repeating: "n", count: 60))
        00:30 call.resumed \(String(repeating: "n", count: 60))
        00:40 secure.started
        00:50 secure.ended
        01:00 recorder.failed
        """),
  ]
}

@Suite struct Pictures {
  private func replay(_ story: String) throws -> Replay {
    Replay(try ScenarioParser.parse(story).get())
  }

  @Test(arguments: Hostile.all, [true, false])
  func `fit into 80 columns whatever happens`(hostile: Hostile, isUnicode: Bool) throws {
    let glyphs = Glyphs(isUnicode: isUnicode, hasColour: false)
    let lines = try replay(hostile.story).picture(glyphs, width: 80)
    for line in lines {
      #expect(line.screenWidth <= 80, "\(line)")
      #expect(isUnicode || line.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "\(line)")
    }
  }

  @Test(arguments: Hostile.all)
  func `strips have exactly their columns`(hostile: Hostile) throws {
    let glyphs = Glyphs(isUnicode: true, hasColour: false)
    for width in [0, 1, 20] {
      #expect(try replay(hostile.story).strip(glyphs, width: width).screenWidth == width)
    }
  }

  @Test func `more changes than columns are not passed over in silence`() throws {
    let glyphs = Glyphs(isUnicode: true, hasColour: false)
    let lines = try replay(Hostile.all[2].story).picture(glyphs, width: 80)
    #expect(lines.last?.contains("changes found no room in this picture") == true)
    #expect(lines[2].hasSuffix("4:11:00"))
  }

  @Test func `who is captured, held, censored or missing is told apart without colour`() throws {
    let story = """
      company: recordingForced on
      00:00 call.started inbound
      00:10 agent.joined anna
      00:20 call.held anna
      00:30 call.resumed anna
      00:40 secure.started
      00:50 secure.ended
      01:00 recorder.failed
      01:10 call.ended
      """
    #expect(
      try replay(story).picture(Glyphs(isUnicode: false, hasColour: false), width: 57) == [
        "caller  .......#######-------#######xxxxxxx#######!!!!!!!",
        "anna           #####################xxxxxxx#######!!!!!!!",
        "        00:00  00:10  00:20  00:30  00:40  00:50    01:10",
        "        # captured   . not captured   - on hold",
        "        x censored   ! recorder failed",
      ])
  }

  @Test func `a party on hold by itself waits, and a number that denied is not captured`() throws {
    let story = """
      company: recordingForced on
      00:00 call.started inbound
      00:00 agent.joined anna
      00:00 number.joined +47
      00:10 party.held number=+47
      00:20 party.resumed number=+47
      00:30 party.held agent=anna
      00:40 party.resumed agent=anna
      00:50 ivr.consent denied number=+47
      01:00 call.ended
      """
    #expect(
      try replay(story).picture(Glyphs(isUnicode: false, hasColour: false), width: 80).prefix(3)
        == [
          "caller  ########################################################################",
          "anna    ##################################-----------###########################",
          "+47     ###########-----------##################################................",
        ])
  }

  @Test func `colours add nothing but colour`() throws {
    let replay = try replay(Hostile.all[5].story)
    let plain = replay.picture(Glyphs(isUnicode: true, hasColour: false), width: 80)
    let coloured = replay.picture(Glyphs(isUnicode: true, hasColour: true), width: 80)
    #expect(coloured != plain)
    #expect(coloured.map { $0.replacing(#/\u{1B}\[\d+m/#, with: "") } == plain)
  }

  @Test func `an event that changes nothing to see is no moment of the picture`() throws {
    let glyphs = Glyphs(isUnicode: false, hasColour: false)
    let story = "00:00 call.started inbound\n00:10 call.variable a b\n00:20 call.ended"
    #expect(
      try replay(story).picture(glyphs, width: 30) == [
        "caller  ......................", "        00:00            00:20",
        "        . not captured",
      ])
  }
}

@Suite struct ColumnsOfPictures {
  @Test(arguments: [[1], [5, 5], [1, 1_000_000, 1], [1, 2, 3, 4, 5, 6], [7, 100_000_000_000]])
  func `fill the room exactly, and each stretch gets some`(lengths: [Int64]) {
    for room in lengths.count...80 {
      let columns = Columns(lengths, room: room, least: 7)
      #expect(columns.moments.count == room)
      #expect(columns.moments == columns.moments.sorted())
      #expect(Set(columns.moments) == Set(lengths.indices))
      #expect(columns.omitted == 0)
    }
  }

  @Test func `are shared by length`() {
    #expect(Columns([10, 30], room: 8, least: 1).moments == [0, 0, 0, 1, 1, 1, 1, 1])
    #expect(Columns([10, 10], room: 4, least: 1).moments == [0, 0, 1, 1])
  }

  @Test func `pick evenly where there are too few`() {
    let columns = Columns([1, 1, 1, 1, 1, 1], room: 3, least: 7)
    #expect(columns.moments == [0, 2, 4])
    #expect(columns.omitted == 3)
  }

  @Test func `show nothing of nothing`() {
    #expect(Columns([], room: 10, least: 7).moments == [])
    #expect(Columns([1], room: 0, least: 7).moments == [])
  }
}
