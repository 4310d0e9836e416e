// The state as bytes, but for its tree: whole numbers in groups of seven bits, the lowest first,
// and byte strings behind their lengths.
extension AdmissionState {
  private static let version: UInt64 = 2

  /// The state but for its tree, and for values of persons, which stand in their own files alone.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(number: AdmissionState.version)
    bytes.append(number: tick.map { UInt64(clamping: $0) &+ 1 } ?? 0)
    bytes.append(number: UInt64(sources.names.count))
    for (name, source) in zip(sources.names, sources.states) {
      bytes.append(string: name)
      bytes.append(number: source.highest)
      bytes.append(number: UInt64(source.gaps.count))
      for gap in source.gaps {
        bytes.append(number: gap.lowerBound)
        bytes.append(number: gap.upperBound - gap.lowerBound)
      }
      // No more than the promise, so that opening is quick.
      let entries = source.entries.suffix(SourceState.kept)
      bytes.append(number: UInt64(entries.count))
      var before = SourceState.Entry(number: 0, sequence: 0)
      for entry in entries {
        bytes.append(number: zigzag(entry.number &- before.number))
        bytes.append(number: zigzag(entry.sequence &- before.sequence))
        before = entry
      }
    }
    bytes.append(number: UInt64(calls.count))
    for call in calls.calls {
      bytes.append(string: call.id)
      bytes.append(number: UInt64(call.personalData.count))
      for person in call.personalData.all {
        bytes.append(number: person.file)
        person.reference.append(to: &bytes)
      }
    }
    return bytes
  }

  /// The state that bytes were made from; `nil` where they are no such bytes.
  init?(bytes: [UInt8]) {
    var reader = NumberReader(bytes)
    guard reader.number() == AdmissionState.version, let second = reader.number() else {
      return nil
    }
    if second > 0 { tick = Int64(clamping: second - 1) }
    guard let sourceCount = reader.count() else { return nil }
    for _ in 0..<sourceCount {
      guard let name = reader.string(), let source = SourceState(&reader) else { return nil }
      sources.add(Array(bytes[name]), source)
    }
    guard let callCount = reader.count() else { return nil }
    for _ in 0..<callCount {
      guard let id = reader.string(), let personalData = reader.count() else { return nil }
      var place: OpenCalls.Place?
      for _ in 0..<personalData {
        guard let file = reader.number(), let text = reader.bytes(Reference.length),
          let reference = Reference(bytes, text)
        else { return nil }
        place =
          calls.add(
            OpenCalls.Person(reference: reference, value: nil, file: file), place,
            call: bytes.span.extracting(id)
          ).call
      }
    }
    guard reader.isAtEnd else { return nil }
  }
}

extension SourceState {
  /// The state that comes next.
  fileprivate init?(_ reader: inout NumberReader) {
    guard let highest = reader.number(), let gapCount = reader.count() else { return nil }
    var gaps: [ClosedRange<UInt64>] = []
    for _ in 0..<gapCount {
      guard let low = reader.number(), let length = reader.number(), length <= .max - low else {
        return nil
      }
      gaps.append(low...low + length)
    }
    guard let count = reader.count() else { return nil }
    var entries: [SourceState.Entry] = []
    entries.reserveCapacity(count)
    var before = SourceState.Entry(number: 0, sequence: 0)
    for _ in 0..<count {
      guard let number = reader.number(), let sequence = reader.number() else { return nil }
      before.number &+= unzigzag(number)
      before.sequence &+= unzigzag(sequence)
      entries.append(before)
    }
    self.init(highest: highest, gaps: gaps, entries: entries)
  }
}

/// A difference, up or down, as a small number.
private func zigzag(_ difference: UInt64) -> UInt64 {
  difference << 1 ^ UInt64(bitPattern: Int64(bitPattern: difference) >> 63)
}

private func unzigzag(_ number: UInt64) -> UInt64 { number >> 1 ^ (0 &- (number & 1)) }

extension [UInt8] {
  fileprivate mutating func append(number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }

  fileprivate mutating func append(string: [UInt8]) {
    append(number: UInt64(string.count))
    append(contentsOf: string)
  }
}

/// Reads what was written, and believes nothing.
private struct NumberReader {
  private let content: [UInt8]
  private var place = 0

  init(_ content: [UInt8]) { self.content = content }

  var isAtEnd: Bool { place == content.count }

  mutating func number() -> UInt64? {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while place < content.count, shift < 64 {
      let byte = content[place]
      place += 1
      number |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }

  /// How many things follow, each of which takes a byte at least.
  mutating func count() -> Int? {
    guard let number = number(), number <= UInt64(content.count - place) else { return nil }
    return Int(number)
  }

  mutating func string() -> Range<Int>? {
    count().flatMap { bytes($0) }
  }

  mutating func bytes(_ count: Int) -> Range<Int>? {
    guard count <= content.count - place else { return nil }
    place += count
    return place - count..<place
  }
}
