import CallModel

extension Call {
  /// What the rules say of the conversation now: the first that holds.
  @inline(__always)
  func decide(_ terms: Terms, isManual: Bool) -> Ruling {
    if terms.mandate == .never { return .silent(.r7) }
    if state.isDenied {
      if terms.mandate.isForced, terms.recordsAgentWhenCallerDenies {
        return .recording(OpenSegment(rule: .r3))
      }
      return .silent(.r4)
    }
    if terms.requiresConsent, state.consent != .granted { return .silent(.r8) }
    switch terms.mandate {
    case .forced: return .recording(OpenSegment(rule: .r1))
    case .pending: return .recording(OpenSegment(rule: .r2))
    case .never, .none: return isManual ? .recording(OpenSegment(rule: .r5)) : .silent(.r6)
    }
  }

  /// Asks again what decides, and lets the new rule take over at this very moment (D1).
  ///
  /// `manual` is what a granted `manual.start` or `manual.stop` has set; an answer leaves it.
  mutating func decideAgain(_ turn: inout Turn, manual: Bool? = nil) {
    guard case .agent(let active) = state.floor, let conversation = active.conversation else {
      return
    }
    turn.rules.insert(.d1)
    var decided = decide(
      conversation.terms, isManual: manual ?? (conversation.ruling.rule == .r5))
    turn.rules.insert(decided.rule)
    if decided.rule == conversation.ruling.rule { return }
    if case .recording(let old) = conversation.ruling {
      endSegment(manual == false ? .stopped : .consentChanged, &turn)
      // Whoever censored one moment ago does not expect to be heard by a change of rule.
      if case .recording(var new) = decided {
        new.isCensored = old.isCensored
        decided = .recording(new)
      }
    }
    record.decisions.append(Decision(at: turn.at, rule: decided.rule, cause: turn.type))
    rule(decided, turn)
  }

  /// Lets `ruling` decide from now on, and starts its segment, if it records.
  mutating func rule(_ ruling: Ruling, _ turn: Turn) {
    guard case .agent(var active) = state.floor else { return }
    active.conversation?.ruling = ruling
    state.floor = .agent(active)
    switch ruling {
    case .silent: break
    case .recording(let segment):
      record.segments.append(
        Segment(
          startedAt: turn.at, ending: nil, rule: segment.rule, isKept: segment.isKept,
          agent: active.agent, firstSpan: UInt32(truncatingIfNeeded: record.spans.count)))
      if !state.recorderHasFailed { record.showNotice(at: turn.at) }
    }
  }

  /// An answer of the caller: the latest one counts.
  mutating func answered(_ answer: Answer, _ turn: inout Turn) {
    if state.caller == .none { return note(.notConnected, turn) }
    switch answer {
    case .granted: state.consent = .granted
    case .denied: state.consent = .denied
    }
    decideAgain(&turn)
  }

  /// An answer of a number, connected or not: while the latest is a denial, it is not captured.
  mutating func answered(_ answer: Answer, by number: Name) {
    let isDenial = answer == .denied
    if names[memory: number].contains(.numberDenies) == isDenial { return }
    if isDenial {
      names[memory: number].insert(.numberDenies)
    } else {
      names[memory: number].remove(.numberDenies)
    }
    let party = Party.number(number)
    if isHeard(party), isConnected(party) { noteEveryone(party) }
  }

  /// A variable with a meaning (D2).
  mutating func set(_ variable: Variable, _ turn: inout Turn) {
    switch variable {
    case .meaningless: break
    case .badValue: note(.badValue, turn)
    case .restricted(let value):
      turn.rules.insert(.d2)
      state.isRestricted = value
    case .denyRecording:
      turn.rules.insert(.d2)
      answered(.denied, &turn)
    }
  }
}
