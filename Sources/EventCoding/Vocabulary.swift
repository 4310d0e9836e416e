import Bytes
import CallModel

/// The words that the parser knows, by table; built once.
final class Vocabulary: Sendable {
  static let shared = Vocabulary()

  let fields = WordTable(\Field.word)
  let types = WordTable(EventKind.known.map(\.word))
  /// The kinds of `types`, by their places there.
  let kinds = EventKind.known.map(\.kind)
  let directions = WordTable(\Direction.word)
  let answers = WordTable(\Answer.word)
  let roles = WordTable(\Role.word)
  let scopes = WordTable(\Scope.word)

  /// What a type is.
  @inline(__always)
  func kind(
    of type: Text, _ line: LineCursor, _ strings: borrowing StringScanner
  ) -> EventKind {
    if let code = strings.code(types, type, line) { return kinds[Int(code)] }
    return strings.withBytes(of: type, line) { EventKind(unknown: $0) }
  }
}
