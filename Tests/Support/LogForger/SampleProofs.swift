internal import Digest
internal import EventLog
internal import MerkleTree
internal import Proofs

/// Proofs from a small log, to be spoilt.
package struct SampleProofs {
  /// Files that `verify-proof` is called with.
  package struct Trial {
    /// What is proved.
    package enum Kind: String, Sendable { case proof, growth }

    /// Which kind of proof.
    package var kind: Kind
    /// The proof; a checkpoint to compare with; for a proof of events perhaps one of growth.
    package var parts: [[UInt8]]

    /// The same with one bit changed.
    package func changed(part: Int, bit: Int) -> Trial {
      var trial = self
      trial.parts[part] = trial.parts[part].changed(bit)
      return trial
    }

    /// What the library says of it, with what the command does before.
    package func answer() -> Answer {
      var given: Checkpoint?
      if parts.count > 1 {
        guard let checkpoint = try? Checkpoint(parsing: parts[1]), checkpoint.size > 0 else {
          return .none
        }
        given = checkpoint
      }
      do throws(ComparisonError) {
        let finding =
          switch kind {
          case .proof:
            try ProofCheck.events(
              parts[0], against: given, growth: parts.count > 2 ? parts[2] : nil)
          case .growth: try ProofCheck.growth(parts[0], against: given)
          }
        return switch finding.verdict {
        case .anchored: .anchored
        case .consistent: .consistent
        case .damaged: .damaged
        case .contradicts: .contradicts
        }
      } catch {
        return .none
      }
    }
  }

  /// Each is in order, and anchored.
  package var trials: [Trial] = []

  /// Proofs from a log and the checkpoints that it handed out.
  package init(_ made: GoodLogs.Made) throws {
    var lines: [Line] = []
    _ = try LogReader(ReadOnlyDisk(made.contents)).forEach { (_, bytes, line) throws(LogError) in
      lines.append(Array(bytes[line]))
      return true
    }
    let given = try made.checkpoints.map { try Checkpoint(parsing: Array($0.utf8)) }
    let (older, newer) = (given[1], given[2])
    let sequences: [UInt64] = [2, 6]
    let plans = try sequences.map { try ProofPlan.inclusion(of: $0 - 1, in: newer.size) }
    let growthPlan = try ProofPlan.consistency(from: older.size, to: newer.size)
    var collector = SubtreeCollector(for: plans + [growthPlan])
    for line in lines.prefix(Int(newer.size)) { collector.append(TreeHash.leaf(line)) }
    let events = try EventProof(
      events: sequences.map {
        ProvenEvent(
          sequence: $0, line: lines[Int($0) - 1],
          hashes: try InclusionProof(of: $0 - 1, in: newer.size, from: collector).hashes)
      }, checkpoint: newer
    ).bytes
    let consistency = try ConsistencyProof(from: older.size, to: newer.size, from: collector)
    let growth = try ConsistencyProofFile(old: older, new: newer, hashes: consistency.hashes).bytes
    let (old, new) = (Array(older.note.utf8), Array(newer.note.utf8))
    trials = [
      Trial(kind: .proof, parts: [events, new]),
      Trial(kind: .proof, parts: [events, old, growth]),
      Trial(kind: .growth, parts: [growth, old]), Trial(kind: .growth, parts: [growth, new]),
    ]
  }
}

extension [UInt8] {
  /// The same with one bit changed.
  package func changed(_ bit: Int) -> [UInt8] {
    var bytes = self
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return bytes
  }
}

extension ForgedLog {
  /// How many bits the line of an event has; events count from 0.
  package func bits(ofEvent event: Int) -> Int { 8 * lines[event].count }

  /// Changes a bit of an event's line and puts everything right that is on the log's machine.
  package mutating func changeEvent(_ event: Int, bit: Int) {
    var place = event
    for file in files.indices {
      for frame in files[file].frames.indices {
        let count = files[file].frames[frame].lines.count
        if (0..<count).contains(place) {
          let line = files[file].frames[frame].lines[place]
          files[file].frames[frame].lines[place] = line.changed(bit)
        }
        place -= count
      }
    }
    repair(Repairs.all.subtracting(.numbers))
  }
}
