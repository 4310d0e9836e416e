internal import Bytes

/// Puts personal data back into stored lines.
package struct PersonalDataView {
  private var reader: LogReader
  private let personalData: PersonalDataReader
  private let parser = AdmissionParser()
  private var file: UInt64?
  /// `nil` where there is no right to read them.
  private var values: [Reference: [UInt8]]?

  /// A lens for the events of a reader's log.
  package init(_ reader: LogReader) {
    self.reader = reader
    personalData = PersonalDataReader(reader)
  }

  /// The names of the files of personal data that there was no right to read.
  package var unread: [String] { personalData.unread }

  /// Goes on with a reader of the same log that has seen more.
  package mutating func look(with reader: LogReader) {
    self.reader = reader
    personalData.look(with: reader)
    file = nil
  }

  /// The line with each reference replaced by its value, or by `"erased"` or `"missing"` where it
  /// has none; as it is stored where there is no right to read the values.
  package mutating func restored(
    _ sequence: UInt64, _ bytes: [UInt8], _ line: Range<Int>
  ) throws(LogError) -> [UInt8] {
    let event: ReceivedEvent
    do { event = try parser.parse(bytes, line, stored: true) } catch { return Array(bytes[line]) }
    guard !event.personal.isEmpty else { return Array(bytes[line]) }
    try load(reader.manifest.files[reader.manifest.place(of: sequence)].header.first)
    guard let values else { return Array(bytes[line]) }
    var restored: [UInt8] = []
    var place = line.lowerBound
    for person in event.personal {
      guard let reference = person.reference(bytes) else { continue }
      restored.append(contentsOf: bytes[place..<person.value.lowerBound])
      if let value = values[reference] {
        restored.append(contentsOf: value)
      } else {
        restored.append(json: try personalData.absence(of: reference).rawValue)
      }
      place = person.value.upperBound
    }
    restored.append(contentsOf: bytes[place..<line.upperBound])
    return restored
  }

  private mutating func load(_ first: UInt64) throws(LogError) {
    guard file != first else { return }
    file = nil
    values = nil
    if let contents = try personalData.contents(ofFile: first) {
      var values: [Reference: [UInt8]] = [:]
      for line in contents.lines { values[line.reference] = Array(contents.bytes[line.value]) }
      self.values = values
    }
    file = first
  }
}
