/// Why a text is not a checkpoint, and in which line.
public struct CheckpointError: Error, Hashable, Sendable {
  /// What is wrong with the line.
  public enum Problem: Hashable, Sendable {
    /// The text is longer than any checkpoint.
    case tooLong
    /// The text ends before its three lines are complete.
    case lineMissing
    /// The last line has no LF.
    case notEnded
    /// The line is not UTF-8.
    case notUTF8
    /// The origin is empty or has white space, `+` or a control character.
    case origin
    /// The size is not a decimal number from 0 to 2^63 - 1 without leading zeros.
    case size
    /// The root is not 44 characters of base64, for the reason given.
    case root(String)
    /// A tree of size 0 has another root.
    case rootOfEmptyTree
    /// A line stands where only the empty line before the signatures may stand.
    case extensionLine
    /// The line is not `— name base64`.
    case signature
  }

  /// The line, counting from 1.
  public var line: Int
  /// What is wrong with it.
  public var problem: Problem

  /// An error in a line.
  public init(line: Int, problem: Problem) {
    self.line = line
    self.problem = problem
  }
}

extension CheckpointError: CustomStringConvertible {
  /// Which line, what, and what to do.
  public var description: String {
    let what =
      switch problem {
      case .tooLong: "the text is longer than \(Checkpoint.maximumByteCount) bytes"
      case .lineMissing: "the text ends before origin, size and root are complete"
      case .notEnded: "the line is not ended by a line feed"
      case .notUTF8: "the line is not UTF-8"
      case .origin: "the origin is empty or holds white space, '+' or a control character"
      case .size: "the size is not a decimal number from 0 to 2^63 - 1 without leading zeros"
      case .root(let reason): "the root is not a hash in base64 (\(reason))"
      case .rootOfEmptyTree: "a log of size 0 has the root \(TreeHash.empty.base64)"
      case .extensionLine: "an empty line must follow the root"
      case .signature: "the line does not have the form '\u{2014} name base64'"
      }
    return "checkpoint, line \(line): \(what). Use the checkpoint as it was issued, byte by byte"
  }
}
