import Digest
import MerkleTree
import Testing

@testable import Proofs

@Suite struct ConsistencyProofFileTests {
  let log = ProvenLog(size: 20)

  @Test func `every growth up to size 20 is written and read back`() throws {
    for new in 1...20 {
      for old in 1...new {
        let proof = try log.growth(old, new)
        #expect(try ConsistencyProofFile(parsing: proof.bytes) == proof, "\(old) to \(new)")
      }
    }
  }

  @Test func `a proof with any one bit changed is never taken for the same`() throws {
    let proof = try log.growth(6, 11)
    var bytes = proof.bytes
    for bit in 0..<8 * bytes.count {
      bytes[bit / 8] ^= 1 << (bit % 8)
      // A size is bound by nothing in the file: the comparison with a checkpoint tells.
      if let other = try? ConsistencyProofFile(parsing: bytes) {
        #expect(other.old != proof.old || other.new != proof.new, "bit \(bit)")
      }
      bytes[bit / 8] ^= 1 << (bit % 8)
    }
  }

  @Test func `a proof cut short anywhere is damaged`() throws {
    let bytes = try log.growth(6, 11).bytes
    for count in 0..<bytes.count {
      #expect(throws: ProofFileError.self) {
        try ConsistencyProofFile(parsing: Array(bytes[..<count]))
      }
    }
  }

  @Test func `growth out of nothing, backwards or into another log is refused`() throws {
    let (six, eleven) = (try log.checkpoint(6), try log.checkpoint(11))
    let hashes = try log.growth(6, 11).hashes
    let empty = try Checkpoint(origin: log.origin, edge: RightEdge())
    let foreign = try ProvenLog(size: 20, origin: "site-2").checkpoint(11)
    #expect(throws: ProofFileError.self) {
      try ConsistencyProofFile(old: empty, new: six, hashes: [])
    }
    #expect(throws: ProofFileError.self) {
      try ConsistencyProofFile(old: eleven, new: six, hashes: hashes)
    }
    #expect(throws: ProofFileError.self) {
      try ConsistencyProofFile(old: six, new: foreign, hashes: hashes)
    }
  }
}
