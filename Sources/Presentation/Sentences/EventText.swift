package import CallModel

/// An event in words: its type, and who and what it is about.
package struct EventText {
  /// The bytes that the event's texts lie in.
  private let texts: [UInt8]
  private let variable: (name: Text, value: Text)?

  /// The most columns of a value: names are short, and values can be long.
  private static let longestValue = 60

  /// Words for an event whose texts lie in `texts`.
  ///
  /// - Parameter variable: name and value of a `call.variable`, which its event does not hold.
  package init(_ texts: [UInt8], variable: (name: Text, value: Text)? = nil) {
    self.texts = texts
    self.variable = variable
  }

  /// The text at a place, as sentences show names.
  package func name(_ text: Text) -> String {
    String(decoding: texts[text.range], as: UTF8.self).asName
  }

  /// The text at a place as a value: the beginning of a long one.
  func value(_ text: Text) -> String {
    String(decoding: texts[text.range], as: UTF8.self).clipped(to: Self.longestValue).asName
  }

  /// For example `consult.started by anna to queue sales`.
  package func phrase(_ event: CallEvent<Text>) -> String {
    "\(event.type.word)\(details(event))"
  }

  private func details(_ event: CallEvent<Text>) -> String {
    switch event {
    case .started(let direction, let caller, let agent, let parent):
      return start(direction, caller, agent, parent)
    case .consent(let answer, let number):
      return " \(answer.word)" + (number.map { " by number \(name($0))" } ?? "")
    case .variable: return variable.map { " \(name($0.name)) \(value($0.value))" } ?? ""
    case .callerAnswered, .callerLeft, .callerRejoined, .secureStarted, .secureEnded,
      .recorderFailed,
      .recorderRecovered, .ended:
      return ""
    case .queueEntered(let queue): return " \(name(queue))"
    case .agentJoined(let agent, .agent), .agentLeft(let agent): return " \(name(agent))"
    case .agentJoined(let agent, .helper): return " \(name(agent)) as helper"
    case .numberJoined(let number), .numberLeft(let number): return " \(name(number))"
    case .partyHeld(let party), .partyResumed(let party): return " \(self.party(party))"
    case .held(let agent), .resumed(let agent), .consultEnded(let agent),
      .consultMerged(let agent), .request(_, let agent):
      return " by \(name(agent))"
    case .consultStarted(let agent, let target), .transferred(let agent, let target):
      return " by \(name(agent)) to \(self.target(target))"
    case .consultAnswered(let agent, let answerer):
      return " for \(name(agent))" + (answerer.map { " by \(self.answerer($0))" } ?? "")
    case .transferFailed(let agent): return " for \(name(agent))"
    }
  }

  private func start(
    _ direction: Direction, _ caller: Text?, _ agent: Text?, _ parent: Text?
  ) -> String {
    var words = " \(direction.word)"
    switch direction {
    case .inbound: words += caller.map { " from \(name($0))" } ?? ""
    case .outbound: words += caller.map { " to \(name($0))" } ?? ""
    case .internal: break
    }
    if let agent { words += " by \(name(agent))" }
    if let parent { words += " continuing \(name(parent))" }
    return words
  }

  /// For example `bo`, `queue sales` or `number +4722000001`.
  package func target(_ target: Target<Text>) -> String {
    switch target {
    case .agent(let agent): name(agent)
    case .queue(let queue): "queue \(name(queue))"
    case .number(let number): "number \(name(number))"
    }
  }

  private func party(_ party: PartyID<Text>) -> String {
    switch party {
    case .caller: "caller"
    case .agent(let agent): name(agent)
    case .number(let number): "number \(name(number))"
    }
  }

  func answerer(_ answerer: Answerer<Text>) -> String {
    switch answerer {
    case .agent(let agent): name(agent)
    case .number(let number): "number \(name(number))"
    }
  }
}
