import Digest
import MerkleTree

@testable import Proofs

/// A log of a few events and the proofs that its operator would hand out.
struct ProvenLog {
  let lines: [[UInt8]]
  let origin: String

  init(size: Int, origin: String = "site-1/0123456789abcdef0123456789abcdef", from seed: Int = 0) {
    self.origin = origin
    lines = (1...size).map {
      Array("{\"seq\":\($0),\"type\":\"call.held\",\"call\":\"c-\($0 % 3 + seed)\"}".utf8)
    }
  }

  func collector(for plans: [ProofPlan], size: Int) -> SubtreeCollector {
    var collector = SubtreeCollector(for: plans)
    for line in lines.prefix(size) { collector.append(TreeHash.leaf(line)) }
    return collector
  }

  func checkpoint(_ size: Int) throws -> Checkpoint {
    try Checkpoint(origin: origin, edge: collector(for: [], size: size).edge)
  }

  func events(_ sequences: [Int], at size: Int) throws -> EventProof {
    let indices = sequences.map { UInt64($0 - 1) }
    let plans = try indices.map { try ProofPlan.inclusion(of: $0, in: UInt64(size)) }
    let collector = collector(for: plans, size: size)
    let events = try indices.map {
      ProvenEvent(
        sequence: $0 + 1, line: lines[Int($0)],
        hashes: try InclusionProof(of: $0, in: UInt64(size), from: collector).hashes)
    }
    return try EventProof(events: events, checkpoint: checkpoint(size))
  }

  func growth(_ old: Int, _ new: Int) throws -> ConsistencyProofFile {
    let plan = try ProofPlan.consistency(from: UInt64(old), to: UInt64(new))
    let proof = try ConsistencyProof(
      from: UInt64(old), to: UInt64(new), from: collector(for: [plan], size: new))
    return try ConsistencyProofFile(
      old: checkpoint(old), new: checkpoint(new), hashes: proof.hashes)
  }
}
