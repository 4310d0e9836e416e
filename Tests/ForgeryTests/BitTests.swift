import EventLog
import LogForger
import LogSupport
import MerkleTree
import Proofs
import Testing

extension SampleProofs.Trial {
  fileprivate func growth() throws -> ConsistencyProofFile {
    try ConsistencyProofFile(parsing: parts[0])
  }
}

/// Any one bit that is changed in an event, a proof or a checkpoint makes verification fail.
@Suite struct BitTests {
  private let made: GoodLogs.Made
  private let given: [UInt8]

  init() throws {
    made = try GoodLogs.make(fileLimit: 1600, isClosed: true)
    given = Array(try #require(made.checkpoints.last).utf8)
  }

  @Test func `one bit of an event, everything else put right, contradicts`() throws {
    let log = try #require(ForgedLog(made.contents))
    let covered = Int(try Checkpoint(parsing: given).size)
    for event in 0..<Effort.count(1, thorough: covered) {
      for bit in 0..<log.bits(ofEvent: event) {
        var forged = log
        forged.changeEvent(event, bit: bit)
        let disk = ReadOnlyDisk(forged.contents)
        let found = try Answer(verifying: disk, against: given)
        #expect(found.status == 1, "event \(event), bit \(bit)")
        // Most changes leave an event's form whole, and nobody without the checkpoint can tell.
        let alone = try Answer(verifying: disk, against: nil)
        #expect(alone == (found == .contradicts ? .consistent : .damaged), "\(event), \(bit)")
      }
    }
    // What came after the checkpoint is not protected by it, and the manual says so.
    var forged = log
    forged.changeEvent(covered, bit: log.bits(ofEvent: covered) - 16)
    #expect(try Answer(verifying: ReadOnlyDisk(forged.contents), against: given) == .anchored)
  }

  @Test func `one bit of the checkpoint handed in never confirms`() throws {
    let disk = ReadOnlyDisk(made.contents)
    #expect(try Answer(verifying: disk, against: given) == .anchored)
    for bit in 0..<8 * given.count {
      let changed = given.changed(bit)
      guard let checkpoint = try? Checkpoint(parsing: changed) else { continue }
      if case .anchored = try LogVerifier(disk).verify(against: checkpoint).verdict {
        Issue.record("bit \(bit)")
      }
    }
  }

  @Test func `one bit of a proof, or of what it is compared with, never confirms`() throws {
    let proofs = try SampleProofs(made)
    var tried = 0
    for trial in proofs.trials {
      #expect(trial.answer() == .anchored)
      for part in trial.parts.indices {
        for bit in 0..<8 * trial.parts[part].count {
          let changed = trial.changed(part: part, bit: bit)
          tried += 1
          guard changed.answer().status == 0 else { continue }
          // Beside the older checkpoint alone, the newer one's root is proved and its size is not:
          // no root says of how many events it is (PROOF-FORM.md).
          let (old, new) = try (trial.growth(), changed.growth())
          #expect(trial.parts[1] == Array(old.old.note.utf8) && new.old == old.old)
          #expect(
            new.new.root == old.new.root && new.hashes == old.hashes
              && new.new.size != old.new.size, "\(trial.kind), part \(part), bit \(bit)")
        }
      }
    }
    #expect(tried > 20_000)
  }

  @Test func `an origin that only looks the same is another log`() throws {
    let text = String(decoding: given, as: UTF8.self)
    // U+212A, the sign of kelvin, is a K to Swift's comparison of strings.
    let made = try GoodLogs.make(fileLimit: 1600, isClosed: true, origin: "Kelvin")
    let own = try #require(made.checkpoints.last)
    let lookalike = own.replacing("Kelvin", with: "\u{212A}elvin")
    #expect(own == lookalike && text != own)
    let disk = ReadOnlyDisk(made.contents)
    #expect(try Answer(verifying: disk, against: Array(own.utf8)) == .anchored)
    #expect(try Answer(verifying: disk, against: Array(lookalike.utf8)) == .contradicts)
  }
}
