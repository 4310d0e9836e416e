import Digest
import MerkleTree
import Testing

@Suite struct RightEdgeTests {
  @Test func `the published leaves give the published roots`() {
    var edge = RightEdge()
    #expect(edge.root.hex == PublishedTree.roots[0])
    for (entry, root) in zip(PublishedTree.entries, PublishedTree.roots.dropFirst()) {
      edge.append(TreeHash.leaf(entry))
      #expect(edge.root.hex == root, "size \(edge.size)")
    }
  }

  @Test func `the root at every size is that of the definition`() {
    let log = SmallLog(size: 130)
    for size in 0...130 {
      #expect(log.roots[size] == SlowTree.root(log.leaves.prefix(size)), "size \(size)")
    }
  }

  @Test func `an edge written at any size grows on like the one that was never written`() throws {
    let log = SmallLog(size: 130)
    var edge = RightEdge()
    for size in 0..<130 {
      var restored = try #require(RightEdge(size: UInt64(size), roots: edge.roots))
      #expect(restored == edge)
      edge.append(log.leaves[size])
      restored.append(log.leaves[size])
      #expect(restored.root == log.roots[size + 1])
    }
  }

  @Test func `an edge with a root too few or too many is refused`() {
    let root = TreeHash.empty
    #expect(RightEdge(size: 5, roots: [root]) == nil)
    #expect(RightEdge(size: 4, roots: [root, root]) == nil)
    #expect(RightEdge(size: 0, roots: [root]) == nil)
  }
}
