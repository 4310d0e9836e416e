import CallModel

extension Call {
  /// What the rules say of the conversation now: the first that holds.
  @inline(__always)
  func decide(_ terms: Terms, isManual: Bool) -> Ruling {
    if terms.mandate == .never { return .silent(.r7) }
    if state.isDenied {
      if case .forced = terms.mandate, terms.recordsAgentWhenCallerDenies {
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
    }
  }

  /// An answer of the caller, or of a number: the latest one of each counts.
  mutating func answered(_ answer: Answer, _ number: Name?, _ turn: inout Turn) {
    if let number {
      let denied = names[memory: number].contains(.numberDenies)
      switch answer {
      case .granted:
        if denied { state.denyingNumbers -= 1 }
        names[memory: number].remove(.numberDenies)
      case .denied:
        if !denied { state.denyingNumbers += 1 }
        names[memory: number].insert(.numberDenies)
      }
    } else if state.caller != .none {
      switch answer {
      case .granted: state.consent = .granted
      case .denied: state.consent = .denied
      }
    }
    decideAgain(&turn)
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
      answered(.denied, nil, &turn)
    }
  }
}
