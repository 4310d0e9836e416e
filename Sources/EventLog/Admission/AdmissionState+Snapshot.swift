internal import Bytes

// The state as bytes, but for its tree: numbers and texts as in every saved state (`StateWriter`).
extension AdmissionState {
  private static let version: UInt64 = 2

  /// The state but for its tree, and for values of persons, which stand in their own files alone.
  var bytes: [UInt8] {
    var writer = StateWriter()
    writer.number(AdmissionState.version)
    writer.number(tick.map { UInt64(clamping: $0) &+ 1 } ?? 0)
    writer.count(sources.names.count)
    for (name, source) in zip(sources.names, sources.states) {
      writer.text(name.span)
      source.save(to: &writer)
    }
    writer.count(calls.count)
    for call in calls.calls {
      writer.text(call.id.span)
      writer.count(call.personalData.count)
      for person in call.personalData.all {
        writer.number(person.file)
        person.reference.append(to: &writer.bytes)
      }
    }
    return writer.bytes
  }

  /// The state that bytes were made from.
  ///
  /// - Throws: `SavedStateError` where they are no such bytes.
  init(bytes: [UInt8]) throws(SavedStateError) {
    var reader = StateReader(bytes)
    guard try reader.number(of: .version) == AdmissionState.version else {
      throw reader.error(.outOfRange(.version))
    }
    let second = try reader.number(of: .time)
    if second > 0 { tick = Int64(clamping: second - 1) }
    for _ in 0..<(try reader.count(of: .sources, eachAtLeast: 1)) {
      let name = try reader.id(of: .sources)
      sources.add(name, try SourceState(from: &reader))
    }
    for _ in 0..<(try reader.count(of: .calls, eachAtLeast: 1)) {
      let id = try reader.id(of: .calls)
      var place: OpenCalls.Place?
      for _ in 0..<(try reader.count(of: .references, eachAtLeast: Reference.length)) {
        let file = try reader.number(of: .references)
        let start = reader.offset
        _ = try reader.bytes(Reference.length)
        guard let reference = Reference(bytes, start..<reader.offset) else {
          throw reader.error(.outOfRange(.references))
        }
        let person = OpenCalls.Person(reference: reference, value: nil, file: file)
        place = calls.add(person, place, call: id.span).call
      }
    }
    guard reader.isAtEnd else { throw reader.error(.bytesLeftOver) }
  }
}

extension SourceState {
  fileprivate func save(to writer: inout StateWriter) {
    writer.number(highest)
    writer.count(gaps.count)
    for gap in gaps {
      writer.number(gap.lowerBound)
      writer.number(gap.upperBound - gap.lowerBound)
    }
    // No more than the promise, so that opening is quick.
    let entries = entries.suffix(SourceState.kept)
    writer.count(entries.count)
    var before = SourceState.Entry(number: 0, sequence: 0)
    for entry in entries {
      writer.difference(entry.number &- before.number)
      writer.difference(entry.sequence &- before.sequence)
      before = entry
    }
  }

  fileprivate init(from reader: inout StateReader) throws(SavedStateError) {
    let highest = try reader.number(of: .sources)
    var gaps: [ClosedRange<UInt64>] = []
    for _ in 0..<(try reader.count(of: .gaps, eachAtLeast: 2)) {
      let low = try reader.number(of: .gaps)
      let length = try reader.number(upTo: .max - low, of: .gaps)
      gaps.append(low...low + length)
    }
    let count = try reader.count(of: .numbers, eachAtLeast: 2)
    var entries: [SourceState.Entry] = []
    entries.reserveCapacity(count)
    var before = SourceState.Entry(number: 0, sequence: 0)
    for _ in 0..<count {
      before.number &+= try reader.difference(of: .numbers)
      before.sequence &+= try reader.difference(of: .numbers)
      entries.append(before)
    }
    self.init(highest: highest, gaps: gaps, entries: entries)
  }
}

extension SavedStateError.Part {
  fileprivate static let version = Self("the version")
  fileprivate static let sources = Self("the sources")
  fileprivate static let gaps = Self("the missing numbers of a source")
  fileprivate static let numbers = Self("the numbers of a source")
  fileprivate static let calls = Self("the calls")
  fileprivate static let references = Self("the references of a call")
}
