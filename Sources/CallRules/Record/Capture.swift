import CallModel

/// What a span is, and whom it captures: two that are equal capture the same.
struct Capture: Equatable {
  var kind: SpanKind
  /// Whether the segment's own agent is captured.
  var hasOwner = false
  var hasCaller = false
  /// The first of all others, by rank: one order for the same parties, whoever connected first.
  private(set) var firstOther: Party?
  /// Those after the first; hardly ever any.
  private(set) var rest: [Party] = []

  init(_ kind: SpanKind) { self.kind = kind }

  /// How many are captured beside the owner and the caller.
  var count: Int { firstOther == nil ? 0 : rest.count + 1 }

  /// Captures these too, who are neither the owner nor the caller.
  mutating func add(_ others: some Sequence<Party>) {
    var all = rest + others
    if let firstOther { all.append(firstOther) }
    if all.count > 1 { all.sort { $0.rank < $1.rank } }
    firstOther = all.first
    rest = Array(all.dropFirst())
  }

  /// Captures one other, where there is none yet.
  mutating func set(other: Party) { firstOther = other }
}
