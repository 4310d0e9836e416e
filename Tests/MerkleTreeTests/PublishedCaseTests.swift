import Digest
import Foundation
import MerkleTree
import Testing

/// The published cases of transparency-dev, read where they lie: the folder that
/// `CALLFOLD_MERKLE_VECTORS` names, else `../shared/vectors/merkle` beside the checkout.
@Suite struct PublishedCaseTests {
  struct Inclusion: Decodable {
    var leafIdx, treeSize: UInt64
    var root, leafHash: String?
    var proof: [String]?
    var wantErr: Bool
  }

  struct Consistency: Decodable {
    var size1, size2: UInt64
    var root1, root2: String?
    var proof: [String]?
    var wantErr: Bool
  }

  @Test func `every published inclusion case is decided as published`() throws {
    let files = try cases("inclusion")
    for file in files {
      let published = try JSONDecoder().decode(Inclusion.self, from: Data(contentsOf: file))
      let holds = succeeds {
        let proof = InclusionProof(
          index: published.leafIdx, size: published.treeSize, hashes: try digests(published.proof))
        try proof.verify(leaf: digest(published.leafHash), root: digest(published.root))
      }
      #expect(holds == !published.wantErr, "\(file.path)")
    }
    #expect(files.isEmpty || files.count == 98)
  }

  @Test func `every published consistency case is decided as published`() throws {
    let files = try cases("consistency")
    for file in files {
      let published = try JSONDecoder().decode(Consistency.self, from: Data(contentsOf: file))
      let holds = succeeds {
        let proof = ConsistencyProof(
          oldSize: published.size1, newSize: published.size2, hashes: try digests(published.proof))
        try proof.verify(oldRoot: root(published.root1), newRoot: root(published.root2))
      }
      // We prove nothing of an old tree of size 0, whatever an edition of the cases says of it.
      #expect(holds == (!published.wantErr && published.size1 > 0), "\(file.path)")
    }
    #expect(files.isEmpty || files.count == 98)
  }

  /// All JSON files of a kind; none, said aloud, where the folder is not there.
  private func cases(_ kind: String) throws -> [URL] {
    let beside = URL(filePath: #filePath).appending(path: "../../../../shared/vectors/merkle")
    let named = ProcessInfo.processInfo.environment["CALLFOLD_MERKLE_VECTORS"]
    let folder = named.map { URL(filePath: $0) } ?? beside.standardizedFileURL
    let found = FileManager.default.enumerator(
      at: folder.appending(path: kind), includingPropertiesForKeys: nil)
    let files = (found?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { $0.pathExtension == "json" }
    if files.isEmpty {
      print("SKIPPED: no published \(kind) cases in \(folder.path); set CALLFOLD_MERKLE_VECTORS")
    }
    if named != nil { #expect(!files.isEmpty, "CALLFOLD_MERKLE_VECTORS names no cases") }
    return files
  }

  private func succeeds(_ body: () throws -> Void) -> Bool {
    do {
      try body()
      return true
    } catch {
      return false
    }
  }

  private func digest(_ base64: String?) throws -> SHA256.Digest {
    try SHA256.Digest(base64: base64 ?? "")
  }

  /// The root in a case. A few cases have words in its place ("don't care 2"), which only have to be
  /// the same or not: the words' own hash stands for them.
  private func root(_ base64: String?) throws -> SHA256.Digest {
    let bytes = try Base64.decode(base64 ?? "")
    return bytes.isEmpty ? try digest(base64) : SHA256.Digest(bytes: bytes) ?? SHA256.hash(bytes)
  }

  private func digests(_ base64: [String]?) throws -> [SHA256.Digest] {
    try (base64 ?? []).map { try SHA256.Digest(base64: $0) }
  }
}
