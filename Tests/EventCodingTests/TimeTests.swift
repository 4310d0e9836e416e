import CallModel
import EventCoding
import Testing

/// `at`: RFC 3339 with an offset or `Z`, years 1970 to 9999 in UTC.
@Suite struct Times {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000Z", 0),
    ("1970-01-01T00:00:00.001Z", 1), ("1970-01-01T00:00:00.1Z", 100),
    ("1970-01-01T00:00:00.12Z", 120), ("1970-01-01T00:00:00.1239Z", 123),
    ("1970-01-01T00:00:00.123999999999999999999Z", 123), ("1970-01-01t00:00:01z", 1_000),
    ("1970-01-01T00:00:01+00:00", 1_000), ("1970-01-01T00:00:01-00:00", 1_000),
    ("1970-01-01T05:30:00+05:30", 0), ("1970-01-01T23:59:00+23:59", 0),
    ("1969-12-31T23:00:00-01:00", 0), ("1969-12-31T00:01:00-23:59", 0),
    ("2000-02-29T00:00:00Z", 951_782_400_000), ("2024-02-29T12:00:00Z", 1_709_208_000_000),
    ("2026-11-22T10:15:04.123Z", 1_795_342_504_123),
    ("2026-11-22T12:15:04.123+02:00", 1_795_342_504_123),
    ("2100-02-28T23:59:59.999Z", 4_107_542_399_999), ("2100-03-01T00:00:00Z", 4_107_542_400_000),
    ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ("9999-12-31T23:59:59.9999999Z", 253_402_300_799_999),
    ("9999-12-31T00:00:00.000-23:59", 253_402_300_740_000),
  ])
  func `a good time is read in UTC, in milliseconds`(text: String, milliseconds: Int64) throws {
    #expect(try event(line(#""type":"call.ended""#, at: text)).at.milliseconds == milliseconds)
    let escaped = text.replacing("-", with: #"\u002d"#)
    #expect(try event(line(#""type":"call.ended""#, at: escaped)).at.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "now", "2026-11-22", "2026-11-22T10:15Z", "2026-11-22T10:15:04", "2026-11-22 10:15:04Z",
    "2026-11-22T10:15:04.Z", "2026-11-22T10:15:04,5Z", "2026-11-22T10:15:04.5",
    " 2026-11-22T10:15:04Z",
    "2026-11-22T10:15:04Z ", "2026-11-22T10:15:04ZZ", "2026-11-22T10:15:60Z",
    "2026-12-31T23:59:60Z", "2026-11-22T24:00:00Z", "2026-11-22T23:60:00Z",
    "2026-11-22T10:15:04+24:00", "2026-11-22T10:15:04+01:60", "2026-11-22T10:15:04+0100",
    "2026-11-22T10:15:04+01", "2026-11-22T10:15:04-1:00", "2026-11-22T10:15:04+01:00Z",
    "2026-00-22T10:15:04Z", "2026-13-22T10:15:04Z", "2026-11-00T10:15:04Z",
    "2026-11-31T10:15:04Z", "2026-02-29T10:15:04Z", "2100-02-29T10:15:04Z", "2026-02-30T10:15:04Z",
    "2026-1-22T10:15:04Z", "26-11-22T10:15:04Z", "12026-11-22T10:15:04Z", "+2026-11-22T10:15:04Z",
    "2026-11-22T1a:15:04.123Z", "2026-11-22T10:15:0/.123Z", "2026-11-22T10:15:0:.123Z",
    "2026/11/22T10:15:04Z", "2026-11-22T10-15-04Z", "2026-11-22T10:15:04.12aZ",
    "２026-11-22T10:15:04Z", "20261122T101504Z", "2026-11-22T10:15:04.123\u{0}",
    "2026-11-22T10:15:04z+00:00", "2026-W47-7T10:15:04Z", "2026-326T10:15:04Z",
  ])
  func `a bad time is refused`(text: String) {
    let written = text.replacing("\u{0}", with: #"\u0000"#)
    // After a good time of the same day, too, as that may be read in another way.
    for beginning in ["2026-11-22T10:15:03.000Z", "2026-02-01T00:00:00.000Z"] {
      var parser = EventParser()
      _ = try? parser.parse(Array(line(#""type":"call.ended""#, at: beginning).utf8).span)
      let error = #expect(throws: EventError.self) {
        try parser.parse(Array(line(#""type":"call.ended""#, at: written).utf8).span)
      }
      guard case .badTime = error?.problem else {
        Issue.record("\(text): \(String(describing: error))")
        return
      }
      #expect(error?.column == 7)
    }
  }

  @Test(
    arguments: [
      ("2018-03-14 07:09:18", .noOffset), ("2026-11-22T10:15:04.5", .noOffset),
      ("2026-11-22T10:15:04+0100", .badOffset), ("2026-11-22T10:15:04Z ", .badOffset),
      ("2026-11-22 10:15:04Z", .noT), ("2026-11-22T10:15:04,5Z", .comma),
      ("2026-11-22T10:15Z", .noSeconds), ("2026-12-31T23:59:60Z", .leapSecond),
      ("2026-02-30T10:15:04Z", .noSuchDay), ("2026-11-22T24:00:00Z", .noSuchTime),
      ("yesterday", .form), ("2026-11-22", .form), ("", .form), ("2026-11-22T10:15:04.Z", .form),
    ] as [(String, TimeMistake)])
  func `a bad time is refused with what is wrong with it`(text: String, mistake: TimeMistake) {
    let error = refusal(of: line(#""type":"call.ended""#, at: text))
    #expect(error?.problem == .badTime(mistake))
    #expect(error?.description.contains("\"at\"") == true)
  }

  @Test(arguments: [
    "1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
    "0000-01-01T00:00:00Z", "9999-12-31T23:59:00-23:59",
  ])
  func `a time outside of 1970 to 9999 in UTC is refused`(text: String) {
    #expect(refusal(of: line(#""type":"call.ended""#, at: text))?.problem == .timeOutOfRange)
  }

  @Test func `times of one day and of others are read alike, in any order`() throws {
    let times = [
      "2026-11-22T10:15:04.123Z", "2026-11-22T23:59:59.999Z", "2026-11-23T00:00:00.000Z",
    ]
    var parser = EventParser()
    for text in times + times.reversed() + times {
      let bytes = Array(line(#""type":"call.ended""#, at: text).utf8)
      let alone = try event(line(#""type":"call.ended""#, at: text)).at
      #expect(try parser.parse(bytes.span).at == alone)
    }
  }
}
