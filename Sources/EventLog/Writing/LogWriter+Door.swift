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
    if isBlank(bytes, line) { return nil }
    let event: DoorEvent
    do {
      event = try parser.parse(bytes, line, stored: isOwn)
    } catch { throw .refused(error) }
    guard isOwn || event.kind != .reserved else { throw .refused(.reserved) }
    let admission: DoorState.Admission
    do {
      let latest = draft.time + options.futureLimit
      admission = try state.admit(event, bytes, into: &draft, until: latest, surroundings)
    } catch {
      throw .failed(LogError(folder.path, .system(error)))
    }
    switch admission {
    case .taken(let sequence, let leaf):
      return .stored(sequence: sequence, leaf: leaf, duplicate: false)
    case .seen(sequence: nil): return .storedLongAgo
    case .seen(let sequence?): return try duplicate(of: sequence, event, bytes, draft)
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

  /// The receipt of an event whose number was stored before.
  private func duplicate(
    of sequence: UInt64, _ event: DoorEvent, _ bytes: [UInt8], _ draft: Draft
  ) throws(DoorFailure) -> Receipt {
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
