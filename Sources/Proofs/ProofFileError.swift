public import Digest
public import MerkleTree

/// Why a proof file is damaged, and where.
public struct ProofFileError: Error, Hashable, Sendable {
  /// What is wrong there.
  public enum Problem: Hashable, Sendable {
    /// The first line is not the title of such a proof.
    case title
    /// The file ends where another line must be.
    case ended
    /// The last line has no LF.
    case notEnded
    /// An empty line must stand here.
    case separator
    /// Something follows the end.
    case trailing
    /// Not `event` and a sequence from 1 up, without leading zeros, larger than the one before.
    case sequence
    /// The event's line does not begin with `{"seq":` and its sequence.
    case eventLine
    /// Not a hash in base64.
    case hash(TextCodingError)
    /// Not a checkpoint.
    case checkpoint(CheckpointError)
    /// The two checkpoints are not of the same log.
    case origins
    /// The hashes do not prove what the file says.
    case proof(ProofError)
  }

  /// The line, counting from 1.
  public var line: Int
  /// Bytes before that line.
  public var offset: Int
  /// The event that it belongs to, where there is one.
  public var sequence: UInt64?
  /// What is wrong there.
  public var problem: Problem

  /// An error at a place.
  public init(line: Int, offset: Int, sequence: UInt64?, problem: Problem) {
    self.line = line
    self.offset = offset
    self.sequence = sequence
    self.problem = problem
  }
}

extension ProofFileError: CustomStringConvertible {
  /// Where, what, and what to do.
  public var description: String {
    let what =
      switch problem {
      case .title: "the file does not begin with the title of such a proof"
      case .ended: "the file ends too early"
      case .notEnded: "the last line is not ended by a line feed"
      case .separator: "an empty line is expected here"
      case .trailing: "there is text after the end of the proof"
      case .sequence: "'event' and a larger sequence than the one before are expected here"
      case .eventLine: "the event's line does not begin with its sequence"
      case .hash(let error): "there is no hash in base64 here: \(error)"
      case .checkpoint(let error): "\(error)"
      case .origins: "the two checkpoints are of different logs"
      case .proof(let error): "\(error)"
      }
    let event = sequence.map { ", sequence \($0)" } ?? ""
    return "line \(line), byte \(offset)\(event): \(what). Ask for a complete copy of the proof"
  }
}
