import Bytes
package import CallModel
import Settings

/// One call: the state that decides its future, and the record of its past.
///
/// `apply` is the fold's transition: total, and pure. The same events and settings give the same
/// call and the same effects.
package struct Call: Sendable {
  // What each event looks at stands together, and first; the journal, last.
  /// The key of the call's id; an empty one where a place has no call.
  var key = ShortKey.empty
  /// The latest time that counts: no event happens before it.
  var latest = Instant.first
  package internal(set) var state = CallState(caller: .connected, floor: .nobody(.open))
  /// The first name is the call's own id.
  package var names = Names()
  /// Its number among all calls that ever started, from 1, so that calls can be listed in that
  /// order.
  package internal(set) var order: Int64 = 0
  package internal(set) var record = CallRecord()

  /// The id of the call.
  package static let id = Name(index: 0)

  /// The caller's latest answer; an internal call has no caller.
  package var consent: Consent { state.caller == .none ? .unknown : state.consent }

  /// Whether the call, and so each of its segments, is restricted (D2).
  package var isRestricted: Bool { state.isRestricted }

  /// The transition under way.
  struct Turn {
    /// The type of the event that brought it.
    var type: EventType
    /// What it has done so far.
    var result: Transition

    init(type: EventType, at: Instant) {
      self.type = type
      result = Transition(at: at)
    }

    /// The time at which the event counts.
    var at: Instant { result.at }

    /// The rules that have been applied.
    var rules: RuleSet {
      get { result.rules }
      set { result.rules = newValue }
    }
  }

  /// A place for a call.
  init() {}

  /// Whether this is a call, and not an empty place for one.
  @inline(__always)
  var isTaken: Bool { !key.isEmpty }

  /// The hash of the call's id.
  var hash: UInt64 {
    mutating get { key.isWhole ? key.hash : names.withBytes(of: Call.id) { byteHash($0) } }
  }

  /// Gives an empty place to a call.
  mutating func prepare(id: Span<UInt8>, order: Int64) {
    _ = names.add(id)
    key = ShortKey(id)
    self.order = order
  }

  /// Forgets the call, and keeps the place's room.
  mutating func clear() {
    state.clear()
    record.clear()
    names.removeAll()
    key = .empty
  }

  /// Begins the call that has been prepared (C1), with what it inherits from its parent (D3); its
  /// initiator, where there is one, is active (C2). The texts lie in `bytes`.
  mutating func begin(
    _ direction: Direction, caller: Text?, agent: Text?, parent: Text?, _ inherited: Parent,
    _ bytes: Span<UInt8>, at time: CallTime, settings: borrowing SettingsStore
  ) -> Transition {
    let caller = caller.map { name($0, bytes) }
    let agent = agent.map { name($0, bytes) }
    let parent = parent.map { name($0, bytes) }
    latest = .first
    var turn = turn(.callStarted, at: time)
    record.direction = direction
    record.caller = direction == .internal ? nil : caller
    record.parent = parent
    record.startedAt = turn.at
    switch direction {
    case .inbound: state.caller = .connected
    case .outbound: state.caller = .awaited
    case .internal: state.caller = .none
    }
    if let agent, direction != .inbound { activate(agent) }
    turn.rules.insert(.c1)
    if state.active != nil { turn.rules.insert(.c2) }
    inherit(from: inherited, &turn)
    openConversation(&turn, settings)
    stateEffects(&turn, nil)
    return turn.result
  }

  /// Folds one event in, whose texts lie in `bytes`, in the order of `Rules`: time, anomaly,
  /// change, effects.
  mutating func apply(
    _ event: CallEvent<Text>, _ bytes: Span<UInt8>, at time: CallTime,
    settings: borrowing SettingsStore
  ) -> Transition {
    let before = openSegment
    var turn = turn(event.type, at: time)
    change(event, bytes, &turn, settings)
    openConversation(&turn, settings)
    stateEffects(&turn, before)
    return turn.result
  }

  /// Notes an event of a type that this version does not know.
  mutating func note(unknown type: Span<UInt8>, at time: CallTime) -> Transition {
    let type = names.name(type)
    var result = Transition(at: clock(time, .unknown(type)))
    if result.at != time.at { result.rules.insert(.t1) }
    record.report(Anomaly(at: result.at, type: .unknown(type), kind: .unknownType))
    return result
  }

  /// The transition that an event brings, at the time at which it counts (T1).
  @inline(__always)
  private mutating func turn(_ type: EventType, at time: CallTime) -> Turn {
    var turn = Turn(type: type, at: clock(time, .known(type)))
    if turn.at != time.at { turn.rules.insert(.t1) }
    return turn
  }

  /// The call's name for a text that lies in `bytes`.
  @inline(__always)
  private mutating func name(_ text: Text, _ bytes: Span<UInt8>) -> Name {
    names.name(bytes.extracting(text.range))
  }

  @inline(__always)
  private mutating func change(
    _ event: CallEvent<Text>, _ bytes: Span<UInt8>, _ turn: inout Turn,
    _ settings: borrowing SettingsStore
  ) {
    switch event {
    case .started(_, let caller, let agent, let parent):
      for text in [caller, agent, parent] { _ = text.map { name($0, bytes) } }
      note(.callAlreadyStarted, turn)
    case .consent(let answer, nil): answered(answer, &turn)
    case .consent(let answer, let number?): answered(answer, by: name(number, bytes))
    case .variable(let variable): set(variable, &turn)
    case .queueEntered(let queue): entered(name(queue, bytes), &turn)
    case .callerAnswered: callerAnswered(&turn)
    case .callerRejoined: callerRejoined(&turn)
    case .agentJoined(let agent, let role): joined(name(agent, bytes), role, &turn)
    case .agentLeft(let agent):
      let agent = name(agent, bytes)
      left(.agent(agent), .agentWasConnected, agent, &turn)
    case .callerLeft: callerLeft(&turn)
    case .partyHeld(let party): partyHeld(party.named { name($0, bytes) }, turn)
    case .partyResumed(let party): partyResumed(party.named { name($0, bytes) }, turn)
    case .held(let agent): held(true, by: name(agent, bytes), &turn)
    case .resumed(let agent): held(false, by: name(agent, bytes), &turn)
    case .consultStarted(let agent, let target):
      let agent = name(agent, bytes)
      consultStarted(by: agent, target.named { name($0, bytes) }, &turn)
    case .consultAnswered(let agent, let answerer):
      let agent = name(agent, bytes)
      consultAnswered(by: agent, answerer.map { $0.named { name($0, bytes) } }, &turn)
    case .consultEnded(let agent): consultEnded(by: name(agent, bytes), &turn)
    case .consultMerged(let agent): consultMerged(by: name(agent, bytes), &turn)
    case .numberJoined(let number): joined(name(number, bytes), &turn)
    case .numberLeft(let number):
      let number = name(number, bytes)
      left(.number(number), .numberWasConnected, number, &turn)
    case .transferred(let agent, let target):
      let agent = name(agent, bytes)
      transferred(by: agent, target.named { name($0, bytes) }, &turn)
    case .transferFailed(let agent): transferFailed(name(agent, bytes), &turn)
    case .request(let request, let agent):
      requested(request, by: name(agent, bytes), &turn, settings)
    case .secureStarted: set(\.isSecure, true, else: .alreadySecure, turn)
    case .secureEnded: set(\.isSecure, false, else: .notSecure, turn)
    case .recorderFailed: recorderFailed(turn)
    case .recorderRecovered: recorderRecovered(turn)
    case .ended: ended(&turn)
    }
  }

  private mutating func ended(_ turn: inout Turn) {
    endConversation(.callEnded, &turn)
    state.floor = .nobody(.open)
    record.endedAt = turn.at
    turn.result.isEnd = true
  }

  /// Nothing is recorded from here on, and no notice says otherwise.
  private mutating func recorderFailed(_ turn: Turn) {
    if state.recorderHasFailed { return note(.recorderAlreadyFailed, turn) }
    state.recorderHasFailed = true
    record.recorder(at: turn.at, hasFailed: true)
  }

  /// The open segment, if there is one, is recorded again, and its owner sees another notice.
  private mutating func recorderRecovered(_ turn: Turn) {
    if !state.recorderHasFailed { return note(.recorderNotFailed, turn) }
    state.recorderHasFailed = false
    record.recorder(at: turn.at, hasFailed: false)
  }

  private mutating func set(
    _ flag: WritableKeyPath<CallState, Bool>, _ value: Bool, else anomaly: AnomalyKind, _ turn: Turn
  ) {
    if state[keyPath: flag] == value { note(anomaly, turn) } else { state[keyPath: flag] = value }
  }

  /// Keeps an event that does not fit; nothing else changes.
  mutating func note(_ kind: AnomalyKind, _ turn: Turn) {
    record.report(Anomaly(at: turn.at, type: .known(turn.type), kind: kind))
  }
}
