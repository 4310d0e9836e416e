import Bytes
import CallModel

/// Who is on hold, or muted, alone: connected, and not heard (`party.held`).
///
/// Each change takes the same time however many parties a call has, the end of all holds at a
/// conversation's end too: a hold counts only in the round in which it was given.
struct HeldParties: Sendable {
  /// The round in which each party's hold was given; 0 where there was none.
  private var rounds: [UInt32] = []
  private var round: UInt32 = 1
  /// How many agents and numbers are.
  private(set) var count: UInt32 = 0
  /// Whether the caller is. Last, so that no room is lost behind it.
  var hasCaller = false

  /// Whether everybody can be heard.
  @inline(__always)
  var isEmpty: Bool { count == 0 && !hasCaller }

  /// Whether `party` is on hold.
  @inline(__always)
  func contains(_ party: Party) -> Bool {
    if isEmpty { return false }
    guard let place = Self.place(party) else { return hasCaller }
    return place < rounds.count && rounds[place] == round
  }

  /// Puts `party`, who is connected and can be heard, on hold.
  mutating func insert(_ party: Party) {
    guard let place = Self.place(party) else { return hasCaller = true }
    while rounds.count <= place { rounds.append(0) }
    rounds[place] = round
    count &+= 1
  }

  /// Takes `party` off hold, if they are on it.
  @inline(__always)
  mutating func remove(_ party: Party) {
    if isEmpty { return }
    guard let place = Self.place(party) else { return hasCaller = false }
    guard place < rounds.count, rounds[place] == round else { return }
    rounds[place] = 0
    count &-= 1
  }

  /// Takes everybody off hold.
  @inline(__always)
  mutating func removeAll() {
    hasCaller = false
    if count > 0 { beginRound() }
  }

  /// Takes everybody off hold, and forgets the room for it.
  mutating func clear() {
    hasCaller = false
    count = 0
    rounds.clear()
  }

  private mutating func beginRound() {
    count = 0
    if round == .max { rounds.clear() }
    round = round == .max ? 1 : round + 1
  }

  /// Where the hold of an agent or a number is kept; `nil` for the caller.
  static func place(_ party: Party) -> Int? {
    switch party {
    case .caller: nil
    case .agent(let name): Int(name.index) * 2
    case .number(let name): Int(name.index) * 2 + 1
    }
  }
}

extension HeldParties: Hashable {
  /// The agents and numbers that are on hold, in the order of their names in the call.
  var parties: [Party] {
    if count == 0 { return [] }
    return rounds.indices.filter { rounds[$0] == round }.map { place in
      let name = Name(index: UInt32(truncatingIfNeeded: place / 2))
      return place % 2 == 0 ? .agent(name) : .number(name)
    }
  }

  /// Whether the same parties are on hold.
  static func == (left: HeldParties, right: HeldParties) -> Bool {
    left.hasCaller == right.hasCaller && left.count == right.count && left.parties == right.parties
  }

  /// What `==` compares.
  func hash(into hasher: inout Hasher) {
    hasher.combine(hasCaller)
    hasher.combine(parties)
  }
}
