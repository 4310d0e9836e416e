import Digest
import MerkleTree
import Testing

@Suite struct CheckpointTests {
  static let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
  static let signature =
    "\u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5"
    + "/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8="
  /// The example of C2SP tlog-checkpoint.
  static let published = "example.com/behind-the-sofa\n20852163\n\(root)\n\n\(signature)\n"

  @Test func `the published example is read and written`() throws {
    let checkpoint = try Checkpoint(parsing: CheckpointTests.published)
    #expect(checkpoint.origin == "example.com/behind-the-sofa")
    #expect(checkpoint.size == 20_852_163)
    #expect(checkpoint.root.base64 == CheckpointTests.root)
    #expect(checkpoint.signatures == [CheckpointTests.signature])
    #expect(checkpoint.note == CheckpointTests.published)
  }

  @Test func `three lines alone and an unsigned note are the same checkpoint`() throws {
    let checkpoint = try Checkpoint(origin: "site-1", edge: RightEdge())
    #expect(checkpoint.text == "site-1\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
    #expect(checkpoint.note == checkpoint.text + "\n")
    #expect(try Checkpoint(parsing: checkpoint.text) == checkpoint)
    #expect(try Checkpoint(parsing: checkpoint.note) == checkpoint)
  }

  @Test(arguments: [published, "site-1/kø\n7\n\(root)\n", "site-1\n1\n\(root)\n\n"])
  func `a text with one bit changed is refused or says something else`(text: String) throws {
    let original = try Checkpoint(parsing: text)
    let bytes = Array(text.utf8)
    for bit in 0..<8 * bytes.count {
      var changed = bytes
      changed[bit / 8] ^= 1 << (bit % 8)
      guard let other = try? Checkpoint(parsing: changed) else { continue }
      #expect(other != original, "bit \(bit)")
      #expect([other.text, other.note].contains { Array($0.utf8) == changed }, "bit \(bit)")
    }
  }

  @Test(arguments: [
    ("", 1, CheckpointError.Problem.lineMissing),
    ("a\n1\n\(root)", 3, .notEnded),
    ("a\n1\n", 3, .lineMissing),
    ("\n1\n\(root)\n", 1, .origin),
    ("a b\n1\n\(root)\n", 1, .origin),
    ("a+b\n1\n\(root)\n", 1, .origin),
    ("a\u{a0}b\n1\n\(root)\n", 1, .origin),
    ("a\r\n1\n\(root)\n", 1, .origin),
    ("a\n01\n\(root)\n", 2, .size),
    ("a\n+1\n\(root)\n", 2, .size),
    ("a\n\n\(root)\n", 2, .size),
    ("a\n9223372036854775808\n\(root)\n", 2, .size),
    ("a\n0\n\(root)\n", 3, .rootOfEmptyTree),
    ("a\n1\n\(root)\nmore\n", 4, .extensionLine),
    ("a\n1\n\(root)\n\nmore\n", 5, .signature),
    ("a\n1\n\(root)\n\n\n", 5, .signature),
    ("a\n1\n\(root)\n\n\u{2014} a AAAA\n", 5, .signature),
    ("a\n1\n\(root)\n\n\u{2014} a AAAAAAA=\n\n", 6, .signature),
  ])
  func `a text that is no checkpoint is refused with line and reason`(
    text: String, line: Int, problem: CheckpointError.Problem
  ) {
    #expect(throws: CheckpointError(line: line, problem: problem)) {
      try Checkpoint(parsing: text)
    }
  }

  @Test func `a bad root is refused with the reason of the base64 reader`() {
    let error = #expect(throws: CheckpointError.self) {
      try Checkpoint(parsing: "a\n1\n\(CheckpointTests.root.dropLast())\n")
    }
    #expect(error?.line == 3)
    #expect(error?.description.contains("padding") == true)
  }
}
