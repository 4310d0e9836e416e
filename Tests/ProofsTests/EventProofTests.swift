import Digest
import MerkleTree
import Testing

@testable import Proofs

@Suite struct EventProofTests {
  let log = ProvenLog(size: 40)

  @Test func `a proof of one call's events is written and read back`() throws {
    let proof = try log.events([3, 6, 9, 33], at: 40)
    let text = String(decoding: proof.bytes, as: UTF8.self)
    #expect(text.hasPrefix(EventProof.title + "\nevent 3\n{\"seq\":3,"))
    #expect(text.hasSuffix(try "\n\n" + log.checkpoint(40).note))
    #expect(try EventProof(parsing: proof.bytes) == proof)
  }

  @Test func `the one event of a log of one needs no hashes`() throws {
    let proof = try log.events([1], at: 1)
    #expect(proof.events[0].hashes.isEmpty)
    #expect(try EventProof(parsing: proof.bytes) == proof)
  }

  @Test func `signatures under the checkpoint are kept`() throws {
    let plain = try log.events([2], at: 5)
    let signed = try Checkpoint(
      origin: log.origin, size: 5, root: plain.checkpoint.root,
      signatures: ["\u{2014} witness AAAAAAA="])
    let proof = try EventProof(events: plain.events, checkpoint: signed)
    #expect(try EventProof(parsing: proof.bytes).checkpoint == signed)
  }

  @Test func `a proof with any one bit changed is never taken for the same`() throws {
    let proof = try log.events([3, 6], at: 11)
    var bytes = proof.bytes
    for bit in 0..<8 * bytes.count {
      bytes[bit / 8] ^= 1 << (bit % 8)
      // Origin and size are bound by nothing in the file: the comparison with a checkpoint tells.
      if let other = try? EventProof(parsing: bytes) {
        #expect(Comparison(other.checkpoint, with: proof.checkpoint) != .same, "bit \(bit)")
        #expect(other.events == proof.events, "bit \(bit)")
      }
      bytes[bit / 8] ^= 1 << (bit % 8)
    }
  }

  @Test func `a proof cut short anywhere is damaged`() throws {
    let bytes = try log.events([3, 6], at: 11).bytes
    // Without its last, empty, line the checkpoint is still whole.
    for count in 0..<bytes.count - 1 {
      #expect(throws: ProofFileError.self) { try EventProof(parsing: Array(bytes[..<count])) }
    }
  }

  @Test func `an error names line, byte and sequence`() throws {
    let proof = try log.events([3, 6], at: 11)
    let text = String(decoding: proof.bytes, as: UTF8.self)
    let forged = text.replacing("\"call\":\"c-0\"}", with: "\"call\":\"c-9\"}", maxReplacements: 1)
    let error = #expect(throws: ProofFileError.self) {
      try EventProof(parsing: Array(forged.utf8))
    }
    #expect(error?.line == 2)
    #expect(error?.offset == EventProof.title.utf8.count + 1)
    #expect(error?.sequence == 3)
    let description = error?.description ?? ""
    #expect(description.hasPrefix("line 2, byte 144, sequence 3: the proof leads to the root "))
  }

  @Test(arguments: [
    ("event 3\n", "event 03\n"), ("event 3\n", "event 7\n"), ("event 3\n", "event +3\n"),
    ("event 6\n", "event 3\n"), ("event 6\n", "event 6 \n"), ("\n\nsite", "\nsite"),
    ("\n\nsite", "\n\n\nsite"), ("{\"seq\":6,", "{\"seq\":60,"), ("form 1", "form 2"),
    ("\nevent 3\n", "\n\nevent 3\n"),
  ])
  func `a file that no writer writes is damaged`(from: String, to: String) throws {
    let text = try String(decoding: log.events([3, 6], at: 11).bytes, as: UTF8.self)
    #expect(text.contains(from))
    let changed = text.replacing(from, with: to, maxReplacements: 1)
    #expect(throws: ProofFileError.self) { try EventProof(parsing: Array(changed.utf8)) }
  }

  @Test func `a proof that does not hold cannot be made`() throws {
    let proof = try log.events([3, 6], at: 11)
    let other = try ProvenLog(size: 40, from: 5).checkpoint(11)
    #expect(throws: ProofFileError.self) {
      try EventProof(events: proof.events, checkpoint: other)
    }
    #expect(throws: ProofFileError.self) {
      try EventProof(events: proof.events.reversed(), checkpoint: proof.checkpoint)
    }
    #expect(throws: ProofFileError.self) {
      try EventProof(events: [], checkpoint: proof.checkpoint)
    }
  }
}
