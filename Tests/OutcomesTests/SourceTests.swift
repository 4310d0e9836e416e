import CallRules
import Outcomes
import Testing

/// Which numbers of a source have come (`interchange`, "Events").
@Suite struct SourcesOfEvents {
  @Test func `beyond 1,024 gaps the one with the lowest numbers is given up`() {
    let odd = (0...1_025).map { $0 * 2 + 1 }
    // 2 is given up by the gap 2,050, and so counts as seen; 4 and 2,050 are still missing.
    let lines = (odd + [2, 4, 2_050]).map(line)
    let told = product(lines, .outcomes)
    #expect(told.count == 1_025 + 2)
    #expect(told.suffix(2) == [report(4, -1), report(2_050, -1)])
  }

  @Test func `a late number that parts a gap can make the lowest gap be given up`() {
    let odd = (0...1_023).map { $0 * 2 + 1 }
    // 1,023 gaps of one number and one of three are as many as are remembered; 2,049 parts the
    // last one.
    let lines = (odd + [2_051, 2_049, 2, 4]).map(line)
    #expect(product(lines, .outcomes).suffix(2) == [report(2_049, -1), report(4, -1)])
  }

  @Test func `a source can count to the largest number and no further`() {
    let told = product([line(1), line(Int.max), line(Int.max), line(2)], .outcomes)
    #expect(told == [report(Int.max, Int.max - 2), report(2, -1)])
  }

  private func line(_ number: Int) -> String {
    #"{"at":"2026-11-22T10:15:04Z","type":"info.x","source":"s","n":\#(number)}"#
  }

  private func report(_ number: Int, _ missing: Int) -> String {
    #"{"source":{"source":"s","n":\#(number),"missing":\#(missing)}}"#
  }
}
