import CallModel

extension Target {
  /// The same target with its id replaced by what `name` makes of it.
  @inline(__always)
  func named<Other>(_ name: (ID) -> Other) -> Target<Other> {
    switch self {
    case .agent(let id): .agent(name(id))
    case .queue(let id): .queue(name(id))
    case .number(let id): .number(name(id))
    }
  }
}

extension Answerer {
  /// The same answerer with the id replaced by what `name` makes of it.
  @inline(__always)
  func named<Other>(_ name: (ID) -> Other) -> Answerer<Other> {
    switch self {
    case .agent(let id): .agent(name(id))
    case .number(let id): .number(name(id))
    }
  }
}
