import Bytes
import CallModel

extension Call {
  /// What a call takes at least: a one-byte id, and as little as can be of everything else.
  static let leastSavedBytes = 21

  func save(to writer: inout StateWriter) {
    names.save(to: &writer)
    writer.begin(at: .first)
    writer.time(record.startedAt)
    writer.time(latest)
    History(record).save(to: &writer)
    state.save(to: &writer)
  }

  init(from reader: inout StateReader) throws(SavedStateError) {
    names = try Names(from: &reader)
    key = names.withBytes(of: Call.id) { ShortKey($0) }
    reader.begin(at: .first, upTo: .last)
    let startedAt = try reader.nextInstant()
    latest = try reader.nextInstant()
    let history = try History(from: &reader, startedAt: startedAt, upTo: latest)
    state = try CallState(from: &reader)
    guard state.fits(history, names) else { throw reader.error(.doesNotFit(.record)) }
    record = CallRecord(history, recorderHasFailed: state.recorderHasFailed, at: latest)
    // There is one way to write a call: what would be written otherwise is no call's history.
    var writer = StateWriter()
    save(to: &writer)
    guard reader.hasJustRead(writer.bytes) else { throw reader.error(.doesNotFit(.record)) }
    // The present span is that of the state.
    if hasCrowd { record.everyone.noteCurrent() }
  }
}

extension CallState {
  func save(to writer: inout StateWriter) {
    writer.word(caller)
    writer.word(consent)
    writer.flag(isRestricted)
    writer.flag(isSecure)
    writer.flag(recorderHasFailed)
    writer.name(waitingQueue)
    writer.number(UInt64(nextConnection))
    writer.count(participants.count)
    for participant in participants.all { participant.save(to: &writer) }
    floor.save(to: &writer)
    held.save(to: &writer)
  }

  init(from reader: inout StateReader) throws(SavedStateError) {
    let caller = try reader.word(CallerPresence.self)
    let consent = try reader.word(Consent.self)
    let (restricted, secure, failed) = (try reader.flag(), try reader.flag(), try reader.flag())
    let waitingQueue = try reader.optionalName()
    let nextConnection = try reader.connection()
    var participants: [Participant] = []
    for _ in 0..<(try reader.count(of: .participants, eachAtLeast: 4)) {
      participants.append(try Participant(from: &reader))
    }
    let floor = try Floor(from: &reader)
    let held = try HeldParties(from: &reader)
    self.init(
      caller: caller, consent: consent, floor: floor, participants: Participants(participants),
      held: held, waitingQueue: waitingQueue, isRestricted: restricted, isSecure: secure,
      recorderHasFailed: failed, nextConnection: nextConnection)
  }
}

extension Floor {
  fileprivate func save(to writer: inout StateWriter) {
    switch self {
    case .nobody(.open): writer.bytes.append(0)
    case .nobody(.transferred(let transfer)):
      writer.bytes.append(1)
      writer.name(transfer.agent)
      writer.name(transfer.queue)
    case .nobody(.left(let departure)):
      writer.bytes.append(3)
      writer.name(departure.agent)
      writer.name(departure.queue)
      writer.flag(departure.hasEnteredQueue)
      writer.flag(departure.isReported)
    case .agent(let active):
      writer.bytes.append(2)
      writer.name(active.agent)
      active.consult.save(to: &writer)
      writer.flag(active.conversation != nil)
      active.conversation?.save(to: &writer)
    }
  }

  fileprivate init(from reader: inout StateReader) throws(SavedStateError) {
    switch try reader.byte() {
    case 0: self = .nobody(.open)
    case 1:
      let agent = try reader.name()
      self = .nobody(.transferred(BlindTransfer(agent: agent, queue: try reader.optionalName())))
    case 3:
      self = .nobody(
        .left(
          Departure(
            agent: try reader.name(), queue: try reader.optionalName(),
            hasEnteredQueue: try reader.flag(), isReported: try reader.flag())))
    case 2:
      var active = ActiveAgent(agent: try reader.name())
      active.consult = try Consult(from: &reader)
      if try reader.flag() { active.conversation = try OpenConversation(from: &reader) }
      self = .agent(active)
    default: throw reader.error(.outOfRange(.word))
    }
  }
}

extension OpenConversation {
  fileprivate func save(to writer: inout StateWriter) {
    writer.name(queue)
    terms.mandate.save(to: &writer)
    writer.flag(terms.recordsAgentWhenCallerDenies)
    writer.flag(terms.requiresConsent)
    writer.flag(isHeld)
    switch ruling {
    case .silent(let rule):
      writer.flag(false)
      writer.word(rule)
    case .recording(let segment):
      writer.flag(true)
      writer.word(segment.rule)
      writer.flag(segment.isSaved)
      writer.flag(segment.isCensored)
    }
  }

  fileprivate init(from reader: inout StateReader) throws(SavedStateError) {
    queue = try reader.optionalName()
    terms = Terms(
      mandate: try Mandate(from: &reader), recordsAgentWhenCallerDenies: try reader.flag(),
      requiresConsent: try reader.flag())
    isHeld = try reader.flag()
    if try reader.flag() {
      ruling = .recording(
        OpenSegment(
          rule: try reader.word(), isSaved: try reader.flag(), isCensored: try reader.flag()))
    } else {
      ruling = .silent(try reader.word())
    }
  }
}

extension Mandate {
  func save(to writer: inout StateWriter) { writer.bytes.append(code) }

  init(from reader: inout StateReader) throws(SavedStateError) {
    guard let mandate = Mandate(code: try reader.byte()) else {
      throw reader.error(.outOfRange(.word))
    }
    self = mandate
  }
}
