package import CallModel
package import EventLog

/// The events of configuration, from which those are picked that could matter to a call: the
/// company's, and those of its agents, of the groups that they were in, of its queues, and of
/// whoever made these changes.
///
/// Each change that is picked may bring in a user or a group whose changes matter too. Each event and
/// each subject is looked at once.
package struct CallSettings {
  /// A change that may come to matter.
  private struct Change {
    var sequence: UInt64
    /// Whose changes matter if it does.
    var brings: [SettingSubject]
  }

  /// Whose changes matter.
  private var subjects: Set<SettingSubject> = []
  /// Those of them that were not asked for yet.
  private var fresh: [SettingSubject] = []
  /// Changes by whom they are about, as long as those do not matter.
  private var waiting: [SettingSubject: [Change]] = [:]
  private var picked: Set<UInt64> = []

  /// Nothing is known but that the company's changes matter.
  package init() {
    matter([SettingSubject(.company)])
  }

  /// The numbers of the events that could matter.
  package var sequences: [UInt64] { picked.sorted() }

  /// Those whose changes could matter and were not handed out before.
  package mutating func takeFresh() -> [SettingSubject] {
    defer { fresh = [] }
    return fresh
  }

  /// Notes an event of configuration; every other is passed over.
  package mutating func note(_ event: Event, _ texts: Span<UInt8>, sequence: UInt64) {
    func user(_ text: Text?) -> SettingSubject? {
      text.map { SettingSubject(.user, $0.range.map { texts[$0] }) }
    }
    guard let subject = SettingSubject(event, texts) else { return }
    var brings: [SettingSubject] = []
    switch event.body {
    case .setting(let change): brings = [user(change.by)].compactMap(\.self)
    case .grouping(_, let group, let by):
      if let group { brings.append(SettingSubject(.group, group.range.map { texts[$0] })) }
      if let by = user(by) { brings.append(by) }
    case .call, .silent, .tick, .unknown: break
    }
    let change = Change(sequence: sequence, brings: brings)
    if subjects.contains(subject) {
      pick(change)
    } else {
      waiting[subject, default: []].append(change)
    }
  }

  private mutating func pick(_ change: Change) {
    if picked.insert(change.sequence).inserted { matter(change.brings) }
  }

  /// The changes of these matter, and so of those whom they bring in.
  private mutating func matter(_ first: [SettingSubject]) {
    var open = first
    while let subject = open.popLast() {
      guard subjects.insert(subject).inserted else { continue }
      fresh.append(subject)
      for change in waiting.removeValue(forKey: subject) ?? [] {
        if picked.insert(change.sequence).inserted { open += change.brings }
      }
    }
  }

  /// Notes whom an event of the call names.
  package mutating func note(ofCall event: Event, _ texts: Span<UInt8>) {
    guard case .call(_, let event) = event.body else { return }
    var named: [SettingSubject] = []
    func user(_ text: Text?) {
      if let text { named.append(SettingSubject(.user, text.range.map { texts[$0] })) }
    }
    func queue(_ text: Text) {
      named.append(SettingSubject(.queue, text.range.map { texts[$0] }))
    }
    func target(_ target: Target<Text>) {
      switch target {
      case .agent(let agent): user(agent)
      case .queue(let name): queue(name)
      case .number: break
      }
    }
    switch event {
    case .started(_, _, let agent, _): user(agent)
    case .queueEntered(let name): queue(name)
    case .agentJoined(let agent, _), .agentLeft(let agent), .held(let agent), .resumed(let agent),
      .consultEnded(let agent), .consultMerged(let agent), .transferFailed(let agent),
      .request(_, let agent):
      user(agent)
    case .partyHeld(.agent(let agent)), .partyResumed(.agent(let agent)): user(agent)
    case .consultStarted(let agent, let to), .transferred(let agent, let to):
      user(agent)
      target(to)
    case .consultAnswered(let agent, let answerer):
      user(agent)
      if case .agent(let other) = answerer { user(other) }
    case .consent, .variable, .callerAnswered, .callerRejoined, .callerLeft, .partyHeld,
      .partyResumed, .numberJoined, .numberLeft, .secureStarted, .secureEnded, .recorderFailed,
      .recorderRecovered, .ended:
      break
    }
    matter(named)
  }
}
