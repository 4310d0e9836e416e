internal import Bytes

/// Whether an event that came again says the same as the first time, as far as that can be determined.
struct DuplicateComparison {
  let parser: AdmissionParser
  let calls: OpenCalls

  /// Whether nothing that can still be compared is different.
  ///
  /// - Parameter value: gives the value of a reference that the stored line has, where it is still
  ///   there.
  func isSame(
    _ event: ReceivedEvent, _ bytes: [UInt8], as stored: StoredLine,
    value: (Reference) throws(LogError) -> [UInt8]?
  ) throws(LogError) -> Bool {
    let other: ReceivedEvent
    do { other = try parser.parse(stored.bytes, stored.line, stored: true) } catch {
      throw LogError(stored.file.map { FileName.log($0) } ?? "", .damage(.eventLine))
    }
    // The number of a stored line stands right behind its brace, whatever the parser says of it.
    let comma =
      stored.bytes[stored.line].firstIndex(of: Byte.comma) ?? other.object.lowerBound
    let number = other.object.lowerBound + 1..<comma + 1
    guard event.personal.count == other.personal.count,
      Self.frame(event, bytes, without: event.sequenceMember)
        == Self.frame(other, stored.bytes, without: number)
    else { return false }
    for (new, old) in zip(event.personal, other.personal) {
      guard let reference = old.reference(stored.bytes) else { continue }
      let sent = PersonalDataLine.decoded(bytes, new.value)
      if remembered(sent, event, bytes) == reference { continue }
      // An erased value can no longer be distinguished from any other.
      guard let known = try value(reference) else { continue }
      if known != sent { return false }
    }
    return true
  }

  /// What stands for a value in an event's call, as far as the call is remembered.
  private func remembered(_ value: [UInt8], _ event: ReceivedEvent, _ bytes: [UInt8]) -> Reference?
  {
    event.call?.withDecoded(bytes) { call in
      guard let place = calls.place(of: call), let person = calls.person(value.span, in: place)
      else { return nil }
      return calls.person(at: person).reference
    }
  }

  /// The event's bytes without its number in the log and without personal data.
  private static func frame(
    _ event: ReceivedEvent, _ bytes: [UInt8], without member: Range<Int>?
  ) -> [UInt8] {
    var cuts = event.personal.map(\.value)
    if let member { cuts.append(member) }
    cuts.sort { $0.lowerBound < $1.lowerBound }
    var frame: [UInt8] = []
    var place = event.object.lowerBound
    for cut in cuts {
      frame.append(contentsOf: bytes[place..<cut.lowerBound])
      // What stands between two cuts must not run into one.
      frame.append(0)
      if cut == member { frame.removeLast() }
      place = cut.upperBound
    }
    frame.append(contentsOf: bytes[place..<event.object.upperBound])
    return frame
  }
}
