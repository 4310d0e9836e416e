import Digest
import MerkleTree
import Testing

@Suite struct ForgedProofTests {
  let log = SmallLog(size: 17)

  @Test(arguments: 1...17)
  func `an inclusion proof with one bit changed anywhere fails`(size: Int) throws {
    for index in 0..<size {
      let proof = try log.inclusion(index, size)
      // The leaf and the root are flipped along with the proof's own hashes.
      let all = [log.leaves[index], log.roots[size]] + proof.hashes
      let accepted = flips(of: all).count { changed in
        let forged = InclusionProof(
          index: proof.index, size: proof.size, hashes: Array(changed[2...]))
        return holds { try forged.verify(leaf: changed[0], root: changed[1]) }
      }
      #expect(accepted == 0, "\(index) in \(size)")
    }
  }

  @Test(arguments: 1...17)
  func `a consistency proof with one bit changed anywhere fails`(new: Int) throws {
    for old in 1...new {
      let proof = try log.consistency(old, new)
      let all = [log.roots[old], log.roots[new]] + proof.hashes
      let accepted = flips(of: all).count { changed in
        let forged = ConsistencyProof(
          oldSize: proof.oldSize, newSize: proof.newSize, hashes: Array(changed[2...]))
        return holds { try forged.verify(oldRoot: changed[0], newRoot: changed[1]) }
      }
      #expect(accepted == 0, "\(old) to \(new)")
    }
  }

  @Test func `a proof holds for no other index than its own`() throws {
    for size in 1...17 {
      for index in 0..<size {
        var proof = try log.inclusion(index, size)
        for other in 0...20 {
          proof.index = UInt64(other)
          let holds = holds { try proof.verify(leaf: log.leaves[index], root: log.roots[size]) }
          #expect(holds == (other == index), "\(index) as \(other) in \(size)")
        }
      }
    }
  }

  @Test func `a proof with a hash more or less is refused before it is computed`() throws {
    var proof = try log.inclusion(5, 17)
    proof.hashes.append(TreeHash.empty)
    #expect(throws: ProofError.wrongHashCount(expected: 5, given: 6)) {
      try proof.verify(leaf: log.leaves[5], root: log.roots[17])
    }
    var consistency = try log.consistency(6, 17)
    consistency.hashes.removeLast()
    #expect(throws: ProofError.wrongHashCount(expected: 5, given: 4)) {
      try consistency.verify(oldRoot: log.roots[6], newRoot: log.roots[17])
    }
  }

  @Test func `nothing is proved of an empty, a larger or an equal tree with hashes`() {
    let root = log.roots[7]
    #expect(throws: ProofError.oldTreeIsEmpty) {
      try ConsistencyProof(oldSize: 0, newSize: 7, hashes: [])
        .verify(oldRoot: TreeHash.empty, newRoot: root)
    }
    #expect(throws: ProofError.oldTreeIsLarger(old: 8, new: 7)) {
      try ConsistencyProof(oldSize: 8, newSize: 7, hashes: [])
        .verify(oldRoot: log.roots[8], newRoot: root)
    }
    #expect(throws: ProofError.wrongHashCount(expected: 0, given: 1)) {
      try ConsistencyProof(oldSize: 7, newSize: 7, hashes: [root])
        .verify(oldRoot: root, newRoot: root)
    }
    #expect(throws: ProofError.self) {
      try ConsistencyProof(oldSize: 7, newSize: 7, hashes: [])
        .verify(oldRoot: log.roots[6], newRoot: root)
    }
  }

  private func holds(_ verify: () throws -> Void) -> Bool {
    do {
      try verify()
      return true
    } catch {
      return false
    }
  }

  /// The list with one bit changed, in every way.
  private func flips(of hashes: [SHA256.Digest]) -> [[SHA256.Digest]] {
    hashes.indices.flatMap { place in
      let bytes = hashes[place].bytes
      return (0..<256).map { bit in
        var changed = bytes
        changed[bit / 8] ^= 1 << (bit % 8)
        var list = hashes
        list[place] = SHA256.Digest(bytes: changed) ?? hashes[place]
        return list
      }
    }
  }
}
