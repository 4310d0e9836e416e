import NaiveEvaluator
import RandomLogs
import Outcomes
import Testing

/// The product and an evaluator that was written from the contract alone, held against each other.
@Suite struct NaiveAgreement {
  @Test func `outcomes of random logs are the naive evaluator's, byte for byte`() {
    for seed in Seeds.some {
      let lines = randomLog(seed)
      expectSame(product(lines, .outcomes), NaiveEvaluator.outcomes(of: lines), seed)
    }
  }

  @Test func `effects of random logs are the naive evaluator's, byte for byte`() {
    for seed in Seeds.some {
      let lines = randomLog(seed)
      expectSame(product(lines, .effects), NaiveEvaluator.effects(of: lines), seed)
    }
  }

  private func randomLog(_ seed: UInt64) -> [String] {
    var log = RandomLog(seed: seed)
    return log.lines(seed % 50 == 0 ? 3_000 : 300)
  }

  private func expectSame(_ ours: [String], _ theirs: [String], _ seed: UInt64) {
    let difference = zip(ours, theirs).first { $0 != $1 }
    #expect(
      ours == theirs,
      """
      repeat with CALLFOLD_SEED=\(seed)
      ours:  \(difference?.0 ?? "\(ours.count) lines")
      naive: \(difference?.1 ?? "\(theirs.count) lines")
      """)
  }
}
