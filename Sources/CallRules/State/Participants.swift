import Bytes
import CallModel

/// Whoever is connected without being active or consulted, in the order of connection.
///
/// They are few, and going through them is fastest. Where they are many, a crowd beside them finds
/// each by its name, so that no event goes through all of them.
struct Participants: Sendable {
  /// In the order of connection; in a crowd, those who left among them.
  private var list: [Participant] = []
  /// At most one.
  private var crowd: [Crowd] = []

  /// A call has few; beyond that they are a crowd.
  private static let few = 32

  init() {}

  /// Some participants in the order of connection.
  init(_ participants: [Participant]) {
    list = participants
    if list.count > Self.few { crowd = [Crowd(list)] }
  }

  /// How many there are.
  var count: Int { crowd.isEmpty ? list.count : crowd[0].count }

  var isEmpty: Bool { list.isEmpty }

  /// In the order of connection.
  var all: [Participant] { crowd.isEmpty ? list : list.filter { !Crowd.hasLeft($0) } }

  func contains(_ party: Party) -> Bool {
    if let crowd = crowd.first { return crowd.since(party) > 0 }
    return list.contains { $0.party == party }
  }

  /// Whether there is anybody but helpers.
  var hasOther: Bool {
    if let crowd = crowd.first { return crowd.helpers < crowd.count }
    return list.contains { !$0.isHelper }
  }

  /// Whether there is an agent, helpers among them.
  var hasAgent: Bool {
    if let crowd = crowd.first { return crowd.agents > 0 }
    return list.contains { $0.isAgent }
  }

  /// The agent, helpers aside, who connected first.
  var firstAgent: Name? {
    mutating get {
      var place = crowd.first?.firstAgent ?? 0
      while place < list.count {
        if case .agent(let agent) = list[place].party, !list[place].isHelper {
          if !crowd.isEmpty { crowd[0].firstAgent = place }
          return agent
        }
        place += 1
      }
      if !crowd.isEmpty { crowd[0].firstAgent = place }
      return nil
    }
  }

  /// Puts a participant, who is not there, where their connection's number belongs: mostly at the
  /// end, and never before those who connected before them.
  mutating func insert(_ participant: Participant) {
    let place = list.lastIndex { $0.since < participant.since }.map { $0 + 1 } ?? 0
    list.insert(participant, at: place)
    if !crowd.isEmpty {
      crowd[0].enter(participant, at: place)
    } else if list.count > Self.few {
      crowd = [Crowd(list)]
    }
  }

  /// Takes a participant away, if they are there.
  @discardableResult
  mutating func remove(_ party: Party) -> Participant? {
    guard let place = place(of: party) else { return nil }
    if crowd.isEmpty { return list.remove(at: place) }
    let participant = list[place]
    crowd[0].leave(participant)
    list[place] = Crowd.left(participant)
    if crowd[0].count <= Self.few / 2 {
      list = all
      crowd = []
    } else if list.count > 2 * crowd[0].count + Self.few {
      list = all
      crowd[0].firstAgent = 0
    }
    return participant
  }

  /// Forgets everybody.
  @inline(__always)
  mutating func clear() {
    list.clear()
    crowd.clear()
  }

  private func place(of party: Party) -> Int? {
    guard let crowd = crowd.first else { return list.firstIndex { $0.party == party } }
    let since = crowd.since(party)
    if since == 0 { return nil }
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].since < since { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Participants {
  /// What finds one of many.
  private struct Crowd: Sendable {
    /// The numbers of the connections of those who are there, by their names; 0 for who is not.
    private var agentsSince: [UInt32] = []
    private var numbersSince: [UInt32] = []
    private(set) var count = 0
    private(set) var agents = 0
    private(set) var helpers = 0
    /// No agent who could succeed stands before this place of the list.
    var firstAgent = 0

    init(_ participants: [Participant]) {
      for participant in participants { enter(participant, at: 0) }
    }

    func since(_ party: Party) -> UInt32 {
      switch party {
      case .caller: 0
      case .agent(let name): Self.since(name, agentsSince)
      case .number(let name): Self.since(name, numbersSince)
      }
    }

    mutating func enter(_ participant: Participant, at place: Int) {
      set(participant.party, participant.since)
      firstAgent = min(firstAgent, place)
      count += 1
      agents += participant.isAgent ? 1 : 0
      helpers += participant.isHelper ? 1 : 0
    }

    mutating func leave(_ participant: Participant) {
      set(participant.party, 0)
      count -= 1
      agents -= participant.isAgent ? 1 : 0
      helpers -= participant.isHelper ? 1 : 0
    }

    /// What stands in the list for who left: the caller, who is never a participant.
    static func left(_ participant: Participant) -> Participant {
      Participant(party: .caller, isHelper: true, since: participant.since)
    }

    static func hasLeft(_ participant: Participant) -> Bool { participant.party == .caller }

    private mutating func set(_ party: Party, _ since: UInt32) {
      switch party {
      case .caller: break
      case .agent(let name): Self.set(&agentsSince, name, since)
      case .number(let name): Self.set(&numbersSince, name, since)
      }
    }

    private static func since(_ name: Name, _ since: [UInt32]) -> UInt32 {
      let place = Int(name.index)
      return place < since.count ? since[place] : 0
    }

    private static func set(_ all: inout [UInt32], _ name: Name, _ since: UInt32) {
      while all.count <= Int(name.index) { all.append(0) }
      all[Int(name.index)] = since
    }
  }
}

extension Participants: Hashable {
  /// Whether the same are there in the same order.
  static func == (left: Participants, right: Participants) -> Bool {
    left.crowd.isEmpty && right.crowd.isEmpty ? left.list == right.list : left.all == right.all
  }

  func hash(into hasher: inout Hasher) { hasher.combine(all) }
}

extension Participant {
  var isAgent: Bool {
    if case .agent = party { true } else { false }
  }
}
