internal import Bytes
internal import Digest
internal import MerkleTree
internal import Platform

/// The part of the writer that judges lines and puts them into batches. What it knows runs ahead of
/// the disk by the batches that are on their way there.
struct Door {
  let log: LogID
  let origin: String
  /// What messages call the log's folder.
  private let path: String
  private let futureLimit: Int64
  private let fileLimit: Int
  private let edition: UInt64
  private let clock: () -> Int64
  private let parser = DoorParser()
  /// The event under way, whose room is used again.
  private var event = DoorEvent()
  /// What is known of all events, those among them that are on their way to the disk.
  var state: DoorState
  private var references: ReferenceSource
  /// Where the next batch will stand once those before it are on the disk; `nil` before a recovery.
  private var place: LogTail.Place?

  init(_ options: LogOptions, path: String, log: LogID, origin: String, state: DoorState) {
    self.path = path
    self.log = log
    self.origin = origin
    self.state = state
    futureLimit = options.futureLimit
    fileLimit = options.fileLimit
    edition = options.edition
    clock = options.clock
    references = ReferenceSource(options.random)
    self.state.calls.limit = options.openCallLimit
  }

  /// A batch behind all that were closed.
  func newDraft(buffer: consuming [UInt8] = []) -> Draft {
    Draft(after: state, at: clock(), edition: edition, buffer: buffer)
  }

  /// Goes on where the disk is.
  mutating func follow(_ place: LogTail.Place?) { self.place = place }

  // MARK: - Lines

  /// Judges lines and puts them into a batch, or their refusals among its answers, until they are
  /// at their end or the batch is full. Throws where the host has no randomness.
  mutating func take(
    _ lines: inout ReceivedLines, isOwn: Bool = false, into draft: inout Draft,
    _ lookBack: LookBack
  ) throws(LogError) {
    draft.time = clock()
    draft.expect(lines.rest)
    while !draft.isFull, let line = lines.next() {
      do {
        if let receipt = try admit(lines.bytes, line, isOwn: isOwn, into: &draft, lookBack) {
          draft.answer(receipt, to: lines.number)
        }
      } catch {
        switch error {
        case .refused(let refusal):
          draft.answer(
            .refused(line: lines.number, code: refusal.code, reason: refusal.reason),
            to: lines.number)
        case .noSpace: draft.answer(.diskFull(line: lines.number), to: lines.number)
        case .failed(let error): throw error
        }
      }
    }
  }

  /// Why a line did not get into the batch.
  private enum Failure: Error {
    case refused(DoorRefusal)
    /// A batch before this one found no space, so this one will find none either.
    case noSpace
    case failed(LogError)
  }

  /// `nil` for a blank line.
  private mutating func admit(
    _ bytes: [UInt8], _ line: Range<Int>, isOwn: Bool, into draft: inout Draft,
    _ lookBack: LookBack
  ) throws(Failure) -> Receipt? {
    guard line.count <= Limits.line else { throw .refused(.lineTooLong) }
    if isBlank(bytes, line) { return nil }
    do {
      // An own event is no stored one yet: a number in it is to be found and taken out.
      try parser.parse(bytes, line, stored: false, into: &event)
    } catch { throw .refused(error) }
    guard isOwn || event.kind != .reserved else { throw .refused(.reserved) }
    let (latest, isEndless) = draft.time.addingReportingOverflow(futureLimit)
    if state.calls.hasLetGo { try readAgain(bytes, &draft, lookBack) }
    let admission: DoorState.Admission
    do {
      admission = try state.admit(
        event, bytes, into: &draft, until: isEndless ? .max : latest, file: place?.file ?? 0,
        &references)
    } catch {
      throw .failed(LogError(path, .system(error)))
    }
    switch admission {
    case .taken(let sequence):
      // The leaf is not known yet.
      return .stored(sequence: sequence, leaf: Self.noLeaf, duplicate: false)
    case .seen(sequence: nil): return .storedLongAgo
    case .seen(let sequence?): return try duplicate(of: sequence, bytes, &draft, lookBack)
    case .future: throw .refused(.future)
    }
  }

  private func isBlank(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
    for index in line {
      let byte = bytes[index]
      if byte != 0x20, byte != 0x09, byte != 0x0d { return false }
    }
    return true
  }

