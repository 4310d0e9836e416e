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

  /// A part of a saved state, as messages name it; whoever writes a part names it.
  package struct Part: Hashable, Sendable {
    /// The words that name it.
    package var name: String

    /// A part with this name.
    package init(_ name: String) { self.name = name }

    /// A flag.
    package static let flag = Part("a flag")
    /// A word of an enumeration.
    package static let word = Part("a word")
    /// A moment.
    package static let time = Part("a time")
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
    case .outOfRange(let part): "\(part.name) is out of its range"
    case .notInOrder(let part): "\(part.name) are not in order"
    case .standsTwice(let part): "one of \(part.name) is given twice"
    case .notText(let part): "\(part.name) is not UTF-8, or too long"
    case .doesNotFit(let part): "\(part.name) contradict the call's state"
    case .bytesLeftOver: "there are bytes after its end"
    }
  }
}
