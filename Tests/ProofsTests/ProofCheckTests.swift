import Digest
import MerkleTree
import Testing

@testable import Proofs

@Suite struct ProofCheckTests {
  let log = ProvenLog(size: 40)
  /// The same sizes and the same origin, another history.
  let forged = ProvenLog(size: 40, from: 5)
  let foreign = ProvenLog(size: 40, origin: "site-2/0123456789abcdef0123456789abcdef")

  @Test func `a proof alone is consistent and no more`() throws {
    #expect(try ProofCheck.events(log.events([3], at: 20).bytes).verdict == .consistent)
    #expect(try ProofCheck.growth(log.growth(3, 20).bytes).verdict == .consistent)
  }

  @Test func `a proof made for the given checkpoint is anchored`() throws {
    let given = try log.checkpoint(20)
    let events = try log.events([3], at: 20).bytes
    #expect(try ProofCheck.events(events, against: given).verdict == .anchored)
    #expect(try ProofCheck.growth(log.growth(3, 20).bytes, against: given).verdict == .anchored)
    #expect(try ProofCheck.growth(log.growth(20, 40).bytes, against: given).verdict == .anchored)
  }

  @Test func `a proof from another history or another log contradicts`() throws {
    let given = try log.checkpoint(20)
    for other in [forged, foreign] {
      #expect(
        try ProofCheck.events(other.events([3], at: 20).bytes, against: given).verdict
          == .contradicts)
      #expect(
        try ProofCheck.growth(other.growth(20, 30).bytes, against: given).verdict == .contradicts)
    }
  }

  @Test func `a changed proof is damaged`() throws {
    var bytes = try log.events([3], at: 20).bytes
    bytes[200] ^= 1
    #expect(try ProofCheck.events(bytes, against: log.checkpoint(20)).verdict == .damaged)
  }

  @Test(arguments: [(20, 30), (30, 20)])
  func `growth joins a proof to a checkpoint of another size`(own: Int, given: Int) throws {
    let proof = try log.events([3], at: own).bytes
    let growth = try log.growth(min(own, given), max(own, given)).bytes
    let checkpoint = try log.checkpoint(given)
    #expect(
      try ProofCheck.events(proof, against: checkpoint, growth: growth).verdict == .anchored)
    #expect(throws: ComparisonError.otherSize(proof: UInt64(own), checkpoint: UInt64(given))) {
      try ProofCheck.events(proof, against: checkpoint)
    }
  }

  @Test func `growth of another history contradicts or does not join`() throws {
    let growth = try forged.growth(20, 30).bytes
    #expect(
      try ProofCheck.events(
        log.events([3], at: 20).bytes, against: log.checkpoint(30), growth: growth
      ).verdict == .contradicts)
    #expect(
      try ProofCheck.events(
        log.events([3], at: 20).bytes, against: forged.checkpoint(30), growth: growth
      ).verdict == .contradicts)
    #expect(throws: ComparisonError.growthElsewhere(old: 20, new: 30)) {
      try ProofCheck.events(
        log.events([3], at: 30).bytes, against: forged.checkpoint(20), growth: growth)
    }
  }

  @Test func `an event newer than the checkpoint is not anchored by it`() throws {
    #expect(throws: ComparisonError.newerThanCheckpoint(sequence: 25, size: 20)) {
      try ProofCheck.events(
        log.events([3, 25], at: 30).bytes, against: log.checkpoint(20),
        growth: log.growth(20, 30).bytes)
    }
  }

  @Test func `the words and exit statuses are those of the contract`() {
    #expect(
      Verdict.allCases.map(\.words) == [
        "valid and anchored to the checkpoint you gave",
        "consistent in itself, nothing outside to compare with", "damaged",
        "contradicts your checkpoint",
      ])
    #expect(Verdict.allCases.map(\.exitStatus) == [0, 0, 1, 1])
  }
}
