import Testing

/// The contract's whole list of what is refused (`interchange`, "Events"), with the place and the
/// words with which it is.
@Suite struct Refusals {
  @Test(arguments: json + objects + fields + words + several)
  func `a line that is no event is refused where and as it should be`(_ refused: RefusedLine) {
    let error = refusal(of: refused.line)
    #expect(error?.column == refused.column, "\(error?.description ?? "accepted")")
    #expect(error?.description.contains(refused.message) == true, "\(error?.description ?? "")")
  }

  static let json: [RefusedLine] = [
    RefusedLine("^", "not a JSON object"),
    RefusedLine("^nonsense", "not a JSON object"),
    RefusedLine("{^", "a key in quotes"),
    RefusedLine("{^at:1}", "a key in quotes"),
    RefusedLine("{^'at':1}", "a key in quotes"),
    RefusedLine(#"{"at"^}"#, "':' after the key"),
    RefusedLine(#"{"at" ^1}"#, "':' after the key"),
    RefusedLine(#"{"at":^}"#, "a value"),
    RefusedLine(#"{"at":^undefined}"#, "a value"),
    RefusedLine(#"{"at":^True}"#, "a value"),
    RefusedLine(#"{"at":^tru}"#, "a value"),
    RefusedLine(#"{"at":^nul"#, "a value"),
    RefusedLine(#"{"at":^NaN}"#, "a value"),
    RefusedLine(#"{"at":^+1}"#, "a value"),
    RefusedLine(#"{"at":^.5}"#, "a value"),
    RefusedLine(#"{"a":true^x}"#, "',' or '}'"),
    RefusedLine(#"{"a":1 ^2}"#, "',' or '}'"),
    RefusedLine(#"{"a":0^1}"#, "',' or '}'"),
    RefusedLine(#"{"a":-^}"#, "a digit"),
    RefusedLine(#"{"a":-^x}"#, "a digit"),
    RefusedLine(#"{"a":1.^}"#, "a digit"),
    RefusedLine(#"{"a":1e^}"#, "a digit"),
    RefusedLine(#"{"a":1e+^}"#, "a digit"),
    RefusedLine(#"{"a":1^"#, "',' or '}'"),
    RefusedLine(#"{"a":1,^}"#, "a key in quotes"),
    RefusedLine(#"{^,"a":1}"#, "a key in quotes"),
    RefusedLine(#"{"a":"x^"#, "a closing quote"),
    RefusedLine(#"{"a^"#, "a closing quote"),
    RefusedLine("{\"a\":\"x^\ty\"}", "an escape such as"),
    RefusedLine("{\"a\":\"x^\u{0}y\"}", "an escape such as"),
    RefusedLine("{\"a\":\"x^\u{1F}y\"}", "an escape such as"),
    RefusedLine(#"{"a":"x^\xy"}"#, "an escape of JSON"),
    RefusedLine(#"{"a":"x^\"#, "an escape of JSON"),
    RefusedLine(#"{"a":"x^\u12"}"#, "four hex digits"),
    RefusedLine(#"{"a":"x^\u12g4"}"#, "four hex digits"),
    RefusedLine(#"{"a":"x^\u+123"}"#, "four hex digits"),
    RefusedLine(#"{"a":"^\ud800"}"#, "lone surrogate"),
    RefusedLine(#"{"a":"^\udc00"}"#, "lone surrogate"),
    RefusedLine(#"{"a":"^\ud800\ud800"}"#, "lone surrogate"),
    RefusedLine(#"{"a":"^\ud800\n"}"#, "lone surrogate"),
    RefusedLine(#"{"a":"^\ud800x"}"#, "lone surrogate"),
    RefusedLine(#"{"a":"^\udbff\ue000"}"#, "lone surrogate"),
    RefusedLine(#"{"a":"^\ud83d\u12"}"#, "four hex digits"),
    RefusedLine("^\u{FEFF}{}", "not a JSON object"),
    RefusedLine("{\"a\":1^\u{A0}}", "',' or '}'"),
    RefusedLine("{\"a\":1}^\u{0}", "the end of the line"),
    RefusedLine("{\"a\":1^\u{0}}", "',' or '}'"),
    RefusedLine("{\"a\":^\u{0}1}", "a value"),
    RefusedLine("^\u{0}{}", "not a JSON object"),
    RefusedLine("{}^{}", "after one object"),
    RefusedLine("{}^,{}", "after one object"),
    RefusedLine("{} ^// no comment", "after one object"),
    RefusedLine("{^/* no comment */}", "a key in quotes"),
  ]

  static let objects: [RefusedLine] = [
    RefusedLine("^[]", "not a JSON object"),
    RefusedLine("^\"x\"", "not a JSON object"),
    RefusedLine("^12", "not a JSON object"),
    RefusedLine("  ^null", "not a JSON object"),
    RefusedLine(#"{"a":^{}}"#, "nested"),
    RefusedLine(#"{"a":^[]}"#, "nested"),
    RefusedLine(line(#""type":"call.ended","note":^["x"]"#), "nested"),
    RefusedLine(line(#""type":"call.ended",^"call":"d""#), "\"call\" is given twice"),
    RefusedLine(line(#""type":"call.ended",^"call":null"#), "\"call\" is given twice"),
    RefusedLine(line(#""type":"call.ended",^"c\u0061ll":"d""#), "\"call\" is given twice"),
    RefusedLine(line(#""type":"call.ended","x":1,^"x":2"#), "\"x\" is given twice"),
    RefusedLine(line(#""type":"call.ended","\u0078":1,^"x":2"#), "\"x\" is given twice"),
    RefusedLine(line(#""type":"call.ended","x/":1,^"x\/":2"#), "\"x/\" is given twice"),
    RefusedLine(line(#""type":"call.ended","é":1,^"\u00E9":2"#), "\"é\" is given twice"),
    RefusedLine(line(#""type":"call.ended","😀":1,^"\ud83d\ude00":2"#), "\"😀\" is given twice"),
    RefusedLine(line(#""type":"call.ended","":1,^"":2"#), "\"\" is given twice"),
    RefusedLine(
      line(#""reason":null,"type":"call.ended",^"reason":null"#), "\"reason\" is given twice"),
  ]

  static let fields: [RefusedLine] = [
    RefusedLine("{}", "\"at\" is missing"),
    RefusedLine(#"{"at":null,"call":"c","type":"call.ended"}"#, "\"at\" is missing"),
    RefusedLine(#"{"at":^5,"call":"c","type":"call.ended"}"#, "\"at\" must be a string"),
    RefusedLine(#"{"at":"2026-11-22T10:15:04Z","call":"c"}"#, "\"type\" is missing"),
    RefusedLine(#"{"at":"2026-11-22T10:15:04Z","call":"c","type":null}"#, "\"type\" is missing"),
    RefusedLine(
      #"{"at":"2026-11-22T10:15:04Z","call":"c","type":^1}"#, "\"type\" must be a string"),
    RefusedLine(#"{"at":"2026-11-22T10:15:04Z","type":"call.ended"}"#, "\"call\" is missing"),
    RefusedLine(
      #"{"at":"2026-11-22T10:15:04Z","call":null,"type":"call.ended"}"#, "\"call\" is missing"),
    RefusedLine(
      #"{"at":"2026-11-22T10:15:04Z","call":^true,"type":"call.ended"}"#,
      "\"call\" must be a string"),
    RefusedLine(
      #"{"at":"2026-11-22T10:15:04Z","call":^7,"type":"not.known"}"#, "\"call\" must be a string"),
    RefusedLine(line(#""type":"call.started""#), "\"direction\" is missing"),
    RefusedLine(line(#""type":"call.started","direction":^1"#), "\"direction\" must be a string"),
    RefusedLine(line(#""type":"call.started","direction":"internal""#), "\"agent\" is missing"),
    RefusedLine(
      line(#""type":"call.started","direction":"inbound","caller":^1"#),
      "\"caller\" must be a string"),
    RefusedLine(
      line(#""type":"call.started","direction":"inbound","agent":^false"#),
      "\"agent\" must be a string"),
    RefusedLine(
      line(#""type":"call.started","direction":"inbound","parent":^"""#), "1 to 128 bytes"),
    RefusedLine(line(#""type":"ivr.consent""#), "\"answer\" is missing"),
    RefusedLine(
      line(#""type":"ivr.consent","answer":"granted","number":^1"#), "\"number\" must be a string"),
    RefusedLine(
      line(#""type":"ivr.consent","answer":"granted","by":^1"#), "\"by\" must be a string"),
    RefusedLine(
      line(#""type":"ivr.consent","answer":"granted","prompt":^1"#), "\"prompt\" must be a string"),
    RefusedLine(line(#""type":"call.variable","value":"x""#), "\"name\" is missing"),
    RefusedLine(line(#""type":"call.variable","name":"x""#), "\"value\" is missing"),
    RefusedLine(line(#""type":"call.variable","name":"x","value":null"#), "\"value\" is missing"),
    RefusedLine(
      line(#""type":"call.variable","name":"x","value":^true"#), "\"value\" must be a string"),
    RefusedLine(line(#""type":"queue.entered""#), "\"queue\" is missing"),
    RefusedLine(line(#""type":"number.joined""#), "\"number\" is missing"),
    RefusedLine(line(#""type":"number.left","number":^112"#), "\"number\" must be a string"),
    RefusedLine(line(#""type":"consult.started","agent":"a""#), "\"toAgent\", \"toQueue\" or"),
    RefusedLine(line(#""type":"call.transferred","toQueue":"q""#), "\"agent\" is missing"),
    RefusedLine(line(#""type":"call.ended","reason":^0"#), "\"reason\" must be a string"),
    RefusedLine(line(#""type":"recorder.failed","reason":^0"#), "\"reason\" must be a string"),
    RefusedLine(line(#""type":"recorder.recovered","reason":^0"#), "\"reason\" must be a string"),
    RefusedLine(line(#""type":"user.grouped""#), "\"user\" is missing"),
    RefusedLine(
      line(#""type":"user.grouped","user":"u","group":^1"#), "\"group\" must be a string"),
    RefusedLine(line(#""type":"user.grouped","user":"u","by":^1"#), "\"by\" must be a string"),
    RefusedLine(
      line(#""type":"setting.changed","property":"p","value":1"#), "\"scope\" is missing"),
    RefusedLine(
      line(#""type":"setting.changed","scope":"user","value":1"#), "\"property\" is missing"),
    RefusedLine(
      line(#""type":"setting.changed","scope":"user","property":"p""#), "\"value\" is missing"),
    RefusedLine(
      line(#""type":"setting.changed","scope":"user","subject":^"","property":"p","value":1"#),
      "1 to 128 bytes"),
  ]

  static let words: [RefusedLine] = [
    RefusedLine(
      line(#""type":"call.started","direction":^"Inbound""#),
      "\"direction\" must be one of: inbound, outbound, internal"),
    RefusedLine(line(#""type":"ivr.consent","answer":^"yes""#), "must be one of: granted, denied"),
    RefusedLine(
      line(#""type":"ivr.consent","answer":^"grant\u0065d ""#), "must be one of: granted, denied"),
    RefusedLine(
      line(#""type":"agent.joined","agent":"a","role":^"boss""#), "must be one of: agent, helper"),
    RefusedLine(line(#""type":"agent.joined","agent":"a","role":^"""#), "must be one of"),
    RefusedLine(
      line(#""type":"setting.changed","scope":^"team","property":"p","value":1"#),
      "must be one of: company, group, user, queue"),
  ]

  static let several: [RefusedLine] = [
    RefusedLine(
      line(#""type":"consult.started","agent":"a","toAgent":"b","toQueue":"q""#), "only one of"),
    RefusedLine(
      line(#""type":"call.transferred","agent":"a","toNumber":"1","toQueue":"q""#), "only one of"),
    RefusedLine(
      line(#""type":"call.transferred","agent":"a","toNumber":"1","toAgent":"q""#), "only one of"),
    RefusedLine(
      line(#""type":"consult.answered","agent":"a","party":"b","number":"1""#), "only one of"),
    RefusedLine(
      line(#""type":"party.held","agent":"a","number":"1""#), "only one of"),
    RefusedLine(
      line(#""type":"party.resumed","number":"1","agent":"a""#), "only one of"),
    RefusedLine(line(#""type":"call.ended","source":"s""#), "belong together"),
    RefusedLine(line(#""type":"call.ended","n":1"#), "belong together"),
    RefusedLine(line(#""type":"info.x","n":1,"source":null"#), "belong together"),
    RefusedLine(line(#""type":"info.x","source":^"","n":1"#), "1 to 128 bytes"),
  ]
}
