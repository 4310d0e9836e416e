import Digest
package import EventLog
import CallModel
import Interchange
package import MerkleTree
package import Proofs

/// Makes proof files from a log.
package struct ProofMaker {
  private let reader: LogReader
  private let given: Checkpoint?

  /// Why there is no proof.
  package enum Failure: Error {
    case log(LogError)
    /// The log is not the one of the checkpoint, for this reason.
    case contradicts(String)
    /// There is nothing to prove, or it cannot be proved for this checkpoint.
    case impossible(String)
  }

  /// A maker of proofs for a checkpoint that was handed in.
  ///
  /// Without one, they are made for the newest that the log keeps, or for the log as it is where that
  /// does not cover what is to be proved.
  package init(_ reader: LogReader, at given: Checkpoint?) throws(Failure) {
    self.reader = reader
    self.given = given
    if let given { try Self.check(given, reader) }
  }

  private func checkpoint(covering last: UInt64) throws(Failure) -> Checkpoint {
    if let given { return given }
    let found: Checkpoint?
    do throws(LogError) {
      let newest = try reader.checkpoints()?.last
      if let newest, newest.size >= last { return newest }
      found = try whole()
    } catch {
      throw .log(error)
    }
    guard let found else { throw .impossible("the log has no events yet") }
    return found
  }

  /// A checkpoint of the log as it is; `nil` where it is empty.
  private func whole() throws(LogError) -> Checkpoint? {
    let size = try Self.size(of: reader)
    guard size > 0, let root = try reader.root(at: size) else { return nil }
    return try? Checkpoint(origin: reader.checkpointOrigin, size: size, root: root)
  }

  /// The log has to be the one of a checkpoint.
  package static func check(_ given: Checkpoint, _ reader: LogReader) throws(Failure) {
    // Swift calls some different texts equal, and another origin is another log.
    guard given.origin.utf8.elementsEqual(reader.checkpointOrigin.utf8) else {
      throw .contradicts(
        "this is the log \(reader.checkpointOrigin), your checkpoint is of \(given.origin)")
    }
    let root: SHA256.Digest?
    do throws(LogError) { root = try reader.root(at: given.size) } catch { throw .log(error) }
    guard let root else {
      throw .contradicts("the log is shorter than your checkpoint, which has \(given.size) events")
    }
    guard root == given.root else {
      throw .contradicts("at size \(given.size) the log has another root than your checkpoint")
    }
  }

  /// Proves that events are in the log.
  package func events(_ sequences: [UInt64]) throws(Failure) -> EventProof {
    var lines: [(sequence: UInt64, line: [UInt8])] = []
    do throws(LogError) {
      for run in Self.runs(sequences.sorted()) {
        _ = try reader.forEach(from: run.lowerBound) { sequence, bytes, line in
          guard sequence <= run.upperBound else { return false }
          lines.append((sequence, Array(bytes[line])))
          return sequence < run.upperBound
        }
      }
    } catch {
      throw .log(error)
    }
    if let last = sequences.max(), lines.last?.sequence != last {
      throw .impossible("the log has no event \(last)")
    }
    return try proof(lines)
  }

  /// Proves the events of a call, and those of settings that could matter to it.
  package func call(
    _ call: String, progress: (UInt64) -> Void
  ) throws(Failure) -> EventProof {
    let sequences: [UInt64]
    do throws(LogError) { sequences = try self.sequences(call, progress) } catch {
      throw .log(error)
    }
    if sequences.isEmpty { throw .impossible("the log has no events of the call '\(call)'") }
    return try events(sequences)
  }

  private func sequences(
    _ call: String, _ progress: (UInt64) -> Void
  ) throws(LogError) -> [UInt64] {
    var own: [UInt64] = []
    var settings = CallSettings()
    var parser = EventParser()
    var index = try CallIndex(reader)
    try index.forEach(of: call) { sequence, bytes, line in
      own.append(sequence)
      Self.parse(bytes.span.extracting(line), &parser) { settings.note(ofCall: $0, $1) }
    }
    guard let last = own.last else { return [] }
    _ = try reader.forEach { sequence, bytes, line in
      Self.parse(bytes.span.extracting(line), &parser) {
        settings.note($0, $1, sequence: sequence)
      }
      progress(sequence)
      return sequence < last
    }
    return own + settings.sequences(upTo: last)
  }

  private static func parse(
    _ line: Span<UInt8>, _ parser: inout EventParser, _ body: (Event, Span<UInt8>) -> Void
  ) {
    guard let event = try? parser.parse(line, limit: Format.storedLineLimit) else { return }
    if event.isDecoded {
      let texts = parser.decoded
      body(event, texts.span)
    } else {
      body(event, line)
    }
  }

  /// Proves that the log has only grown since an older checkpoint.
  package func growth(since old: Checkpoint) throws(Failure) -> GrowthProof {
    try Self.check(old, reader)
    let checkpoint = try checkpoint(covering: old.size)
    do {
      let plan = try ProofPlan.consistency(from: old.size, to: checkpoint.size)
      let found = try reader.hashes(of: plan.parts.joined())
      let hashes = plan.hashes { found[$0] ?? TreeHash.empty }
      return try GrowthProof(old: old, new: checkpoint, hashes: hashes)
    } catch let error as LogError {
      throw .log(error)
    } catch {
      throw .impossible("\(error)")
    }
  }

  private func proof(
    _ lines: [(sequence: UInt64, line: [UInt8])]
  ) throws(Failure) -> EventProof {
    let last = lines.last?.sequence ?? 1
    let checkpoint = try checkpoint(covering: last)
    if last > checkpoint.size {
      throw .impossible(
        "event \(last) is newer than the checkpoint of size \(checkpoint.size), which says nothing "
          + "of it: use a newer one")
    }
    do {
      let plans = try lines.map {
        try ProofPlan.inclusion(of: $0.sequence - 1, in: checkpoint.size)
      }
      let found = try reader.hashes(of: plans.flatMap { $0.parts.joined() })
      let events = zip(lines, plans).map { line, plan in
        ProvenEvent(
          sequence: line.sequence, line: line.line,
          hashes: plan.hashes { found[$0] ?? TreeHash.empty })
      }
      return try EventProof(events: events, checkpoint: checkpoint)
    } catch let error as LogError {
      throw .log(error)
    } catch {
      throw .impossible("\(error)")
    }
  }

  /// Unbroken runs of sorted numbers.
  private static func runs(_ sequences: [UInt64]) -> [ClosedRange<UInt64>] {
    var runs: [ClosedRange<UInt64>] = []
    for sequence in sequences {
      if let last = runs.last, sequence <= last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...max(last.upperBound, sequence)
      } else {
        runs.append(sequence...sequence)
      }
    }
    return runs
  }

  private static func size(of reader: LogReader) throws(LogError) -> UInt64 {
    // Its last file is all that has to be read.
    var size = (reader.fileStarts.last ?? 1) - 1
    _ = try reader.forEach(from: size + 1) { sequence, _, _ in
      size = sequence
      return true
    }
    return size
  }
}
