internal import Digest
internal import MerkleTree

/// Hashes over events, as texts.
enum Trees {
  static func edge(_ lines: [Line]) -> [String] { rightEdge(lines).roots.map(\.hex) }

  static func root(_ lines: [Line]) -> String { rightEdge(lines).root.base64 }

  static func hex(_ bytes: [UInt8]) -> String { Hex.encode(bytes) }

  private static func rightEdge(_ lines: [Line]) -> RightEdge {
    var edge = RightEdge()
    for line in lines { edge.append(SHA256.hash(prefix: 0, line)) }
    return edge
  }
}
