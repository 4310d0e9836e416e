internal import CallRules
internal import Digest
internal import Platform

// What the door does with an event that may be taken: all of it on the state and the batch alone,
// so that the writer is asked for each of them once an event.
extension DoorState {
  /// What became of an event.
  enum Admission {
    /// It is in the batch.
    case taken(sequence: UInt64, leaf: SHA256.Digest)
    /// One with its number came before; as which event, where that is still known.
    case seen(sequence: UInt64?)
    /// It is dated too late.
    case future
  }

  /// What the state does not know of the log that it is of.
  struct Surroundings {
    var log: LogID
    var random: (_ count: Int) throws(SystemError) -> [UInt8]
  }

  /// Puts an event into the batch unless one with its number came before, or it is dated later than
  /// a time.
  mutating func admit(
    _ event: DoorEvent, _ bytes: [UInt8], into draft: inout Draft, until latest: Int64,
    _ surroundings: Surroundings
  ) throws(SystemError) -> Admission {
    let source = event.source.map { sources.place($0.name, in: bytes) }
    if let number = event.source?.number, let source,
      case .seen(let sequence) = sources.verdict(number, from: source)
    {
      return .seen(sequence: sequence)
    }
    // What was taken once stays taken, also where the clock was set back since.
    guard event.at <= latest else { return .future }
    let references = try references(for: event, surroundings)
    draft.addTick()
    let added = add(event, bytes, to: &draft, references, surroundings.log)
    if let number = event.source?.number, let source {
      draft.mark(source, in: sources)
      sources.record(number, as: added.sequence, from: source)
    }
    return .taken(sequence: added.sequence, leaf: added.leaf)
  }

  /// As many new references as the event may need.
  private func references(
    for event: DoorEvent, _ surroundings: Surroundings
  ) throws(SystemError) -> [Reference] {
    guard !event.personal.isEmpty else { return [] }
    let random = try surroundings.random(16 * event.personal.count)
    return event.personal.indices.map { Reference(random: random, at: 16 * $0) }
  }

  /// Puts an event that is taken into the batch.
  private mutating func add(
    _ event: DoorEvent, _ bytes: [UInt8], to draft: inout Draft, _ references: [Reference],
    _ log: LogID
  ) -> (sequence: UInt64, leaf: SHA256.Digest) {
    draft.beginLine()
    var place = event.object.lowerBound + 1
    if !event.personal.isEmpty {
      let call = callOfPeople(event, bytes)
      for (person, fresh) in zip(event.personal, references) {
        passSequence(of: event, bytes, from: &place, before: person.value.lowerBound, &draft)
        draft.append(bytes, place..<person.value.lowerBound)
        draft.append(reference(fresh, person, event, call, bytes, &draft, log))
        place = person.value.upperBound
      }
    }
    passSequence(of: event, bytes, from: &place, before: event.object.upperBound, &draft)
    draft.append(bytes, place..<event.object.upperBound)
    if event.kind == .callEnded, let call = event.call, let place = self.place(of: call, in: bytes)
    {
      draft.ended.append(place)
    }
    return draft.endLine()
  }

  /// Goes on behind the member `seq`, where that is what comes next.
  private func passSequence(
    of event: DoorEvent, _ bytes: [UInt8], from place: inout Int, before end: Int,
    _ draft: inout Draft
  ) {
    guard let member = event.sequenceMember, member.lowerBound >= place, member.upperBound <= end
    else { return }
    draft.append(bytes, place..<member.lowerBound)
    place = member.upperBound
  }

  /// The decoded id of the call that has an event's values; `nil` where they are the event's alone.
  private func callOfPeople(_ event: DoorEvent, _ bytes: [UInt8]) -> [UInt8]? {
    guard event.personal.contains(where: \.isOfCall) else { return nil }
    return event.call?.decoded(bytes)
  }

  private func place(of call: DoorEvent.Value, in bytes: [UInt8]) -> OpenCalls.Place? {
    if call.isEscaped { return calls.place(of: call.decoded(bytes).span) }
    return calls.place(of: bytes.span.extracting(call.inside))
  }

  /// The reference that the value has in its call, or the new one, which it then has; and the line
  /// of personal data that says so.
  private mutating func reference(
    _ fresh: Reference, _ person: DoorEvent.Personal, _ event: DoorEvent, _ call: [UInt8]?,
    _ bytes: [UInt8], _ draft: inout Draft, _ log: LogID
  ) -> Reference {
    var reference = fresh
    var place: OpenCalls.Place?
    if person.isOfCall, let call {
      let value = PeopleLine.decoded(bytes, person.value)
      place = calls.place(of: call.span)
      if let known = place.flatMap({ calls.reference(of: value, $0) }) {
        reference = known
      } else {
        let new = OpenCalls.Person(reference: fresh, value: value, file: 0)
        let added = calls.add(new, place, call: call.span)
        draft.addedTo.append(added)
        place = added
      }
    }
    let start = draft.peopleLines.count
    PeopleLine.append(
      to: &draft.peopleLines, reference, call: event.call?.token, value: person.value, in: bytes,
      log: log)
    draft.people.append(
      Draft.Person(reference: reference, line: start..<draft.peopleLines.count, call: place))
    return reference
  }
}
