internal import Platform

// What the door does with an event that may be taken: all of it on the state and the batch alone,
// so that the writer is asked for each of them once an event.
extension AdmissionState {
  /// What became of an event.
  enum Judgement {
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
    _ event: ReceivedEvent, _ bytes: [UInt8], into batch: inout CommitBatch, until latest: Int64,
    file: UInt64, _ references: inout ReferenceSource
  ) throws(SystemError) -> Judgement {
    if let source = event.source, let known = sources.known(source.name, in: bytes),
      case .seen(let sequence) = sources.verdict(source.number, from: known)
    {
      return .seen(sequence: sequence)
    }
    // What was taken once stays taken, also where the clock was set back since.
    guard event.at <= latest else { return .future }
    try references.prepare(event.personal.count)
    batch.addOwnEvents()
    let sequence = add(event, bytes, to: &batch, file: file, &references)
    if let source = event.source {
      let place = sources.place(source.name, in: bytes)
      batch.savepoint(place, in: sources)
      sources.record(source.number, as: sequence, from: place)
    }
    return .taken(sequence: sequence)
  }

  /// Puts an event that is taken into the batch.
  private mutating func add(
    _ event: ReceivedEvent, _ bytes: [UInt8], to batch: inout CommitBatch, file: UInt64,
    _ references: inout ReferenceSource
  ) -> UInt64 {
    batch.beginLine()
    var place = event.object.lowerBound + 1
    for person in event.personal {
      passSequence(of: event, bytes, from: &place, before: person.value.lowerBound, &batch)
      batch.append(bytes, place..<person.value.lowerBound)
      batch.append(reference(of: person, event, bytes, &batch, file: file, &references))
      place = person.value.upperBound
    }
    passSequence(of: event, bytes, from: &place, before: event.object.upperBound, &batch)
    batch.append(bytes, place..<event.object.upperBound)
    if event.kind == .callEnded, let call = event.call {
      let change = call.withDecoded(bytes) { id in calls.place(of: id).flatMap { calls.end($0) } }
      if let change { batch.changes.append(change) }
    }
    return batch.endLine()
  }

  /// Goes on behind the member `seq`, where that is what comes next.
  private func passSequence(
    of event: ReceivedEvent, _ bytes: [UInt8], from place: inout Int, before end: Int,
    _ batch: inout CommitBatch
  ) {
    guard let member = event.sequenceMember, member.lowerBound >= place, member.upperBound <= end
    else { return }
    batch.append(bytes, place..<member.lowerBound)
    place = member.upperBound
  }

  /// The reference that the value has in its call, or a new one, which it then has; the batch
  /// remembers what it stands for.
  private mutating func reference(
    of person: ReceivedEvent.Personal, _ event: ReceivedEvent, _ bytes: [UInt8],
    _ batch: inout CommitBatch,
    file: UInt64, _ references: inout ReferenceSource
  ) -> Reference {
    guard person.isOfCall, let call = event.call else {
      let reference = references.next()
      batch.personalData.add(
        reference, call: event.call?.token, value: person.value, in: bytes, at: nil,
        isWritten: false)
      return reference
    }
    return call.withDecoded(bytes) { id in
      let value = PersonalDataLine.decoded(bytes, person.value)
      let known = calls.place(of: id)
      var isWritten = false
      let reference: Reference
      let place: OpenCalls.PersonPlace
      if let known, let old = calls.person(value.span, in: known) {
        place = old
        let person = calls.person(at: old)
        (reference, isWritten) = (person.reference, person.file == file)
        if let change = calls.setWritten(old, in: file) { batch.changes.append(change) }
      } else {
        reference = references.next()
        let new = OpenCalls.Person(reference: reference, value: value, file: file)
        place = calls.add(new, known, call: id)
        batch.changes.append(.added(place))
      }
      batch.personalData.add(
        reference, call: call.token, value: person.value, in: bytes, at: place,
        isWritten: isWritten)
      return reference
    }
  }
}
