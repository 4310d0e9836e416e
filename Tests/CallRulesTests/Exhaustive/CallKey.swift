import CallModel
@testable import Bytes
@testable import CallRules

/// What of a call decides its future: two calls with the same key answer every event alike.
///
/// Connections are numbered by rank, as only their order counts.
struct CallKey: Hashable {
  var state: CallState
  var memory: [UInt8]

  init(_ call: Call) {
    state = call.state
    memory = call.names.memories.map(\.rawValue)
    rankConnections()
  }

  private mutating func rankConnections() {
    var participants = state.participants.all
    var connections = participants.map(\.since)
    if case .agent(let active) = state.floor, case .answered(_, let consulted) = active.consult {
      connections.append(consulted.since)
    }
    connections.sort()
    let rank = { (since: UInt32) in
      UInt32((connections.firstIndex(of: since) ?? 0) + 1)
    }
    for place in participants.indices {
      participants[place].since = rank(participants[place].since)
    }
    state.participants = Participants(participants)
    if case .agent(var active) = state.floor,
      case .answered(let target, var consulted) = active.consult
    {
      consulted.since = rank(consulted.since)
      active.consult = .answered(target, consulted)
      state.floor = .agent(active)
    }
    state.nextConnection = UInt32(connections.count + 1)
  }

  /// A call with this key, whose history is as short as can be: what is open in it began just now.
  func call(like start: Call) -> Call {
    var call = start
    call.state = state
    for place in memory.indices {
      call.names[memory: Name(index: UInt32(place))] = Names.Memory(rawValue: memory[place])
    }
    let now = call.latest
    call.record.clear()
    if state.recorderHasFailed { call.record.recorder(at: now, hasFailed: true) }
    guard let active = state.active, let open = active.conversation else { return call }
    call.record.beginConversation(
      at: now, of: active.agent, from: open.queue, open.terms.mandate)
    call.record.decide(at: now, open.ruling.rule, cause: .agentJoined)
    guard case .recording(let segment) = open.ruling else { return call }
    if segment.isSaved { call.record.save(at: now, true) }
    _ = call.updateSpan(at: now)
    return call
  }
}
