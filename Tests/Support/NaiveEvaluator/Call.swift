/// One call, from `call.started` on: what is known of it, and what came of it.
struct Call {
  let id: Word
  let direction: Word
  let address: Word?
  let parent: Word?
  let startedAt: Moment
  var latest: Moment
  var endedAt: Moment?

  // What has been answered and set.
  var consent = Consent.unknown
  var numberAnswers: [(number: Word, consent: Consent)] = []
  var isRestricted = false
  /// D3: what this call has from its parent.
  let inherited: Inheritance

  // Who is there.
  var caller = CallerPresence.notYet
  /// In the order in which they connected; a consulted party since their answer.
  var connections: [Connection] = []
  var everConnected: [Party] = []
  /// Those who are held by themselves.
  var heldParties: [Party] = []
  var active: Word?
  /// The active agent's.
  var consult: Consult?
  var isOtherSideOnHold = false
  var waitingQueue: Word?
  /// C9: the latest blind transfer, while nobody has become active since it, and the queue that
  /// waits if it fails.
  var blindTransfer: (agent: Word, queueIfItFails: Word?)?
  /// C10: the agent whose leaving ended the last conversation, while nobody has become active since.
  var latestLeaver: Leaver?

  // What holds for the whole call.
  var isSecure = false
  var hasRecorderFailed = false

  /// The active agent has started a recording by `manual.start` and not stopped it.
  var isManuallyStarted = false

  var conversations: [Conversation] = []
  var segments: [Segment] = []
  var notices: [Notice] = []
  var refusals: [(at: Moment, agent: Word, request: Word, reason: Word)] = []
  var anomalies: [(at: Moment, type: Word, anomaly: Word)] = []

  /// The call that a `call.started` begins, before anybody is active in it.
  init(startedBy event: Event, id: Word, at: Moment, inheriting inherited: Inheritance) {
    self.id = id
    direction = event.word("direction") ?? "inbound"
    address = direction == "internal" ? nil : event.word("caller")
    parent = event.word("parent")
    startedAt = at
    latest = at
    self.inherited = inherited
  }

  var isInternal: Bool { direction == "internal" }

  /// The conversation that is open, as its place among the conversations.
  var openConversation: Int? {
    conversations.indices.last { conversations[$0].endedAt == nil }
  }

  /// The segment that is open, as its place among the segments.
  var openSegment: Int? {
    segments.indices.last { segments[$0].endedAt == nil }
  }

  /// Everyone who is connected, the caller too.
  var connectedParties: [Party] {
    let others = connections.map { $0.party }
    return caller == .there ? others + [.caller] : others
  }

  func isConnected(_ party: Party) -> Bool {
    connectedParties.contains(party)
  }

  func wasEverConnected(_ party: Party) -> Bool {
    party == .caller ? caller != .notYet : everConnected.contains(party)
  }

  func isActive(_ party: Party) -> Bool {
    active.map { party == .agent($0) } ?? false
  }

  /// A participant is connected without being active, or consulted.
  func isParticipant(_ connection: Connection) -> Bool {
    if isActive(connection.party) { return false }
    if let consulted = consult?.answeredBy, connection.party == consulted { return false }
    return true
  }

  /// The other side: the caller; on an internal call the participants, helpers aside.
  var isOtherSideThere: Bool {
    if isInternal {
      return connections.contains { isParticipant($0) && !$0.isHelper }
    }
    return caller == .there
  }

  mutating func connect(_ party: Party, asHelper isHelper: Bool = false) {
    connections.append(Connection(party: party, isHelper: isHelper))
    if !everConnected.contains(party) { everConnected.append(party) }
  }

  mutating func disconnect(_ party: Party) {
    connections.removeAll { $0.party == party }
    heldParties.removeAll { $0 == party }
  }

  mutating func becomesActive(_ agent: Word) {
    active = agent
    blindTransfer = nil
    latestLeaver = nil
  }
}
