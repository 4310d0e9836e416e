package import CallModel
package import CallRules

/// What happened in one call that people want to read about, and that the call's record does not
/// keep: requests and what became of them, transfers and whom they went to, and the event behind
/// each anomaly.
///
/// It is collected while the events are in hand: one after another, each with the transition that
/// it brought about.
package struct CallJournal: Sendable {
  /// One thing that happened.
  package struct Entry: Hashable, Sendable {
    /// The time at which its event counts.
    package var at: Instant
    /// What happened, for a person.
    package var sentence: String
    /// The number of its event among those of the call, from 0.
    package var step: Int
  }

  /// All entries, in order of happening.
  package private(set) var entries: [Entry] = []
  /// The size of the call's record after each event.
  private var steps: [Int] = []
  private let clock: Clock

  /// A journal with nothing in it; times in its sentences are shown by `clock`.
  package init(_ clock: Clock) {
    self.clock = clock
  }

  /// Adds an event of the call, which `text` has words for.
  ///
  /// - Parameter call: the call after the event.
  package mutating func add(
    _ event: Event, _ text: EventText, _ transition: Transition, _ call: Call
  ) {
    var counts = true
    for anomaly in call.record.anomalies(from: steps.last ?? 0) {
      add(anomaly.at, self.sentence(anomaly.kind, event, text, call.record.direction))
      if anomaly.kind.effect == .stops { counts = false }
    }
    if counts, case .call(_, let change) = event.body {
      switch change {
      case .request(let request, let agent):
        add(transition.at, sentence(request, text.name(agent), transition.refusal?.reason))
      case .transferred(let agent, let target):
        let transfer = "\(text.name(agent)) transferred the call to \(text.target(target))"
        add(transition.at, "\(transfer): \(kind(transition.rules))\(active(call))")
      case .started, .consent, .variable, .queueEntered, .callerAnswered, .agentJoined,
        .agentLeft, .callerLeft, .callerRejoined, .partyHeld, .partyResumed, .held, .resumed,
        .consultStarted, .consultAnswered,
        .consultEnded, .consultMerged, .numberJoined, .numberLeft, .transferFailed,
        .secureStarted, .secureEnded, .recorderFailed, .recorderRecovered, .ended:
        break
      }
    }
    steps.append(call.record.size)
  }

  private mutating func add(_ at: Instant, _ sentence: String) {
    entries.append(Entry(at: at, sentence: sentence, step: steps.count))
  }

  private func sentence(
    _ kind: AnomalyKind, _ event: Event, _ text: EventText, _ direction: Direction
  ) -> String {
    let (phrase, explanation) =
      switch event.body {
      case .call(_, let change):
        (text.phrase(change), text.explanation(kind, change, direction))
      case .unknown(let type, _): (text.name(type), kind.meaning)
      case .setting, .grouping, .silent, .tick: ("", kind.meaning)
      }
    switch kind.effect {
    case .stops: return "\(phrase): unexpected, \(explanation) (\(kind.word))"
    case .moves: return "\(phrase): dated \(clock.text(event.at)), \(explanation) (\(kind.word))"
    case .informs: return "\(phrase): \(explanation) (\(kind.word))"
    }
  }

  private func sentence(_ request: Request, _ agent: String, _ reason: RefusalReason?) -> String {
    let asked = "\(agent) asked for \(request.type.word)"
    guard let reason else { return "\(asked): granted" }
    return "\(asked): refused, \(reason.explanation) (\(reason.word))"
  }

  private func kind(_ rules: RuleSet) -> String {
    if rules.contains(.c10) { return "blind, reported late (C10)" }
    return rules.contains(.c4) ? "attended (C4)" : "blind (C5)"
  }

  private func active(_ call: Call) -> String {
    call.activeAgent.map { ", \(call.names.text(of: $0).asName) is active" }
      ?? ", no agent is active"
  }
}

extension CallJournal {
  /// The number of the event with which the call's record got what stands at `position` of it.
  func step(at position: Int) -> Int {
    var range = 0..<steps.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range =
        steps[middle] > position ? range.lowerBound..<middle : middle + 1..<range.upperBound
    }
    return range.lowerBound
  }
}

extension AnomalyKind {
  /// What an anomaly does with its event.
  enum Effect {
    /// The event changes nothing.
    case stops
    /// The event counts, at another time.
    case moves
    /// The event counts.
    case informs
  }

  /// What this anomaly does with its event.
  var effect: Effect {
    switch self {
    case .timeAhead, .timeWentBackwards: .moves
    case .parentUnknown: .informs
    case .callNotInProgress, .callAlreadyStarted, .unknownType, .alreadyConnected, .notConnected,
      .notActiveAgent, .noConversation, .alreadyHeld, .notHeld, .consultInProgress, .noConsult,
      .alreadyAnswered, .missingParty, .noTransfer, .badValue, .alreadySecure, .notSecure,
      .recorderAlreadyFailed, .recorderNotFailed:
      .stops
    }
  }
}
