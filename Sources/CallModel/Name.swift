/// A name that is known inside one call, by number: an agent, a number, a queue, an address.
///
/// It means something only together with the `Names` of its call. Two names of a call are the
/// same exactly if their bytes are; no other comparison of ids exists (`interchange`, "Events").
public struct Name: Hashable, Sendable, BitwiseCopyable {
  /// Its place among the call's names, from 0.
  public var index: UInt32

  /// Makes a name from its place among the call's names.
  public init(index: UInt32) {
    self.index = index
  }
}

/// Whoever can be heard in a call.
public enum Party: Hashable, Sendable, BitwiseCopyable {
  /// The external party.
  case caller
  /// An agent, `agent:<id>`.
  case agent(Name)
  /// An external number that an agent consulted or conferenced in, `number:<n>`.
  case number(Name)

  /// An order that does not depend on anybody's name: agents, the caller, numbers.
  public var rank: UInt64 {
    switch self {
    case .agent(let name): UInt64(name.index)
    case .caller: 1 << 32
    case .number(let name): 2 << 32 | UInt64(name.index)
    }
  }
}
