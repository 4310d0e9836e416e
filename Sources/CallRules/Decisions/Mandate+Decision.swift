import CallModel

// What configuration asks for a conversation: M1 to M5, the first that holds.
extension Mandate {
  /// The mandate of a conversation with an active agent on whom recording is forced or not, that
  /// came from a queue with this setting; a conversation without a queue has `off`.
  init(_ queue: QueueRecording, isForcedOnAgent: Bool) {
    switch (queue, isForcedOnAgent) {
    case (.never, _): self = .never
    case (.pending, _): self = .pending(isForcedOnAgent: isForcedOnAgent)
    case (.forced, true): self = .forced(by: .agentAndQueue)
    case (.forced, false): self = .forced(by: .queue)
    case (.off, true): self = .forced(by: .agent)
    case (.off, false): self = .none
    }
  }

  /// The rule that gives this mandate.
  var rule: Rule {
    switch self {
    case .never: .m1
    case .pending: .m2
    case .forced: .m3
    case .none: .m5
    }
  }
}
