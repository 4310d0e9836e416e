package import CallModel
package import EventLog

/// The events of configuration, from which those are picked that could matter to a call: the
/// company's, and those of its agents, of the groups that they were in, of its queues, and of
/// whoever made these changes.
package struct CallSettings {
  private struct Change {
    var sequence: UInt64
    var scope: Scope?
    /// The group, user or queue; of a `user.grouped`, the user.
    var subject: [UInt8]
    /// Of a `user.grouped`, the group.
    var group: [UInt8]?
    var by: [UInt8]?
  }

  private var changes: [Change] = []
  private var users: Set<[UInt8]> = []
  private var queues: Set<[UInt8]> = []

  /// Nothing is known.
  package init() {}

  /// Notes an event of configuration; every other is passed over.
  package mutating func note(_ event: Event, _ texts: Span<UInt8>, sequence: UInt64) {
    func bytes(_ text: Text?) -> [UInt8]? {
      text.map { $0.range.map { texts[$0] } }
    }
    switch event.body {
    case .setting(let change):
      changes.append(
        Change(
          sequence: sequence, scope: change.scope, subject: bytes(change.subject) ?? [],
          by: bytes(change.by)))
    case .grouping(let user, let group, let by):
      changes.append(
        Change(
          sequence: sequence, subject: bytes(user) ?? [], group: bytes(group), by: bytes(by)))
    case .call, .silent, .unknown: break
    }
  }

  /// Notes whom an event of the call names.
  package mutating func note(ofCall event: Event, _ texts: Span<UInt8>) {
    guard case .call(_, let event) = event.body else { return }
    func user(_ text: Text?) {
      if let text { users.insert(text.range.map { texts[$0] }) }
    }
    func queue(_ text: Text) { queues.insert(text.range.map { texts[$0] }) }
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
    case .consultStarted(let agent, let to), .transferred(let agent, let to):
      user(agent)
      target(to)
    case .consultAnswered(let agent, let answerer):
      user(agent)
      if case .agent(let other) = answerer { user(other) }
    case .consent, .variable, .callerAnswered, .callerLeft, .numberJoined, .numberLeft,
      .secureStarted, .secureEnded, .recorderFailed, .recorderRecovered, .ended:
      break
    }
  }

  /// The numbers of the events that could matter, those after `last` left out.
  package func sequences(upTo last: UInt64) -> [UInt64] {
    matter(upTo: last).picked.sorted()
  }

  /// Whose changes could matter, as far as is known by now.
  package func subjects(upTo last: UInt64) -> Set<SettingSubject> {
    let (_, users, groups) = matter(upTo: last)
    return Set(
      [SettingSubject(.company)] + users.map { SettingSubject(.user, $0) }
        + groups.map { SettingSubject(.group, $0) } + queues.map { SettingSubject(.queue, $0) })
  }

  private func matter(
    upTo last: UInt64
  ) -> (picked: Set<UInt64>, users: Set<[UInt8]>, groups: Set<[UInt8]>) {
    var users = users
    var groups: Set<[UInt8]> = []
    var picked: Set<UInt64> = []
    // Each change that is picked may bring in a user or a group whose changes matter too.
    var count = -1
    while count < picked.count {
      count = picked.count
      for change in changes where change.sequence <= last && !picked.contains(change.sequence) {
        let matters =
          switch change.scope {
          case .company: true
          case .group: groups.contains(change.subject)
          case .user, nil: users.contains(change.subject)
          case .queue: queues.contains(change.subject)
          }
        guard matters else { continue }
        picked.insert(change.sequence)
        if let group = change.group { groups.insert(group) }
        if let by = change.by { users.insert(by) }
      }
    }
    return (picked, users, groups)
  }
}
