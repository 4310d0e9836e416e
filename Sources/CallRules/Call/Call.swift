package import CallModel

/// One call: the state that decides its future, and the record of its past.
///
/// `apply` is the fold's transition: total, and pure. The same events and settings give the same
/// call and the same effects.
package struct Call: Sendable {
  // What each event looks at stands together, and first.
  /// The first name is the call's own id.
  package internal(set) var names = Names()
  package internal(set) var state = CallState(caller: .connected, floor: .nobody(since: nil))
  /// The latest time that counts: no event happens before it.
  var latest = Instant.first
  /// Its number among all calls that ever started, from 1, so that calls can be listed in that
  /// order; 0 where a place has no call.
  package internal(set) var order: Int64 = 0
  package internal(set) var record = CallRecord()

  /// The id of the call.
  package static let id = Name(index: 0)

  /// The caller's latest answer.
  package var consent: Consent { state.consent }

  /// Whether the call, and so each of its segments, is restricted (D2).
  package var isRestricted: Bool { state.isRestricted }

  /// What the transition under way has found out so far.
  struct Turn {
    var type: EventType
    var at: Instant
    var rules: RuleSet = []
    var refusal: Refusal?
  }

  /// A place for a call.
  init() {}

  /// Whether the call has this id.
  @inline(__always)
  func hasID(_ id: Span<UInt8>) -> Bool {
    names.count > 0 && names.withBytes(of: Call.id) { sameBytes($0, id) }
  }

  /// Gives an empty place to a call.
  mutating func prepare(id: Span<UInt8>, order: Int64) {
    _ = names.add(id)
    self.order = order
  }

  /// Forgets the call, and keeps the place's room.
  mutating func clear() {
    state.clear()
    record.clear()
    names.removeAll()
    order = 0
  }

  /// Begins the call that has been prepared (C1); its initiator, where there is one, is active
  /// (C2).
  mutating func begin(
    _ direction: Direction, caller: Text?, agent: Text?, parent: Text?, _ bytes: Span<UInt8>,
    at time: Instant, settings: borrowing Settings
  ) -> Transition {
    let caller = caller.map { names.name(bytes.extracting($0.range)) }
    let agent = agent.map { names.name(bytes.extracting($0.range)) }
    let parent = parent.map { names.name(bytes.extracting($0.range)) }
    latest = time
    record.direction = direction
    record.caller = direction == .internal ? nil : caller
    record.parent = parent
    record.startedAt = time
    switch direction {
    case .inbound: state.caller = .connected
    case .outbound: state.caller = .awaited
    case .internal: state.caller = .none
    }
    if let agent, direction != .inbound { activate(agent) }
    var turn = Turn(type: .callStarted, at: time)
    turn.rules.insert(.c1)
    if state.active != nil { turn.rules.insert(.c2) }
    openConversation(&turn, settings)
    return transition(turn, nil)
  }

  /// Folds one event in, in the order of `Rules`: time, anomaly, change, effects.
  mutating func apply(
    _ event: CallEvent<Name>, at time: Instant, settings: borrowing Settings
  ) -> Transition {
    let before = openSegment
    let type = event.type
    var turn = Turn(type: type, at: clock(time, .known(type)))
    change(event, &turn, settings)
    openConversation(&turn, settings)
    return transition(turn, before)
  }

  /// Folds one event in, whose texts lie in `bytes`.
  mutating func apply(
    _ event: CallEvent<Text>, _ bytes: Span<UInt8>, at time: Instant, settings: borrowing Settings
  ) -> Transition {
    let event = event.named { names.name(bytes.extracting($0.range)) }
    return apply(event, at: time, settings: settings)
  }

  /// Notes an event of a type that this version does not know.
  mutating func note(unknown type: Span<UInt8>, at time: Instant) -> Transition {
    let type = names.name(type)
    let at = clock(time, .unknown(type))
    record.anomalies.append(Anomaly(at: at, type: .unknown(type), kind: .unknownType))
    return Transition(at: at)
  }

  /// Lets the call's time go on, and says when the event counts.
  private mutating func clock(_ time: Instant, _ type: AnomalyType) -> Instant {
    if time < latest {
      record.anomalies.append(Anomaly(at: latest, type: type, kind: .timeWentBackwards))
    } else {
      latest = time
    }
    return latest
  }

  private mutating func change(
    _ event: CallEvent<Name>, _ turn: inout Turn, _ settings: borrowing Settings
  ) {
    switch event {
    case .started: note(.callAlreadyStarted, turn)
    case .consent(let answer, let number): answered(answer, number, &turn)
    case .variable(let variable): set(variable, &turn)
    case .queueEntered(let queue): wait(in: queue, &turn)
    case .callerAnswered: callerAnswered(&turn)
    case .agentJoined(let agent, let role): joined(agent, role, &turn)
    case .agentLeft(let agent): left(.agent(agent), .agentWasConnected, agent, &turn)
    case .callerLeft: callerLeft(&turn)
    case .held(let agent): held(true, by: agent, &turn)
    case .resumed(let agent): held(false, by: agent, &turn)
    case .consultStarted(let agent, let target): consultStarted(by: agent, target, &turn)
    case .consultAnswered(let agent, let answerer):
      consultAnswered(by: agent, answerer, &turn)
    case .consultEnded(let agent): consultEnded(by: agent, &turn)
    case .consultMerged(let agent): consultMerged(by: agent, &turn)
    case .numberJoined(let number): joined(number, &turn)
    case .numberLeft(let number): left(.number(number), .numberWasConnected, number, &turn)
    case .transferred(let agent, let target): transferred(by: agent, target, &turn)
    case .transferFailed(let agent): transferFailed(agent, &turn)
    case .request(let request, let agent): requested(request, by: agent, &turn, settings)
    case .secureStarted: set(\.isSecure, true, else: .alreadySecure, turn)
    case .secureEnded: set(\.isSecure, false, else: .notSecure, turn)
    case .recorderFailed: set(\.recorderHasFailed, true, else: .recorderAlreadyFailed, turn)
    case .recorderRecovered: set(\.recorderHasFailed, false, else: .recorderNotFailed, turn)
    case .ended: ended(&turn)
    }
  }

  private mutating func ended(_ turn: inout Turn) {
    endConversation(.callEnded, &turn)
    state.floor = .nobody(since: nil)
    record.endedAt = turn.at
  }

  private mutating func set(
    _ flag: WritableKeyPath<CallState, Bool>, _ value: Bool, else anomaly: AnomalyKind, _ turn: Turn
  ) {
    if state[keyPath: flag] == value { note(anomaly, turn) } else { state[keyPath: flag] = value }
  }

  /// Keeps an event that does not fit; nothing else changes.
  mutating func note(_ kind: AnomalyKind, _ turn: Turn) {
    record.anomalies.append(Anomaly(at: turn.at, type: .known(turn.type), kind: kind))
  }
}
