/// What may sensibly happen next in a call.
enum Move: CaseIterable {
  case callerAnswersQuestion, numberAnswersQuestion, variable, queueEntered
  case callerAnswered, callerRejoined, agentJoined, helperJoined, numberJoined
  case activeLeft, participantLeft, callerLeft, numberLeft, goneAgentLeft
  case held, resumed, partyHeld, partyResumed
  case consultStarted, consultAnswered, consultEnded, consultMerged, consultedLeft
  case transferToConsulted, transferToParticipant, transferBlind, lateTransfer
  case transferFailed
  case manualStart, manualStop, pendingSave, pendingUnsave, censorStart, censorStop
  case secure, recorder, ended

  /// How likely it is, as a call roughly stands.
  func weight(in call: RoughCall) -> Int {
    let isTalking = call.isTalking
    let hasActive = call.active != nil
    switch self {
    case .callerAnswersQuestion: return call.direction == "internal" ? 1 : 7
    case .numberAnswersQuestion: return call.numbers.isEmpty ? 1 : 5
    case .variable: return 2
    case .queueEntered: return hasActive ? (isTalking ? 1 : 6) : 18
    case .callerAnswered:
      return call.direction == "outbound" && !call.isCallerThere ? (call.hasCallerLeft ? 1 : 25) : 0
    case .callerRejoined: return call.hasCallerLeft && !call.isCallerThere ? 15 : 0
    case .agentJoined: return hasActive ? (call.direction == "internal" && !isTalking ? 20 : 3) : 20
    case .helperJoined: return 2
    case .numberJoined: return 3
    case .activeLeft: return hasActive ? 2 : 0
    case .participantLeft: return call.participants.isEmpty ? 0 : 3
    case .callerLeft: return call.isCallerThere ? 1 : 0
    case .numberLeft: return call.numbers.isEmpty ? 0 : 3
    case .goneAgentLeft: return call.gone.isEmpty ? 0 : 1
    case .held: return isTalking && !call.isHeld ? 6 : 0
    case .resumed: return isTalking && call.isHeld ? 8 : 0
    case .partyHeld: return isTalking ? 5 : 1
    case .partyResumed: return call.heldParties.isEmpty ? 0 : 5
    case .consultStarted: return isTalking ? (call.dialled == nil ? 6 : 1) : 0
    case .consultAnswered: return call.dialled == nil ? 0 : (call.isAnswered ? 1 : 14)
    case .consultEnded: return call.dialled != nil ? 3 : 0
    case .consultMerged: return call.isAnswered ? 4 : 0
    case .consultedLeft: return call.isAnswered ? 2 : 0
    case .transferToConsulted: return call.isAnswered ? 5 : 0
    case .transferToParticipant:
      return hasActive && !(call.participants.isEmpty && call.numbers.isEmpty) ? 2 : 0
    case .transferBlind: return hasActive ? (isTalking ? 2 : 4) : 0
    case .lateTransfer: return call.leaver != nil ? 20 : 0
    case .transferFailed: return call.transferredBy != nil ? 12 : 1
    case .manualStart: return isTalking ? 7 : 1
    case .manualStop: return isTalking ? 3 : 0
    case .pendingSave: return isTalking ? 7 : 0
    case .pendingUnsave: return isTalking ? 4 : 0
    case .censorStart: return isTalking ? 5 : 0
    case .censorStop: return isTalking ? 4 : 0
    case .secure: return call.isSecure ? 5 : 1
    case .recorder: return call.hasRecorderFailed ? 5 : 1
    case .ended: return 2
    }
  }

  static func next(in call: RoughCall, _ random: inout SplitMix64) -> Move {
    var total = 0
    for move in Move.allCases { total += move.weight(in: call) }
    var rest = random.below(total)
    for move in Move.allCases {
      rest -= move.weight(in: call)
      if rest < 0 { return move }
    }
    return .ended
  }
}
