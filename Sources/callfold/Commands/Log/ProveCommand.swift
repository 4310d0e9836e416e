import EventLog
import LogQueries
import MerkleTree
import Platform
import Proofs

/// `callfold prove LOG …`: writes a proof file.
struct ProveCommand {
  private let options: ProveOptions
  private let complaint: LogComplaint

  init(_ options: ProveOptions) {
    self.options = options
    complaint = LogComplaint(.prove, options.log)
  }

  func run() -> ExitStatus {
    do throws(InputFile.Failure) {
      let given = try options.checkpoint.map { (path) throws(InputFile.Failure) in
        try InputFile.checkpoints(path).newest
      }
      let old: Checkpoint? =
        if case .growth(let path) = options.subject {
          try InputFile.checkpoints(path).newest
        } else {
          nil
        }
      return prove(given, since: old)
    } catch {
      complaint.say(error.message)
      return error.status
    }
  }

  private func prove(_ given: Checkpoint?, since old: Checkpoint?) -> ExitStatus {
    do throws(ProofMaker.Failure) {
      let reader: LogReader
      do throws(LogError) { reader = try LogReader(path: options.log) } catch {
        throw .log(error)
      }
      complaint.report(reader)
      let maker = try ProofMaker(reader, at: given)
      switch options.subject {
      case .growth:
        guard let old else { return .wrong }
        let proof = try maker.growth(since: old)
        return write(
          proof.bytes,
          "the log of size \(proof.new.size) begins with all of that of size \(proof.old.size)")
      case .events(let ranges):
        return write(try maker.events(ranges.flatMap { Array($0) }))
      case .call(let call):
        var index: CallIndex
        do throws(LogError) { index = try CallIndex(reader) } catch { throw .log(error) }
        return write(try maker.call(call, &index))
      }
    } catch {
      switch error {
      case .log(let error): return complaint.status(error)
      case .impossible(let why):
        complaint.say(why)
        return .wrong
      case .contradicts(let why):
        complaint.say("\(Verdict.contradicts.words): \(why)")
        return .failed
      }
    }
  }

  private func write(_ proof: EventProof) -> ExitStatus {
    let numbers = SequenceList(proof.events.map(\.sequence))
    return write(
      proof.bytes,
      "\(numbers.count) events (\(numbers)), proved for the checkpoint of size "
        + "\(proof.checkpoint.size)")
  }

  private func write(_ bytes: [UInt8], _ what: String) -> ExitStatus {
    guard bytes.count <= ProofCheck.largestFile else {
      complaint.say(
        "the proof would have \(bytes.count) bytes, and verify-proof reads at most "
          + "\(ProofCheck.largestFile). Prove fewer events at a time, with --events")
      return .wrong
    }
    guard let path = options.output else {
      var results = ResultWriter()
      _ = results.append(bytes)
      return results.status(.prove)
    }
    do throws(OutputFile.Failure) {
      try OutputFile.write(bytes, to: path)
    } catch {
      complaint.say("\(path) was not written: \(error)")
      return ExitStatus(of: error)
    }
    complaint.say("wrote \(path): \(what)")
    return .done
  }
}

/// Numbers of events in few words, such as `2, 5 to 9`.
struct SequenceList: CustomStringConvertible {
  let count: Int
  let description: String

  /// - Parameter sequences: rising numbers.
  init(_ sequences: [UInt64]) {
    count = sequences.count
    var runs: [ClosedRange<UInt64>] = []
    for sequence in sequences {
      if let last = runs.last, last.upperBound + 1 == sequence {
        runs[runs.count - 1] = last.lowerBound...sequence
      } else {
        runs.append(sequence...sequence)
      }
    }
    let texts = runs.prefix(12).map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
    }
    description = texts.joined(separator: ", ") + (runs.count > 12 ? ", and more" : "")
  }
}
