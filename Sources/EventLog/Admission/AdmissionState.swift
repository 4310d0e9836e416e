/// What the writer must know of all events so far to judge the next one.
///
/// It is derived: the same events give the same state, whether seen one by one at the door or read
/// back from the log.
struct AdmissionState {
  /// How many events there are.
  var size: UInt64 = 0
  var sources = SourceTable()
  var calls = OpenCalls()
  /// The second of the last `log.tick`, since 1970.
  var tick: Int64?

  /// The edition of the rules that the log says, 0 where it has no event; the survey tells it.
  var edition: UInt64 = 0

  /// The sequence of the next event.
  var sequence: UInt64 { size + 1 }

  /// Takes in an event that stands in a log file, in a line without its LF; counting is the
  /// caller's.
  mutating func observe(
    _ bytes: [UInt8], _ line: Range<Int>, event: ReceivedEvent, file: UInt64, sequence: UInt64
  ) {
    if let source = event.source {
      let place = sources.place(source.name, in: bytes)
      // A number that came again stands in no log of ours, and changes nothing in another's.
      if sources.verdict(source.number, from: place) == .new {
        sources.record(source.number, as: sequence, from: place)
        sources.trim(place)
      }
    }
    if let call = event.call, event.kind == .callEnded || !event.personal.isEmpty {
      call.withDecoded(bytes) { observe(bytes, event: event, call: $0, file: file) }
    }
    if event.kind == .reserved, OwnLine.isTick(bytes, line) { tick = event.at / 1000 }
  }

  private mutating func observe(
    _ bytes: [UInt8], event: ReceivedEvent, call: Span<UInt8>, file: UInt64
  ) {
    for person in event.personal where person.isOfCall {
      guard let reference = person.reference(bytes) else { continue }
      calls.observe(reference, call: call, in: file)
    }
    if event.kind == .callEnded, let place = calls.place(of: call) { calls.end(place) }
  }
}

extension ReceivedEvent.Personal {
  /// The reference that stands in a stored line.
  func reference(_ bytes: [UInt8]) -> Reference? {
    guard value.count == Reference.length + 2 else { return nil }
    return Reference(bytes, value.lowerBound + 1..<value.upperBound - 1)
  }
}
