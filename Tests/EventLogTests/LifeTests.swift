import LogSupport
import Platform
import Testing

@testable import EventLog

/// A whole life of a log with a fault at each of its calls, and every step tried again until it is
/// done: what was acknowledged is there once, what was refused is not, the log opens, and nobody
/// calls it damaged.
@Suite struct LifeTests {
  /// Lives with a fault of a kind at one call after the other; says how many there were.
  private func sweep(
    _ kind: Faults.Kind, forEver: Bool = false, between: Life.Between? = nil, step: Int,
    check: (Life) -> Void = { _ in }
  ) -> Int {
    var call = 0
    var lives = 0
    while true {
      let life = Life(between: between)
      life.disk.faults.kind = kind
      life.disk.faults.forEver = forEver
      life.disk.faults.hit = call
      life.run()
      guard life.disk.faults.wasHit else { return lives }
      #expect(life.faults.isEmpty, "\(kind) at call \(call): \(life.faults.prefix(3))")
      check(life)
      lives += 1
      call += step
    }
  }

  @Test func `a life without faults has nothing to be tried again`() {
    let life = Life()
    life.run()
    #expect(life.faults.isEmpty, "\(life.faults)")
    #expect(life.refusals == 0 && life.ends == 0)
  }

  /// For how many calls space is lacking.
  static let lengths = Effort.isThorough ? [1, 2, 3, 5, 8] : [1, 2, 6]

  @Test(arguments: lengths, [false, true])
  func `row 8: space may be lacking at any call, for a while, and what was refused is sent again`(
    calls: Int, half: Bool
  ) {
    Effort.announce("a part of the calls of a life at which space begins to be lacking")
    let lives = sweep(.full(calls: calls, half: half), step: Effort.of(19, thorough: 1)) { life in
      #expect(life.ends == 0, "the writer stays open")
      #expect(life.refusals <= calls)
    }
    #expect(lives > Effort.of(4, thorough: 80))
  }

  @Test(arguments: [Life.Between.append, .largeAppend, .erasure, .checkpoint], [3, 4])
  func `row 8: while something waits for space, something else may be asked for`(
    between: Life.Between, calls: Int
  ) {
    Effort.announce("a part of the calls of a life at which space begins to be lacking")
    let lives = sweep(
      .full(calls: calls, half: true), between: between, step: Effort.of(7, thorough: 1)
    ) { life in
      #expect(life.ends == 0, "the writer stays open")
    }
    #expect(lives > Effort.of(12, thorough: 80))
  }

  @Test func `row 7: an I/O error at any call of a life, and the log is opened again`() {
    Effort.announce("a part of the calls of a life at which the disk fails")
    let lives = sweep(
      .error(SystemError.Number.inputOutput), step: Effort.of(41, thorough: 1))
    #expect(lives > Effort.of(6, thorough: 280))
  }

  @Test func `row 1: a kill at any call of a life, and the log is opened again`() {
    Effort.announce("a part of the calls of a life at which the process is killed")
    let lives = sweep(.powerCut, forEver: true, step: Effort.of(41, thorough: 1))
    #expect(lives > Effort.of(6, thorough: 280))
  }
}
