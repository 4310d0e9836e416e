/// Why bytes are no saved state: what, and where.
package struct SavedStateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// How many bytes had been read when it showed.
  package var offset: Int
  /// What is wrong.
  package var problem: Problem

  /// Everything that a saved state can get wrong.
  package enum Problem: Hashable, Sendable {
    case notASavedState
    case otherVersion(UInt16)
    case otherVocabulary
    case endsTooEarly
    case badNumber
    case outOfRange(Part)
    case notInOrder(Part)
    case standsTwice(Part)
    case notText(Part)
    /// It stands where another part of the state says that it cannot.
    case doesNotFit(Part)
    case bytesLeftOver
  }

  /// The parts of a saved state, as messages name them.
  package enum Part: String, Hashable, Sendable {
    case flag = "a flag"
    case word = "a word"
    case time = "a time"
    case name = "a name"
    case party = "a party"
    case setting = "a setting"
    case settings = "the settings"
    case sources = "the sources"
    case gaps = "the missing numbers of a source"
    case endedCalls = "the calls that ended last"
    case calls = "the calls"
    case participants = "the participants of a call"
    case conversations = "the conversations of a call"
    case segments = "the segments of a call"
    case spans = "the spans of a segment"
    case notices = "the notices of a call"
    case holds = "the parties on hold"
    case record = "the record of a call"
  }

  /// The sentence for a person.
  package var description: String {
    "saved state, byte \(offset): \(sentence); fold the events again from their start"
  }

  private var sentence: String {
    switch problem {
    case .notASavedState: "this is not a saved state"
    case .otherVersion(let version): "version \(version) is not one that this program reads"
    case .otherVocabulary: "it was written by a program with a different vocabulary"
    case .endsTooEarly: "it ends too early"
    case .badNumber: "a number is not written in its only valid form"
    case .outOfRange(let part): "\(part.rawValue) is out of its range"
    case .notInOrder(let part): "\(part.rawValue) are not in order"
    case .standsTwice(let part): "one of \(part.rawValue) is given twice"
    case .notText(let part): "\(part.rawValue) is not UTF-8, or too long"
    case .doesNotFit(let part): "\(part.rawValue) contradict the call's state"
    case .bytesLeftOver: "there are bytes after its end"
    }
  }
}
