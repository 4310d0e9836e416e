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

extension PartyID {
  /// The party of that name, once `name` has made one of the id.
  @inline(__always)
  func named(_ name: (ID) -> Name) -> Party {
    switch self {
    case .caller: .caller
    case .agent(let id): .agent(name(id))
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
