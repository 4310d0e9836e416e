import CallModel
import Digest
import EventCoding
package import EventLog
package import MerkleTree
package import Proofs

/// Makes proof files from a log.
///
/// Making it reads the newest log file. The rest is looked up in what is derived from the others; a
/// proof that does not come out right so is made again from the log alone.
package struct ProofMaker {
  private let reader: LogReader
  private let given: Checkpoint?
  private var tree: LogTree

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
    do throws(LogError) { tree = try LogTree(reader) } catch { throw .log(error) }
    // What came from outside goes before what the log says of itself.
    if let given { try check(given) }
    do throws(LogError) { tree = try reader.comparedTree(tree) } catch { throw .log(error) }
  }

  /// The log has to be the one of a checkpoint.
  private func check(_ given: Checkpoint) throws(Failure) {
    // Swift calls some different texts equal, and another origin is another log.
    guard given.origin.utf8.elementsEqual(reader.checkpointOrigin.utf8) else {
      throw .contradicts(
        "this is the log \(reader.checkpointOrigin), your checkpoint is from \(given.origin)")
    }
    guard given.size <= tree.size else {
      throw .contradicts(
        "the log is shorter than your checkpoint: it has \(tree.size) events, your checkpoint "
          + "\(given.size)")
    }
    do throws(LogError) {
      if try tree.root(at: given.size) == given.root { return }
      if try LogTree(reader, isTrusting: false).root(at: given.size) == given.root { return }
    } catch {
      throw .log(error)
    }
    throw .contradicts("at size \(given.size) the log has a different root than your checkpoint")
  }

  private func checkpoint(_ tree: LogTree, covering last: UInt64) throws(LogError) -> Checkpoint? {
    if let given { return given }
    if let newest = reader.newestCheckpoint, newest.size >= last { return newest }
    guard tree.size > 0, let root = try tree.root(at: tree.size) else { return nil }
    return try? Checkpoint(origin: reader.checkpointOrigin, size: tree.size, root: root)
  }

  /// Makes something, and where it does not come out right, again without trusting what is derived.
  private func made<Proof>(
    covering last: UInt64, _ make: (LogTree, Checkpoint) throws -> Proof
  ) throws(Failure) -> Proof {
    func attempt(_ tree: LogTree) throws -> Proof {
      guard let checkpoint = try checkpoint(tree, covering: last) else {
        throw Failure.impossible("the log has no events yet")
      }
      return try make(tree, checkpoint)
    }
    do {
      do { return try attempt(tree) } catch is ProofFileError {
        return try attempt(LogTree(reader, isTrusting: false))
      }
    } catch is ProofFileError {
      let found: LogError
      do throws(LogError) { found = try reader.contradiction() } catch { throw .log(error) }
      throw .log(found)
    } catch let error as LogError {
      throw .log(error)
    } catch let error as Failure {
      throw error
    } catch {
      throw .impossible("\(error)")
    }
  }

  /// Proves that events are in the log.
  package func events(_ sequences: [UInt64]) throws(Failure) -> EventProof {
    let sequences = Set(sequences).sorted()
    guard let last = sequences.last else { throw .impossible("there is nothing to prove") }
    guard last <= tree.size else {
      throw .impossible("the log has no event \(last); its last is \(tree.size)")
    }
    return try made(covering: last) { tree, checkpoint in
      guard last <= checkpoint.size else {
        throw Failure.impossible(
          "event \(last) is newer than the checkpoint of size \(checkpoint.size), which does not "
            + "cover it: use a newer one")
      }
      let plans = try sequences.map { try ProofPlan.inclusion(of: $0 - 1, in: checkpoint.size) }
      let found = try tree.hashes(of: plans.flatMap { $0.parts.joined() })
      let events = try zip(sequences, plans).map { sequence, plan in
        ProvenEvent(
          sequence: sequence, line: try tree.line(sequence) ?? [],
          hashes: plan.hashes { found[$0] ?? TreeHash.empty })
      }
      return try EventProof(events: events, checkpoint: checkpoint)
    }
  }

  /// Proves the events of a call, and those of settings that could matter to it.
  ///
  /// - Parameter index: the index of the log's calls.
  package func call(_ call: String, _ index: inout CallIndex) throws(Failure) -> EventProof {
    let sequences: [UInt64]
    do throws(LogError) { sequences = try self.sequences(call, &index) } catch { throw .log(error) }
    if sequences.isEmpty { throw .impossible("the log has no events of the call '\(call)'") }
    return try events(sequences)
  }

  private func sequences(
    _ call: String, _ index: inout CallIndex
  ) throws(LogError) -> [UInt64] {
    var own: [UInt64] = []
    var settings = CallSettings()
    var parser = EventParser()
    try index.forEach(of: call) { sequence, bytes, line throws(LogError) in
      own.append(sequence)
      try parse(bytes.span.extracting(line), sequence, &parser) { settings.note(ofCall: $0, $1) }
    }
    guard let last = own.last else { return [] }
    // Each change that matters may bring in somebody else whose changes matter.
    while true {
      let new = settings.takeFresh()
      if new.isEmpty { return own + settings.sequences }
      for sequence in try tree.settings(of: new, upTo: last) {
        guard let line = try tree.line(sequence) else { continue }
        try parse(line.span, sequence, &parser) { settings.note($0, $1, sequence: sequence) }
      }
    }
  }

  private func parse(
    _ line: Span<UInt8>, _ sequence: UInt64, _ parser: inout EventParser,
    _ body: (Event, Span<UInt8>) -> Void
  ) throws(LogError) {
    let event: Event
    do throws(EventError) {
      event = try parser.parse(line, limit: Format.storedLineLimit)
    } catch {
      throw try reader.unreadable(sequence)
    }
    if event.isDecoded {
      let texts = parser.decoded
      body(event, texts.span)
    } else {
      body(event, line)
    }
  }

  /// Proves that the log has only grown since an older checkpoint.
  package func growth(since old: Checkpoint) throws(Failure) -> ConsistencyProofFile {
    try check(old)
    return try made(covering: old.size) { tree, checkpoint in
      let plan = try ProofPlan.consistency(from: old.size, to: checkpoint.size)
      let found = try tree.hashes(of: plan.parts.joined())
      let hashes = plan.hashes { found[$0] ?? TreeHash.empty }
      return try ConsistencyProofFile(old: old, new: checkpoint, hashes: hashes)
    }
  }
}
