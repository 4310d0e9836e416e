/// Puts personal data back into stored lines.
public struct PeopleLens {
  private let reader: LogReader
  private let parser = DoorParser()
  private var file: UInt64?
  private var values: [Reference: [UInt8]] = [:]

  /// A lens for the events of a reader's log.
  public init(_ reader: LogReader) {
    self.reader = reader
  }

  /// The line with each reference replaced by its value, or by `"erased"` where it has none.
  public mutating func restored(
    _ sequence: UInt64, _ bytes: [UInt8], _ line: Range<Int>
  ) throws(LogError) -> [UInt8] {
    let event: DoorEvent
    do { event = try parser.parse(bytes, line, stored: true) } catch { return Array(bytes[line]) }
    guard !event.personal.isEmpty else { return Array(bytes[line]) }
    let first = reader.survey.files[reader.survey.place(of: sequence)].header.first
    try load(first)
    var restored: [UInt8] = []
    var place = line.lowerBound
    for person in event.personal {
      guard let reference = person.reference(bytes) else { continue }
      restored.append(contentsOf: bytes[place..<person.value.lowerBound])
      restored.append(contentsOf: values[reference] ?? Array(#""erased""#.utf8))
      place = person.value.upperBound
    }
    restored.append(contentsOf: bytes[place..<line.upperBound])
    return restored
  }

  private mutating func load(_ first: UInt64) throws(LogError) {
    guard file != first else { return }
    values.removeAll()
    let people = try PeopleContents.read(reader.folder, first: first, log: reader.id)
    for line in people.lines { values[line.reference] = Array(people.bytes[line.value]) }
    file = first
  }
}
