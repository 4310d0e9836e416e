import CallModel
import Settings

extension Call {
  /// A button was pressed: granted, or refused with the first reason that holds.
  mutating func requested(
    _ request: Request, by agent: Name, _ turn: inout Turn, _ settings: borrowing SettingsStore
  ) {
    guard let active = state.active, active.agent == agent,
      let conversation = active.conversation
    else { return refuse(request, agent, .notActiveAgent, &turn) }
    let reason: RefusalReason?
    switch request {
    case .manualStart:
      reason =
        isOn(.manualRecordingAllowed, agent, &turn, settings)
        ? startRefusal(conversation.ruling) : .notAllowed
    case .manualStop: reason = stopRefusal(conversation.ruling)
    case .pendingSave: reason = saveRefusal(conversation.ruling, isSave: true)
    case .pendingUnsave: reason = saveRefusal(conversation.ruling, isSave: false)
    case .censorStart:
      reason =
        isOn(.censorButtonVisible, agent, &turn, settings)
        ? censorRefusal(conversation.ruling, isStart: true) : .notAllowed
    case .censorStop: reason = censorRefusal(conversation.ruling, isStart: false)
    }
    if let reason { return refuse(request, agent, reason, &turn) }
    grant(request, conversation.ruling, &turn)
  }

  private mutating func refuse(
    _ request: Request, _ agent: Name, _ reason: RefusalReason, _ turn: inout Turn
  ) {
    if reason == .forcedRecording { turn.rules.insert(.g2) }
    turn.result.refusal = Effect.Refused(agent: agent, request: request, reason: reason)
    record.report(Refusal(at: turn.at, agent: agent, request: request, reason: reason))
  }

  /// What a button needs is read when it is pressed (S1).
  private func isOn(
    _ needed: Switches, _ agent: Name, _ turn: inout Turn, _ settings: borrowing SettingsStore
  ) -> Bool {
    turn.rules.insert(.s1)
    return names.withBytes(of: agent) { settings.switches(ofUser: $0).contains(needed) }
  }

  private func startRefusal(_ ruling: Ruling) -> RefusalReason? {
    switch ruling {
    case .recording: .alreadyRecording
    case .silent(.r7): .neverRecorded
    case .silent(.r4): .callerDenied
    case .silent(.r8): .consentMissing
    case .silent(.r6): nil
    }
  }

  private func stopRefusal(_ ruling: Ruling) -> RefusalReason? {
    switch ruling {
    case .silent: .notRecording
    case .recording(let segment):
      switch segment.rule {
      case .r1, .r2, .r3: .forcedRecording
      case .r5: nil
      }
    }
  }

  private func saveRefusal(_ ruling: Ruling, isSave: Bool) -> RefusalReason? {
    guard case .recording(let segment) = ruling, segment.rule == .r2 else { return .notPending }
    if segment.isSaved == isSave { return isSave ? .alreadySaved : .notSaved }
    return nil
  }

  private func censorRefusal(_ ruling: Ruling, isStart: Bool) -> RefusalReason? {
    guard case .recording(let segment) = ruling else { return .notRecording }
    if segment.isCensored == isStart { return isStart ? .alreadyCensored : .notCensored }
    return nil
  }

  private mutating func grant(_ request: Request, _ ruling: Ruling, _ turn: inout Turn) {
    switch request {
    case .manualStart: decideAgain(&turn, manual: true)
    case .manualStop: decideAgain(&turn, manual: false)
    case .pendingSave: save(true, &turn)
    case .pendingUnsave: save(false, &turn)
    case .censorStart: changeOpenSegment { $0.isCensored = true }
    case .censorStop: changeOpenSegment { $0.isCensored = false }
    }
  }

  /// The pending segment is kept if it ends as it is now, or discarded (G3).
  private mutating func save(_ isSaved: Bool, _ turn: inout Turn) {
    turn.rules.insert(.g3)
    changeOpenSegment { $0.isSaved = isSaved }
    record.save(at: turn.at, isSaved)
  }

  private mutating func changeOpenSegment(_ change: (inout OpenSegment) -> Void) {
    guard var segment = state.openSegment else { return }
    change(&segment)
    state.active?.conversation?.ruling = .recording(segment)
  }
}
