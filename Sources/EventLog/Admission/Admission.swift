internal import Bytes
internal import Digest
internal import MerkleTree
internal import Platform

/// The part of the writer that judges lines and puts them into batches. What it knows runs ahead of
/// the disk by the batches that are on their way there.
struct Admission {
  let log: LogID
  let origin: String
  /// What messages call the log's folder.
  private let path: String
  private let futureLimit: Int64
  private let fileLimit: Int
  private let edition: UInt64
  private let clock: () -> Int64
  private let parser = AdmissionParser()
  /// The event under way, whose room is used again.
  private var event = ReceivedEvent()
  /// What is known of all events, those among them that are on their way to the disk.
  var state: AdmissionState
  private var references: ReferenceSource
  /// Where the next batch will stand once those before it are on the disk; `nil` before a recovery.
  private var place: LogTail.Place?

  init(_ options: LogOptions, path: String, log: LogID, origin: String, state: AdmissionState) {
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
  func newBatch(buffer: consuming [UInt8] = []) -> CommitBatch {
    CommitBatch(after: state, at: clock(), edition: edition, buffer: buffer)
  }

  /// Goes on where the disk is.
  mutating func follow(_ place: LogTail.Place?) { self.place = place }

  // MARK: - Lines

  /// Judges lines and puts them into a batch, or their refusals among its answers, until they are
  /// at their end or the batch is full. Throws where the host has no randomness.
  mutating func take(
    _ lines: inout ReceivedLines, isOwn: Bool = false, into batch: inout CommitBatch,
    _ lookBack: LookBack
  ) throws(LogError) {
    batch.time = clock()
    batch.expect(lines.rest)
    while !batch.isFull, let line = lines.next() {
      do {
        if let receipt = try admit(lines.bytes, line, isOwn: isOwn, into: &batch, lookBack) {
          batch.answer(receipt, to: lines.number)
        }
      } catch {
        switch error {
        case .refused(let refusal):
          batch.answer(
            .refused(line: lines.number, code: refusal.code, reason: refusal.reason),
            to: lines.number)
        case .noSpace: batch.answer(.diskFull(line: lines.number), to: lines.number)
        case .failed(let error): throw error
        }
      }
    }
  }

  /// Why a line did not get into the batch.
  private enum Failure: Error {
    case refused(AdmissionRefusal)
    /// A batch before this one found no space, so this one will find none either.
    case noSpace
    case failed(LogError)
  }

  /// `nil` for a blank line.
  private mutating func admit(
    _ bytes: [UInt8], _ line: Range<Int>, isOwn: Bool, into batch: inout CommitBatch,
    _ lookBack: LookBack
  ) throws(Failure) -> Receipt? {
    guard line.count <= Limits.line else { throw .refused(.lineTooLong) }
    if isBlank(bytes, line) { return nil }
    do {
      // An own event is no stored one yet: a number in it is to be found and taken out.
      try parser.parse(bytes, line, stored: false, into: &event)
    } catch { throw .refused(error) }
    guard isOwn || event.kind != .reserved else { throw .refused(.reserved) }
    let (latest, isEndless) = batch.time.addingReportingOverflow(futureLimit)
    if state.calls.hasLetGo { try readAgain(bytes, &batch, lookBack) }
    let judgement: AdmissionState.Judgement
    do {
      judgement = try state.admit(
        event, bytes, into: &batch, until: isEndless ? .max : latest, file: place?.file ?? 0,
        &references)
    } catch {
      throw .failed(LogError(path, .system(error)))
    }
    switch judgement {
    case .taken(let sequence):
      // The leaf is not known yet.
      return .stored(sequence: sequence, leaf: Self.noLeaf, duplicate: false)
    case .seen(sequence: nil): return .storedLongAgo
    case .seen(let sequence?): return try duplicate(of: sequence, bytes, &batch, lookBack)
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
    of sequence: UInt64, _ bytes: [UInt8], _ batch: inout CommitBatch, _ lookBack: LookBack
  ) throws(Failure) -> Receipt {
    let isSame: Bool
    let found: StoredLine?
    do {
      found = try sequence >= batch.first ? batch.line(sequence) : lookBack.line(sequence)
    } catch { throw .failed(error) }
    guard let stored = found else { throw .noSpace }
    do throws(LogError) {
      let comparison = DuplicateComparison(parser: parser, calls: state.calls)
      isSame = try comparison.isSame(event, bytes, as: stored) {
        (reference) throws(LogError) in
        guard let file = stored.file else { return batch.personalData.value(of: reference) }
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
    _ bytes: [UInt8], _ batch: inout CommitBatch, _ lookBack: LookBack
  ) throws(Failure) {
    guard let call = event.call, event.personal.contains(where: \.isOfCall),
      let place = call.withDecoded(bytes, { id in state.calls.place(of: id) }),
      let personalData = state.calls.letGo(place)
    else { return }
    var values: [Reference: [UInt8]] = [:]
    var isIdle = false
    for (reference, file) in personalData {
      if let value = batch.personalData.value(of: reference) {
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
  mutating func close(_ batch: inout CommitBatch) {
    if let place {
      let isTooLong = place.end + batch.frame.count > fileLimit
      if isTooLong || batch.saysEdition, !place.isEmpty { begin(&batch, behind: place) }
      self.place?.end += batch.frame.count
      self.place?.isEmpty = false
    }
    state.size = batch.last
    state.tick = batch.tick
    state.edition = batch.edition
    for (place, savepoint) in batch.savepoints { state.sources.trim(place, since: savepoint) }
  }

  /// Lets a batch be the first of a new file.
  private mutating func begin(_ batch: inout CommitBatch, behind before: LogTail.Place) {
    batch.previous = before.end
    let header = FileHeader(
      log: log, origin: origin, first: batch.first, previous: before.end,
      edge: RightEdge(likeOneOf: batch.first - 1))
    place = LogTail.Place(file: batch.first, isEmpty: true, end: header.line.count)
    for person in batch.personalData.callPlaces {
      if let change = state.calls.setWritten(person, in: batch.first) {
        batch.changes.append(change)
      }
    }
  }

  /// Makes the state what it was before a batch; of several, the last goes first.
  mutating func rollBack(_ batch: CommitBatch) {
    for change in batch.changes.reversed() { state.calls.rollBack(change) }
    for (place, savepoint) in batch.savepoints { state.sources.restore(savepoint, at: place) }
    state.sources.cut(to: batch.sourceCount)
    state.size = batch.first - 1
    state.tick = batch.tickBefore
    state.edition = batch.editionBefore
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

extension AdmissionRefusal {
  fileprivate static let lineTooLong = AdmissionRefusal(
    code: "lineTooLong", reason: "the line has more than 16384 bytes: send less in one event")
  fileprivate static let reserved = AdmissionRefusal(
    code: "reserved", reason: "types log., archive. and media.purged belong to the log itself")
  fileprivate static let future = AdmissionRefusal(
    code: "future", reason: "at is after this host's clock: set the producer's clock")

  fileprivate static func conflict(_ sequence: UInt64) -> AdmissionRefusal {
    AdmissionRefusal(
      code: "conflict",
      reason: "event \(sequence) has this source and n but different content: use a new number")
  }
}
