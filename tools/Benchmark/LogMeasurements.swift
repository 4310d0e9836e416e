import EventLog
import LogQueries
import MerkleTree
import Outcomes
import Platform

/// What is measured over a long log and a plain file of the same events: seconds of processor
/// time, unless a function says otherwise.
struct LogMeasurements {
  let input: Input
  /// The log's folder.
  let path: String

  /// Makes the log from the input: 10,000 a batch, with checkpoints and indexes as a server makes
  /// them; gives events a second by the wall's clock.
  func make() throws -> Double {
    let log = try LogWriter.create(
      path: path, origin: "bench", options: AppendMeasurements.options())
    let start = Host.monotonicClock()
    var batch: [UInt8] = []
    var files = 1
    func append() throws {
      for receipt in try log.append(batch) { precondition(receipt.isStored) }
      batch.removeAll(keepingCapacity: true)
      _ = try log.checkpointIfDue()
      if log.fileCount > files {
        files = log.fileCount
        try log.indexSealedFiles()
      }
    }
    var kept: [UInt8] = []
    try input.read { bytes in
      // Whole lines only; what is left over goes first in the next piece.
      var end = bytes.count
      while end > 0, bytes[end - 1] != 0x0A { end -= 1 }
      batch += kept
      unsafe bytes.extracting(0..<end).withUnsafeBufferPointer { unsafe batch += $0 }
      kept = unsafe bytes.extracting(end..<bytes.count).withUnsafeBufferPointer { unsafe Array($0) }
      if batch.count >= 1_400_000 { try append() }
    }
    try append()
    try log.close()
    return Double(log.size) / (Double(Host.monotonicClock() - start) / 1e9)
  }

  /// The fold on the plain file.
  func foldPlain() throws -> Double {
    try timed {
      var stream = FoldStream(.outcomes)
      try input.read { bytes in
        try stream.read(bytes)
        stream.writer.bytes.removeAll()
      }
    }
  }

  /// The fold on the log, whose frames are checked; with the tree too, if that is asked for.
  func replay(withTree: Bool) throws -> Double {
    try timed {
      let reader = try LogReader(path: path)
      var stream = FoldStream(.outcomes)
      var edge = RightEdge()
      var failure: FoldStream.Refused?
      let ending = try reader.forEachFrame { (_, bytes, lines) throws(LogError) -> Bool in
        if withTree {
          for line in lines { edge.append(TreeHash.leaf(bytes.span.extracting(line))) }
        }
        do throws(FoldStream.Refused) {
          try stream.read(stored: lines, in: bytes.span, limit: Format.storedLineLimit)
        } catch {
          failure = error
          return false
        }
        stream.writer.bytes.removeAll()
        return true
      }
      if let failure { throw failure }
      precondition(ending == .whole)
    }
  }

  /// Opening the log for writing, with the writer's own snapshot or without.
  func open(withSnapshot: Bool) throws -> Double {
    let folder = try OpenFolder(path: path)
    if !withSnapshot { try folder.rename("door", to: "door-kept") }
    defer { if !withSnapshot { try? folder.rename("door-kept", to: "door") } }
    return try timed {
      let log = try LogWriter.open(path: path, options: AppendMeasurements.options())
      precondition(log.size > 0 && log.report.recovery == nil)
    }
  }

  /// Verifying the log.
  func verify() throws -> Double {
    try timed { try verifyOnce() }
  }

  /// The same, in seconds by the wall's clock.
  func verifyByClock() throws -> Double {
    let start = Host.monotonicClock()
    try verifyOnce()
    return Double(Host.monotonicClock() - start) / 1e9
  }

  private func verifyOnce() throws {
    let verification = try LogVerifier(OpenFolder(path: path)).verify()
    precondition(verification.verdict == .consistentInItself)
  }

  /// Finding one call's events; opening the index is not counted.
  func oneCall(_ call: String, _ index: inout CallIndex) throws -> Double {
    try timed {
      var found = 0
      try index.forEach(of: call) { (_, _, _) throws(LogError) in found += 1 }
      precondition(found > 0)
    }
  }

  /// Opening the log for proofs of calls.
  func openProofs() throws -> Double {
    try timed {
      let reader = try LogReader(path: path)
      _ = try (ProofMaker(reader, at: nil), CallIndex(reader))
    }
  }

  /// Proving one call, once all is opened; the proof is verified as it is made.
  func proveCall(_ call: String, _ maker: ProofMaker, _ index: inout CallIndex) throws -> Double {
    try timed {
      let proof = try maker.call(call, &index)
      precondition(proof.events.count > 1)
    }
  }

  /// Proving growth from the log's first checkpoint.
  func proveGrowth(_ maker: ProofMaker) throws -> Double {
    guard let old = try LogReader(path: path).checkpoints?.first else { return .nan }
    return try timed {
      let proof = try maker.growth(since: old)
      precondition(proof.old.size == old.size)
    }
  }

  /// Opening the index from calls to events.
  func openIndex() throws -> Double {
    try timed { _ = try CallIndex(LogReader(path: path)) }
  }

  /// Ids of calls, evenly spread over the log.
  func calls(_ count: Int) throws -> [String] {
    let reader = try LogReader(path: path)
    var sequence: UInt64 = 0
    _ = try reader.forEach { (_, _, _) throws(LogError) in
      sequence += 1
      return true
    }
    var calls: [String] = []
    for place in 1...count {
      let from = sequence * UInt64(place) / UInt64(count + 1)
      _ = try reader.forEach(from: from) { (_, bytes, line) throws(LogError) in
        let text = String(decoding: bytes[line], as: UTF8.self)
        let parts = text.split(separator: "\"")
        guard let key = parts.firstIndex(of: "call"), key + 2 < parts.count else { return true }
        calls.append(String(parts[key + 2]))
        return false
      }
    }
    return calls
  }

  /// Bytes of all log files.
  func size() throws -> Int {
    let folder = try OpenFolder(path: path)
    return try folder.names().filter { $0.hasSuffix(".ndjson") }
      .reduce(0) { try $0 + folder.open($1, .read).size() }
  }

  private func timed(_ body: () throws -> Void) rethrows -> Double {
    let start = Machine.processorTime
    try body()
    return Machine.processorTime - start
  }
}
