internal import Bytes
internal import CallModel
internal import EventCoding

/// Says whether a stored line is an event, as the interchange contract has it.
///
/// It keeps room that it uses again for each line, so it belongs to one thread at a time.
final class LineJudge {
  /// What the lines of one frame say of personal data.
  struct PersonalData {
    /// References, in order, and the call of the event that has each.
    fileprivate(set) var mentions: [(reference: Reference, call: ReceivedEvent.Value?)] = []
    /// What was erased, by the places in the frame of the lines that say so.
    fileprivate(set) var erased: [(place: Int, references: [Reference])] = []
  }

  /// What the lines judged since `begin` say of personal data; nothing where that is not asked for.
  private(set) var personalData = PersonalData()
  private let notesPeople: Bool
  private var parser = EventParser()
  private var layout = EventLayout()
  private var judged = 0

  /// - Parameter notesPeople: what the lines say of personal data is noted.
  init(notingPeople notesPeople: Bool = false) {
    self.notesPeople = notesPeople
  }

  /// Begins with another frame.
  func begin() {
    judged = 0
    personalData.mentions.removeAll(keepingCapacity: true)
    personalData.erased.removeAll(keepingCapacity: true)
  }

  /// Whether every reader can make an event of a line.
  func accepts(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
    let text = bytes.span.extracting(line)
    do throws(EventError) {
      let event = try parser.parse(text, limit: Format.storedLineLimit)
      if notesPeople, parser.mayHavePersonalData { note(event, bytes, line) }
      judged += 1
      return true
    } catch {
      return false
    }
  }

  private func note(_ event: Event, _ bytes: [UInt8], _ line: Range<Int>) {
    parser.find(&layout, bytes.span.extracting(line), isStored: true)
    let start = line.lowerBound
    var call: ReceivedEvent.Value?
    if let inside = layout.call {
      let place = start + inside.lowerBound..<start + inside.upperBound
      call = ReceivedEvent.Value(
        inside: place, isEscaped: parser.hasEscapes && bytes[place].contains(Byte.backslash))
    }
    for person in layout.personal {
      let value = start + person.range.lowerBound..<start + person.range.upperBound
      let found = ReceivedEvent.Personal(value: value, isOfCall: person.isOfCall).reference(bytes)
      if let found { personalData.mentions.append((found, call)) }
    }
    guard case .silent = event.body else { return }
    let erased = OwnLine.erased(bytes, line)
    if !erased.isEmpty { personalData.erased.append((judged, erased)) }
  }
}
