/// The references that a log's `log.erased` events name: what they stood for is shown to nobody,
/// whatever lies in the files of personal data.
struct Erasures {
  /// Named in log files before the newest.
  private var before: Set<Reference>
  /// Named in the newest, whose first sequence is `file`.
  private var newest: Set<Reference> = []
  private var file: UInt64

  /// Those of the log files before one.
  init(_ before: Set<Reference> = [], before file: UInt64) {
    self.before = before
    self.file = file
  }

  var isEmpty: Bool { before.isEmpty && newest.isEmpty }

  func contains(_ reference: Reference) -> Bool {
    before.contains(reference) || newest.contains(reference)
  }

  /// Takes in what an event of a log file, none before the newest so far, names.
  mutating func note(_ references: some Sequence<Reference>, in file: UInt64) {
    move(to: file)
    newest.formUnion(references)
  }

  /// Those of the log files before the newest one, which this is.
  mutating func sealed(before file: UInt64) -> Set<Reference> {
    move(to: file)
    return before
  }

  private mutating func move(to file: UInt64) {
    guard file != self.file else { return }
    before.formUnion(newest)
    newest = []
    self.file = file
  }
}
