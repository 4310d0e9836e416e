import Digest
import MerkleTree
import Testing

@Suite struct ProofTests {
  @Test(arguments: PublishedTree.inclusions)
  func `the inclusion proofs over the published leaves come out`(
    index: Int, size: Int, hashes: [String]
  ) throws {
    #expect(try publishedLog.inclusion(index, size).hashes.map(\.hex) == hashes)
  }

  @Test(arguments: PublishedTree.consistencies)
  func `the consistency proofs over the published leaves come out`(
    old: Int, new: Int, hashes: [String]
  ) throws {
    #expect(try publishedLog.consistency(old, new).hashes.map(\.hex) == hashes)
  }

  @Test func `every inclusion proof up to size 300 is that of the definition and holds`() throws {
    let log = SmallLog(size: 300)
    let roots = SlowTree.roots(log.leaves)
    for size in 1...300 {
      #expect(roots[0..<size] == log.roots[size])
      for index in 0..<size {
        let proof = InclusionProof(
          index: UInt64(index), size: UInt64(size),
          hashes: SlowTree.path(index, log.leaves.prefix(size), roots).compactMap { $0 })
        let made = try log.planned(.inclusion(of: UInt64(index), in: UInt64(size)), roots)
        if made != proof.hashes { Issue.record("\(index) in \(size)") }
        // To run a collector over every tree would take long and show no more.
        if index % 37 == size % 37 {
          #expect(try log.inclusion(index, size) == proof, "\(index) in \(size)")
        }
        if !holds({ try proof.verify(leaf: log.leaves[index], root: log.roots[size]) }) {
          Issue.record("\(index) in \(size) does not hold")
        }
      }
    }
  }

  @Test func `every consistency proof up to size 300 is that of the definition and holds`() throws {
    let log = SmallLog(size: 300)
    let roots = SlowTree.roots(log.leaves)
    for new in 1...300 {
      for old in 1...new {
        let proof = ConsistencyProof(
          oldSize: UInt64(old), newSize: UInt64(new),
          hashes: SlowTree.consistency(old, log.leaves.prefix(new), roots).compactMap { $0 })
        let made = try log.planned(.consistency(from: UInt64(old), to: UInt64(new)), roots)
        if made != proof.hashes { Issue.record("\(old) to \(new)") }
        if old % 37 == new % 37 {
          #expect(try log.consistency(old, new) == proof, "\(old) to \(new)")
        }
        if !holds({ try proof.verify(oldRoot: log.roots[old], newRoot: log.roots[new]) }) {
          Issue.record("\(old) to \(new) does not hold")
        }
      }
    }
  }

  private func holds(_ body: () throws -> Void) -> Bool {
    do {
      try body()
      return true
    } catch {
      return false
    }
  }

  @Test func `one pass finds the hashes of many proofs at once`() throws {
    let log = SmallLog(size: 100)
    let wanted: [UInt64] = [0, 7, 8, 63, 64, 99]
    let plans = try wanted.map { try ProofPlan.inclusion(of: $0, in: 100) }
    var collector = SubtreeCollector(for: plans)
    for leaf in log.leaves { collector.append(leaf) }
    #expect(collector.isComplete)
    #expect(collector.edge.root == log.roots[100])
    for index in wanted {
      let proof = try InclusionProof(of: index, in: 100, from: collector)
      #expect(try proof == log.inclusion(Int(index), 100))
    }
  }

  @Test func `a collector behind an edge finds what the edge has and says what it lacks`() throws {
    let log = SmallLog(size: 100)
    var edge = RightEdge()
    for leaf in log.leaves.prefix(64) { edge.append(leaf) }
    let plans = try [
      ProofPlan.inclusion(of: 70, in: 100), ProofPlan.inclusion(of: 3, in: 100),
    ]
    var collector = SubtreeCollector(for: plans, after: edge)
    for leaf in log.leaves[64...] { collector.append(leaf) }
    let proof = try InclusionProof(of: 70, in: 100, from: collector)
    #expect(try proof == log.inclusion(70, 100))
    #expect(throws: ProofError.hashMissing(Subtree(level: 0, index: 2))) {
      try InclusionProof(of: 3, in: 100, from: collector)
    }
  }

  @Test func `the largest sizes are planned without trouble`() throws {
    let largest = UInt64.max
    #expect(try ProofPlan.inclusion(of: 0, in: largest).parts.count == 64)
    #expect(try ProofPlan.inclusion(of: largest - 1, in: largest).parts.count == 63)
    #expect(try ProofPlan.consistency(from: 1, to: largest).parts.count == 64)
    #expect(try ProofPlan.consistency(from: largest - 1, to: largest).parts.count == 64)
  }

  private let publishedLog = SmallLog(entries: PublishedTree.entries)
}
