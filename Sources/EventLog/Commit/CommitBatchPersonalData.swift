internal import Bytes

/// The values of persons that a batch's references stand for, as received, until it is known which
/// log file the batch goes to, and so which of them that file's personal data lack.
struct CommitBatchPersonalData {
  private struct Person {
    var reference: Reference
    /// The call's JSON value among `received`; empty for none.
    var call: Range<Int>
    /// The JSON value among `received`.
    var value: Range<Int>
    /// Where the call remembers it; `nil` for a value that only its event has.
    var place: OpenCalls.PersonPlace?
    /// Whether the file that was written to when the event was taken has it.
    var isWritten: Bool
  }

  private var personalData: [Person] = []
  private var received: [UInt8] = []
  /// Where references are in `people`, as far as that was asked for.
  private var places: [Reference: Int] = [:]
  private var indexed = 0

  /// Notes a value.
  ///
  /// - Parameters:
  ///   - call: the call's JSON value among `bytes`; `nil` for none.
  ///   - value: the JSON value among `bytes`.
  mutating func add(
    _ reference: Reference, call: Range<Int>?, value: Range<Int>, in bytes: [UInt8],
    at place: OpenCalls.PersonPlace?, isWritten: Bool
  ) {
    let start = received.count
    if let call { received.append(copying: bytes.span.extracting(call)) }
    let end = received.count
    received.append(copying: bytes.span.extracting(value))
    personalData.append(
      Person(
        reference: reference, call: start..<end, value: end..<received.count, place: place,
        isWritten: isWritten))
  }

  /// The lines that a file's personal data need before the batch is written.
  func lines(log: LogID, isNewFile: Bool) -> [UInt8] {
    var lines: [UInt8] = []
    for person in personalData where isNewFile || !person.isWritten {
      PersonalDataLine.append(
        to: &lines, person.reference, call: person.call.isEmpty ? nil : person.call,
        value: person.value, in: received, log: log)
    }
    return lines
  }

  var isEmpty: Bool { personalData.isEmpty }

  /// The decoded value of a reference.
  mutating func value(of reference: Reference) -> [UInt8]? {
    while indexed < personalData.count {
      if places[personalData[indexed].reference] == nil {
        places[personalData[indexed].reference] = indexed
      }
      indexed += 1
    }
    return places[reference].map { PersonalDataLine.decoded(received, personalData[$0].value) }
  }

  /// Where calls remember the values.
  var callPlaces: [OpenCalls.PersonPlace] { personalData.compactMap(\.place) }
}
