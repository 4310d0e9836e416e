/// What a `call.variable` means to the recording rules (D2).
public enum Variable: Hashable, Sendable, BitwiseCopyable {
  /// `SET_RESTRICTED` with `true` or `false`.
  case restricted(Bool)
  /// `SET_RESTRICTED` with anything else.
  case badValue
  /// `deny_recording` with anything but `false`: the caller's denial.
  case denyRecording
  /// Any other variable, and `deny_recording` with `false`: kept, and means nothing.
  case meaningless

  /// The meaning of a variable; names and values are compared in any ASCII case.
  public init(name: Span<UInt8>, value: Span<UInt8>) {
    if name.isWord("set_restricted") {
      self =
        value.isWord("true")
        ? .restricted(true) : value.isWord("false") ? .restricted(false) : .badValue
    } else if name.isWord("deny_recording") {
      self = value.isWord("false") ? .meaningless : .denyRecording
    } else {
      self = .meaningless
    }
  }
}

extension Variable {
  /// Whether a variable of this name has a meaning, whatever its value.
  public static func hasMeaning(_ name: Span<UInt8>) -> Bool {
    name.isWord("set_restricted") || name.isWord("deny_recording")
  }
}

extension Span<UInt8> {
  /// Whether these bytes are `word`, which is in lower case, in any ASCII case.
  fileprivate func isWord(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for index in 0..<count {
      let byte = self[index]
      let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      if unsafe lower != word.utf8Start[index] { return false }
    }
    return true
  }
}
