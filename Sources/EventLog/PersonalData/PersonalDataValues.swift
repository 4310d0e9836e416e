internal import Bytes

/// The values of one log file's personal data, found by their references.
///
/// There may be hundreds of thousands: they lie in one run of bytes.
package struct PersonalDataValues: Sendable {
  private var index: ReferenceIndex
  /// Where the value of each reference is, by the reference's place.
  private var places: [Range<Int>] = []
  private var bytes: [UInt8] = []

  /// No values.
  package init() {
    index = ReferenceIndex()
  }

  init(_ personalData: PersonalDataContents) {
    index = ReferenceIndex(room: personalData.lines.count)
    places.reserveCapacity(personalData.lines.count)
    for line in personalData.lines {
      let start = bytes.count
      PersonalDataLine.withDecoded(personalData.bytes, line.value) { bytes.append(copying: $0) }
      let (place, isNew) = index.insert(line.reference)
      // A reference that stands there twice has the later value, as in any reading from the start.
      if isNew {
        places.append(start..<bytes.count)
      } else {
        places[place] = start..<bytes.count
      }
    }
  }

  /// The decoded value that a reference stands for; `nil` where there is none.
  package subscript(reference: [UInt8]) -> [UInt8]? {
    guard let reference = Reference(reference, reference.indices),
      let place = index.place(of: reference)
    else { return nil }
    return Array(bytes[places[place]])
  }
}
