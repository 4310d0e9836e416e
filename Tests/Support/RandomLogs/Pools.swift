/// Ids that logs are made of. Some differ only in what careless comparisons overlook: composed and
/// decomposed letters, case, compatibility forms, and the order of UTF-8 against that of UTF-16.
enum Pools {
  static let agents: [[String]] = [
    ["anna"], ["bo"], ["cecilie"], ["dag"], ["Anna"], ["caller"], ["agent:bo"], ["+4712345678"],
    ["caf\u{E9}", "cafe\u{301}"], ["\u{C5}se", "A\u{30A}se", "\u{212B}se"],
    ["\u{FF5E}x", "\u{1F600}x"], ["q\"uote", "back\\slash", "sol/idus"],
    ["\u{FEFF}bom", "bom"], ["\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}"], [" a b "],
    ["\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10FFFF}"], ["\u{A0}", "\u{2028}"],
    [String(repeating: "x", count: 128), String(repeating: "\u{E9}", count: 64)],
    ["K", "\u{212A}", "k"], ["null"],
  ]

  static let numbers: [[String]] = [
    ["+4712345678"], ["+4787654321"], ["112"], ["anna"], ["\u{0661}\u{0662}", "12"],
    ["n\u{E9}", "ne\u{301}"], ["+47 22 33", "+472233"],
  ]

  static let queues: [[String]] = [
    ["support"], ["sales"], ["billing"], ["k\u{F8}"], ["\u{E4}", "a\u{308}"], ["anna"], ["off"],
  ]

  static let groups: [[String]] = [["team-1"], ["team-2"], ["anna"], ["gr\u{FC}n", "gru\u{308}n"]]

  static let calls: [[String]] = [
    ["c-1"], ["c-2"], ["c-3"], ["c-4"], ["c-5"], ["C-1"], ["c/1"], ["c-1/1"], ["null"],
    ["c-\u{E9}", "c-e\u{301}"], ["c\\\"7"], ["\u{1F4DE}"], [String(repeating: "c", count: 128)],
  ]

  static let sources: [[String]] = [
    ["core-1"], ["core-2"], ["page"], ["s\u{F6}", "so\u{308}"], ["\"s\\"],
  ]

  /// So many different ids; those that are easily confused come together.
  static func ids(
    from pool: [[String]], count: Int, _ random: inout SplitMix64
  ) -> [String] {
    var ids: [String] = []
    for family in random.shuffled(pool) {
      ids += random.shuffled(family)
    }
    return Array(ids.prefix(count))
  }

  /// Words for fields that mean nothing.
  static let words: [String] = [
    "", "x", "line\nbreak", "tab\tand\u{0}null", "\u{8}\u{C}\r\u{1F}\u{7F}\u{85}", "\"\\/",
    "\u{1F600}\u{FE0F}", "e\u{301}", "true", "{\"a\":1}", "\u{2028}\u{2029}", "</script>",
    String(repeating: "lang ", count: 40),
  ]

  /// Names of fields that no event has.
  static let unknownFields: [String] = [
    "note", "x-trace", "Call", "AT", "", "\u{E9}", "e\u{301}", "agents", "null", "type ", "\u{0}",
  ]
}
