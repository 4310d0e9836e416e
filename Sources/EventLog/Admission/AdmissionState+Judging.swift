internal import Platform

// What the door does with an event that may be taken: all of it on the state and the batch alone,
// so that the writer is asked for each of them once an event.
extension DoorState {
  /// What became of an event.
  enum Admission {
    /// It is in the batch.
    case taken(sequence: UInt64)
    /// One with its number came before; as which event, where that is still known.
    case seen(sequence: UInt64?)
    /// It is dated too late.
    case future
  }

  /// Puts an event into the batch unless one with its number came before, or it is dated later than
  /// a time.
  ///
  /// - Parameter file: the log file, by its first sequence, that is written to.
  mutating func admit(
    _ event: DoorEvent, _ bytes: [UInt8], into draft: inout Draft, until latest: Int64,
    file: UInt64, _ references: inout ReferenceSource
  ) throws(SystemError) -> Admission {
    if let source = event.source, let known = sources.known(source.name, in: bytes),
      case .seen(let sequence) = sources.verdict(source.number, from: known)
    {
      return .seen(sequence: sequence)
    }
    // What was taken once stays taken, also where the clock was set back since.
    guard event.at <= latest else { return .future }
    try references.prepare(event.personal.count)
    draft.addOwnEvents()
    let sequence = add(event, bytes, to: &draft, file: file, &references)
    if let source = event.source {
      let place = sources.place(source.name, in: bytes)
      draft.mark(place, in: sources)
      sources.record(source.number, as: sequence, from: place)
    }
    return .taken(sequence: sequence)
  }

  /// Puts an event that is taken into the batch.
  private mutating func add(
    _ event: DoorEvent, _ bytes: [UInt8], to draft: inout Draft, file: UInt64,
    _ references: inout ReferenceSource
  ) -> UInt64 {
    draft.beginLine()
    var place = event.object.lowerBound + 1
    for person in event.personal {
      passSequence(of: event, bytes, from: &place, before: person.value.lowerBound, &draft)
      draft.append(bytes, place..<person.value.lowerBound)
      draft.append(reference(of: person, event, bytes, &draft, file: file, &references))
      place = person.value.upperBound
    }
    passSequence(of: event, bytes, from: &place, before: event.object.upperBound, &draft)
    draft.append(bytes, place..<event.object.upperBound)
    if event.kind == .callEnded, let call = event.call {
      let change = call.withDecoded(bytes) { id in calls.place(of: id).flatMap { calls.end($0) } }
      if let change { draft.changes.append(change) }
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

  /// The reference that the value has in its call, or a new one, which it then has; the batch
  /// remembers what it stands for.
  private mutating func reference(
    of person: DoorEvent.Personal, _ event: DoorEvent, _ bytes: [UInt8], _ draft: inout Draft,
    file: UInt64, _ references: inout ReferenceSource
  ) -> Reference {
    guard person.isOfCall, let call = event.call else {
      let reference = references.next()
      draft.people.add(
        reference, call: event.call?.token, value: person.value, in: bytes, at: nil,
        isWritten: false)
      return reference
    }
    return call.withDecoded(bytes) { id in
      let value = PeopleLine.decoded(bytes, person.value)
      let known = calls.place(of: id)
      var isWritten = false
      let reference: Reference
      let place: OpenCalls.PersonPlace
      if let known, let old = calls.person(value.span, in: known) {
        place = old
        let person = calls.person(at: old)
        (reference, isWritten) = (person.reference, person.file == file)
        if let change = calls.setWritten(old, in: file) { draft.changes.append(change) }
      } else {
        reference = references.next()
        let new = OpenCalls.Person(reference: reference, value: value, file: file)
        place = calls.add(new, known, call: id)
        draft.changes.append(.added(place))
      }
      draft.people.add(
        reference, call: call.token, value: person.value, in: bytes, at: place,
        isWritten: isWritten)
      return reference
    }
  }
}