  /// The receipt of the event under way, whose number was stored before.
  private func duplicate(
    of sequence: UInt64, _ bytes: [UInt8], _ draft: inout Draft, _ lookBack: LookBack
  ) throws(Failure) -> Receipt {
    let isSame: Bool
    let found: StoredLine?
    do {
      found = try sequence >= draft.first ? draft.line(sequence) : lookBack.line(sequence)
    } catch { throw .failed(error) }
    guard let stored = found else { throw .noSpace }
    do throws(LogError) {
      let comparison = DuplicateComparison(parser: parser, calls: state.calls)
      isSame = try comparison.isSame(event, bytes, as: stored) {
        (reference) throws(LogError) in
        guard let file = stored.file else { return draft.people.value(of: reference) }
        return try lookBack.value(reference, file)
      }
    } catch {
      throw .failed(error)
    }
    guard isSame else { throw .refused(.conflict(sequence)) }
    let leaf = SHA256.hash(prefix: 0, stored.bytes.span.extracting(stored.line))
    return .stored(sequence: sequence, leaf: leaf, duplicate: true)
  }

  /// Reads the values again of the call that the event under way is about, where they were let go of
  /// and one of its values may be among them.
  private mutating func readAgain(
    _ bytes: [UInt8], _ draft: inout Draft, _ lookBack: LookBack
  ) throws(Failure) {
    guard let call = event.call, event.personal.contains(where: \.isOfCall),
      let place = call.withDecoded(bytes, { id in state.calls.place(of: id) }),
      let people = state.calls.letGo(place)
    else { return }
    var values: [Reference: [UInt8]] = [:]
    var isIdle = false
    for (reference, file) in people {
      if let value = draft.people.value(of: reference) {
        values[reference] = value
        continue
      }
      // Those of batches that are on their way are written with them.
      if !isIdle {
        guard lookBack.isIdle() else { throw .noSpace }
        isIdle = true
      }
      do throws(LogError) {
        values[reference] = try lookBack.value(reference, file)
      } catch {
        throw .failed(error)
      }
    }
    state.calls.restore(values, in: place)
  }

  // MARK: - Batches

  /// Closes a batch: the next may then be begun behind it.
  mutating func close(_ draft: inout Draft) {
    if let place {
      let isTooLong = place.end + draft.frame.count > fileLimit
      if isTooLong || draft.saysEdition, !place.isEmpty { begin(&draft, behind: place) }
      self.place?.end += draft.frame.count
      self.place?.isEmpty = false
    }
    state.size = draft.last
    state.tick = draft.tick
    state.edition = draft.edition
    for (place, mark) in draft.marks { state.sources.trim(place, since: mark) }
  }

  /// Lets a batch be the first of a new file.
  private mutating func begin(_ draft: inout Draft, behind before: LogTail.Place) {
    draft.previous = before.end
    let header = FileHeader(
      log: log, origin: origin, first: draft.first, previous: before.end,
      edge: RightEdge(likeOneOf: draft.first - 1))
    place = LogTail.Place(file: draft.first, isEmpty: true, end: header.line.count)
    for person in draft.people.callPlaces {
      if let change = state.calls.setWritten(person, in: draft.first) {
        draft.changes.append(change)
      }
    }
  }

  /// Makes the state what it was before a batch; of several, the last goes first.
  mutating func takeBack(_ draft: Draft) {
    for change in draft.changes.reversed() { state.calls.takeBack(change) }
    for (place, mark) in draft.marks { state.sources.restore(mark, at: place) }
    state.sources.cut(to: draft.sourceCount)
    state.size = draft.first - 1
    state.tick = draft.tickBefore
    state.edition = draft.editionBefore
  }

  /// Stands in an answer until the leaf is known.
  private static let noLeaf = SHA256.hash([])
}

extension RightEdge {
  /// A tree of a size, whose header takes as many bytes as that of any other.
  fileprivate init(likeOneOf size: UInt64) {
    let roots = [SHA256.Digest](repeating: SHA256.hash([]), count: size.nonzeroBitCount)
    self = RightEdge(size: size, roots: roots) ?? RightEdge()
  }
}

extension DoorRefusal {
  fileprivate static let lineTooLong = DoorRefusal(
    code: "lineTooLong", reason: "the line has more than 16384 bytes: send less in one event")
  fileprivate static let reserved = DoorRefusal(
    code: "reserved", reason: "types log., archive. and media.purged belong to the log itself")
  fileprivate static let future = DoorRefusal(
    code: "future", reason: "at is after this host's clock: set the producer's clock")

  fileprivate static func conflict(_ sequence: UInt64) -> DoorRefusal {
    DoorRefusal(
      code: "conflict",
      reason: "event \(sequence) has this source and n but different content: use a new number")
  }
}
