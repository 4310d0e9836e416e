import CallModel
import Testing
import Presentation

@Suite struct TextOnScreens {
  @Test(arguments: [
    ("anna", "anna"), ("Åse 漢", "Åse 漢"), ("a\u{1B}[2Jb", "a\\u{1b}[2Jb"), ("\u{7F}", "\\u{7f}"),
    ("\u{9B}1m", "\\u{9b}1m"), ("\u{202E}gnp", "\\u{202e}gnp"), ("\u{2066}", "\\u{2066}"),
    ("\u{200B}", "\\u{200b}"), ("\u{2028}", "\\u{2028}"), ("\u{E000}", "\\u{e000}"),
    ("\u{3164}", "\\u{3164}"), ("\u{FEFF}", "\\u{feff}"), ("a\r\nb", "a\\u{d}\\u{a}b"),
  ])
  func `hold nothing that acts, hides or reorders`(text: String, shown: String) {
    #expect(text.escapedForScreen == shown)
  }

  @Test(arguments: [
    ("anna", "anna"), ("", "\"\""), ("big sales", "\"big sales\""), ("a:b", "\"a:b\""),
    ("a,b", "\"a,b\""), ("say \"x\"", "\"say \\\"x\\\"\""), ("\\u{7}", "\"\\\\u{7}\""),
    ("\u{7}", "\\u{7}"), ("a\u{A0}b", "\"a\u{A0}b\""),
  ])
  func `names are plain where they are plain, else in quotes`(name: String, shown: String) {
    #expect(name.asName == shown)
  }

  @Test(arguments: [
    ("00:41–… é", "00:41-... \\u{e9}"), ("plain", "plain"), ("0 done · 1 not", "0 done | 1 not"),
  ])
  func `ASCII screens get ASCII`(text: String, shown: String) {
    #expect(text.inASCII == shown)
  }

  @Test(arguments: [("anna", 4), ("漢字", 4), ("e\u{301}", 1), ("🚀", 2), ("", 0), ("한글", 4)])
  func `have a width`(text: String, width: Int) {
    #expect(text.screenWidth == width)
    #expect(text.padded(to: 9).screenWidth == 9)
    #expect(text.leftPadded(to: 9).screenWidth == 9)
  }

  @Test(arguments: [("annabel", "anna…"), ("anna", "anna"), ("漢字漢字", "漢字…"), ("", "")])
  func `are cut to a width`(text: String, clipped: String) {
    #expect(text.clipped(to: 5) == clipped)
  }
}

@Suite struct Clocks {
  private let clock = Clock(zero: Instant(milliseconds: 1_000_000))

  @Test(
    arguments: [
      (0, "00:00"), (245_000, "04:05"), (7_250, "00:07.250"), (3_600_000, "1:00:00"),
      (3_599_999, "59:59.999"), (360_000_001, "100:00:00.001"), (-61_005, "-01:01.005"),
    ] as [(Int64, String)])
  func `count from zero`(milliseconds: Int64, text: String) {
    #expect(clock.text(Instant(milliseconds: 1_000_000 + milliseconds)) == text)
  }

  @Test func `an open stretch has no end`() {
    #expect(clock.text(clock.zero, nil) == "00:00–…")
  }
}
