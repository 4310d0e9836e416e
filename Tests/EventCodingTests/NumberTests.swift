import CallModel
import Testing

/// `n` and `seq`: plain digits, 1 to 2^63−1.
@Suite struct Numbers {
  @Test(arguments: [
    ("1", 1), ("9", 9), ("10", 10), ("4711", 4711), ("999999999999999999", 999_999_999_999_999_999),
    ("9223372036854775807", Int64.max),
  ])
  func `a number in plain digits is taken`(text: String, number: Int64) throws {
    #expect(try event(line(#""type":"info.x","seq":\#(text)"#)).sequence == number)
    #expect(try event(line(#""type":"info.x","source":"s","n":\#(text)"#)).source?.number == number)
  }

  @Test(arguments: [
    "0", "-1", "-0", "1.0", "1e3", "1E0", "9223372036854775808", "18446744073709551616",
    "18446744073709551617", "99999999999999999999", "\"1\"", "true",
    String(repeating: "9", count: 100),
  ])
  func `any other number is refused`(text: String) {
    for fields in [#""type":"info.x","seq":"#, #""type":"info.x","source":"s","n":"#] {
      let error = refusal(of: line(fields + text))
      #expect(error?.description.contains("must be a whole number from 1") == true)
      #expect(error?.column == line(fields).utf8.count)
    }
  }

  @Test(arguments: ["01", "00", "1_000", "0x1", "+1", "1.", ".1", "1e", "--1", "1-", "Infinity"])
  func `what JSON has as no number is refused anywhere`(text: String) {
    #expect(refusal(of: line(#""type":"info.x","seq":\#(text)"#)) != nil)
    #expect(refusal(of: line(#""type":"info.x","unknown":\#(text)"#)) != nil)
  }

  @Test(arguments: ["0", "-0", "-1", "1.50", "0.0", "1e400", "1E-5", "-0.1e+07"])
  func `any number of JSON may stand in unknown fields and values`(text: String) {
    #expect(refusal(of: line(#""type":"info.x","unknown":\#(text)"#)) == nil)
    let setting = #""type":"setting.changed","scope":"company","property":"p","value":"#
    #expect(refusal(of: line(setting + text)) == nil)
  }

  @Test func `null is the same as absent`() throws {
    let read = try event(line(#""type":"info.x","seq":null,"n":null,"source":null"#))
    #expect(read.sequence == nil)
    #expect(read.source == nil)
  }
}
