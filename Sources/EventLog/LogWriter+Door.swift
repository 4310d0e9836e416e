internal import Digest
internal import Platform

extension LogWriter {
  /// Judges one line and puts it into the batch, or its refusal among the answers.
  func take(
    _ bytes: [UInt8], _ line: Range<Int>, _ origin: Draft.Origin, isOwn: Bool,
    into draft: inout Draft
  ) throws(LogError) {
    do {
      if let receipt = try admit(bytes, line, isOwn: isOwn, into: &draft) {
        draft.receipts.append((origin, receipt))
      }
    } catch {
      switch error {
      case .refused(let refusal):
        draft.receipts.append(
          (origin, .refused(line: origin.line, code: refusal.code, reason: refusal.reason)))
      case .failed(let error): throw poison(error)
      }
    }
  }

  /// Why a line did not get into the batch.
  enum DoorFailure: Error {
    case refused(DoorRefusal)
    case failed(LogError)
  }

  /// `nil` for a blank line.
  private func admit(
    _ bytes: [UInt8], _ line: Range<Int>, isOwn: Bool, into draft: inout Draft
  ) throws(DoorFailure) -> Receipt? {
    guard line.count <= Format.receivedLineLimit else { throw .refused(.lineTooLong) }
    if bytes[line].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }) { return nil }
    let event: DoorEvent
    do {
      event = try parser.parse(bytes, line, stored: isOwn)
    } catch { throw .refused(error) }
    guard isOwn || event.kind != .reserved else { throw .refused(.reserved) }
    // What was taken once stays taken, also where the clock was set back since.
    if let known = try known(event, bytes, draft) { return known }
    guard event.at <= draft.time + options.futureLimit else { throw .refused(.future) }
    addTick(&draft)
    let (sequence, leaf) = add(event, bytes, to: &draft, random: try references(for: event))
    return .stored(sequence: sequence, leaf: leaf, duplicate: false)
  }

  /// The receipt of an event that was stored before; `nil` for one that is new.
  private func known(
    _ event: DoorEvent, _ bytes: [UInt8], _ draft: Draft
  ) throws(DoorFailure) -> Receipt? {
    guard let source = event.source else { return nil }
    let place = state.sources.place(source.name, in: bytes)
    guard case .seen(let sequence) = state.sources.verdict(source.number, from: place) else {
      return nil
    }
    guard let sequence else { return .storedLongAgo }
    let (isSame, leaf): (Bool, SHA256.Digest)
    do { (isSame, leaf) = try compare(event, bytes, with: sequence, draft) } catch {
      throw .failed(error)
    }
    guard isSame else { throw .refused(.conflict(sequence)) }
    return .stored(sequence: sequence, leaf: leaf, duplicate: true)
  }

  private func compare(
    _ event: DoorEvent, _ bytes: [UInt8], with sequence: UInt64, _ draft: Draft
  ) throws(LogError) -> (isSame: Bool, leaf: SHA256.Digest) {
    let (stored, line, file) = try storedLine(sequence, draft)
    let comparison = try DuplicateComparison(
      event, bytes, stored: stored, line, file: file, writer: self)
    return (comparison.isSame, SHA256.hash(prefix: 0, stored.span.extracting(line)))
  }

  /// The line of an event, of this batch or on the disk, and the log file that it is in.
  private func storedLine(
    _ sequence: UInt64, _ draft: Draft
  ) throws(LogError) -> (bytes: [UInt8], line: Range<Int>, file: UInt64?) {
    if sequence >= draft.first {
      return (draft.frame, draft.lines[Int(sequence - draft.first)], nil)
    }
    return try storedLine(sequence)
  }

  /// As many new references as the event may need.
  private func references(for event: DoorEvent) throws(DoorFailure) -> [Reference] {
    guard !event.personal.isEmpty else { return [] }
    do {
      let random = try options.random(16 * event.personal.count)
      return event.personal.indices.map {
        Reference(random: Array(random[16 * $0..<16 * $0 + 16]))
      }
    } catch {
      throw .failed(LogError(folder.path, .system(error)))
    }
  }

  /// Puts an event that is taken into the batch.
  private func add(
    _ event: DoorEvent, _ bytes: [UInt8], to draft: inout Draft, random: [Reference]
  ) -> (sequence: UInt64, leaf: SHA256.Digest) {
    var edits: [Draft.Edit] = []
    if let member = event.sequenceMember { edits.append(Draft.Edit(range: member, bytes: [])) }
    let call = event.personal.isEmpty ? nil : event.call?.decoded(bytes)
    let callToken = event.call.map { Array(bytes[$0.token]) } ?? Array("null".utf8)
    for (person, fresh) in zip(event.personal, random) {
      let value = Array(bytes[person.value])
      let owner = person.isOfCall ? call : nil
      let reference = reference(fresh, value: value, call: owner, &draft)
      draft.people.append(
        Draft.Person(
          line: PeopleLine(reference: reference, call: callToken, value: value), call: owner))
      edits.append(
        Draft.Edit(range: person.value, bytes: [Byte.quote] + reference.text + [Byte.quote]))
    }
    edits.sort { $0.range.lowerBound < $1.range.lowerBound }
    let behindBrace = event.object.lowerBound + 1..<event.object.upperBound
    let added = draft.add(bytes, behindBrace: behindBrace, edits: edits)
    if let source = event.source {
      let place = state.sources.place(source.name, in: bytes)
      if draft.marks[place] == nil { draft.marks[place] = state.sources.mark(place) }
      state.sources.record(source.number, as: added.sequence, from: place)
    }
    if event.kind == .callEnded, let call = event.call { draft.ended.append(call.decoded(bytes)) }
    return added
  }

  /// The reference that the value has in its call, or the new one, which it then has.
  private func reference(
    _ fresh: Reference, value: [UInt8], call: [UInt8]?, _ draft: inout Draft
  ) -> Reference {
    guard let call else { return fresh }
    let text = PeopleLine.decoded(value)
    if let known = state.calls.reference(call: call, value: text) { return known }
    state.calls.add(OpenCalls.Person(reference: fresh, value: text, file: 0), call: call)
    draft.addedTo.append(call)
    return fresh
  }

  /// Puts in a tick where none was in this second.
  func addTick(_ draft: inout Draft) {
    guard draft.tick != draft.time / 1000 else { return }
    draft.tick = draft.time / 1000
    addOwn(OwnLine.tick(at: draft.time), to: &draft)
  }

  /// Puts in an event of the log's own.
  func addOwn(_ line: [UInt8], to draft: inout Draft) {
    _ = draft.add(line, behindBrace: 1..<line.count, edits: [])
  }
}

extension DoorRefusal {
  static let lineTooLong = DoorRefusal(
    code: "lineTooLong", reason: "the line has more than 16384 bytes: send less in one event")
  static let reserved = DoorRefusal(
    code: "reserved", reason: "types log., archive. and media.purged are the log's own")
  static let future = DoorRefusal(
    code: "future", reason: "at is after this host's clock: set the producer's clock")

  static func conflict(_ sequence: UInt64) -> DoorRefusal {
    DoorRefusal(
      code: "conflict",
      reason: "source and n are those of event \(sequence), which is another: number it anew")
  }
}
