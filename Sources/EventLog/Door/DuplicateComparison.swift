/// Whether an event that came again says the same as the first time, as far as that can be told.
struct DuplicateComparison {
  /// Nothing that can still be compared is different.
  let isSame: Bool

  init(
    _ event: DoorEvent, _ bytes: [UInt8], stored: [UInt8], _ line: Range<Int>, file: UInt64?,
    writer: LogWriter
  ) throws(LogError) {
    let other: DoorEvent
    do { other = try writer.parser.parse(stored, line, stored: true) } catch {
      throw LogError(writer.folder.path, .damage(.eventLine))
    }
    // The number of a stored line stands right behind its brace, whatever the parser says of it.
    let comma = stored[line].firstIndex(of: Byte.comma) ?? other.object.lowerBound
    let number = other.object.lowerBound + 1..<comma + 1
    guard event.personal.count == other.personal.count,
      DuplicateComparison.frame(event, bytes, without: event.sequenceMember)
        == DuplicateComparison.frame(other, stored, without: number)
    else {
      isSame = false
      return
    }
    let call = event.call?.decoded(bytes)
    var people: [Reference: [UInt8]]?
    for (new, old) in zip(event.personal, other.personal) {
      guard let reference = old.reference(stored) else { continue }
      let value = PeopleLine.decoded(bytes, new.value)
      if let call, let place = writer.state.calls.place(of: call.span),
        writer.state.calls.reference(of: value, place) == reference
      {
        continue
      }
      if people == nil { people = try writer.values(file: file) }
      // An erased value can no longer be told from any other.
      guard let known = people?[reference] else { continue }
      guard known == value else {
        isSame = false
        return
      }
    }
    isSame = true
  }

  /// The event's bytes without its number in the log and without personal data.
  private static func frame(
    _ event: DoorEvent, _ bytes: [UInt8], without member: Range<Int>?
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

extension LogWriter {
  /// The values of a log file's personal data; of a batch not yet written, those of open calls.
  func values(file: UInt64?) throws(LogError) -> [Reference: [UInt8]] {
    if let file { return try PeopleContents.read(folder, first: file, log: id).values() }
    var values: [Reference: [UInt8]] = [:]
    for person in state.calls.calls.lazy.flatMap(\.people) {
      values[person.reference] = person.value
    }
    return values
  }
}
