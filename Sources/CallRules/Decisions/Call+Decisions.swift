import CallModel

extension Call {
  /// What the rules say of a conversation now: the first that holds.
  @inline(__always)
  func decide(_ terms: Terms, isManual: Bool) -> Ruling {
    let asked: Ruling
    switch terms.mandate {
    case .never: return .silent(.r7)
    case .pending: asked = .recording(OpenSegment(rule: .r2))
    case .forced: asked = .recording(OpenSegment(rule: .r1))
    case .none: asked = isManual ? .recording(OpenSegment(rule: .r5)) : .silent(.r6)
    }
    if state.isDenied {
      if terms.mandate.isForced, terms.recordsAgentWhenCallerDenies {
        return .recording(OpenSegment(rule: .r3))
      }
      return .silent(.r4)
    }
    if terms.requiresConsent, state.consent != .granted { return .silent(.r8) }
    return asked
  }

  /// Asks again what decides, and lets the new rule take over at this very moment (D1).
  ///
  /// `manual` is what a granted `manual.start` or `manual.stop` has set; an answer leaves it.
  mutating func decideAgain(_ turn: inout Turn, manual: Bool? = nil) {
    guard let conversation = state.active?.conversation else { return }
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
    state.active?.conversation?.ruling = decided
    record.decide(at: turn.at, decided.rule, cause: turn.type)
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
