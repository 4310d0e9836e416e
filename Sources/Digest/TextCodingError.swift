/// Why a text is not the hex or base64 form of any bytes.
///
/// The decoders take exactly what the encoders write and nothing else, so that two different texts
/// never mean the same bytes.
public struct TextCodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with the text.
  public enum Problem: Hashable, Sendable {
    /// A byte outside the exact alphabet.
    case character(UInt8)
    /// Too few or too many characters.
    case length(expected: Int, given: Int)
    /// A number of characters that no number of bytes is written with.
    case incomplete
    /// Padding that is missing, too long or not at the end.
    case padding
    /// Bits of the last character that stand for nothing and are not zero.
    case trailingBits
  }

  /// Bytes from the start of the text to the first one that is wrong.
  public var offset: Int
  /// What is wrong there.
  public var problem: Problem

  /// An error at a place.
  public init(offset: Int, problem: Problem) {
    self.offset = offset
    self.problem = problem
  }

  /// Where, what, and what to do.
  public var description: String {
    let what =
      switch problem {
      case .character(let byte): "byte 0x\(Hex.encode([byte])) is not of the alphabet"
      case .length(let expected, let given): "\(given) characters instead of \(expected)"
      case .incomplete: "the last group of characters is incomplete"
      case .padding: "the padding is not what the length asks for"
      case .trailingBits: "the last character holds bits that must be zero"
      }
    return "character \(offset + 1): \(what). Copy the text again, whole and unchanged"
  }
}
