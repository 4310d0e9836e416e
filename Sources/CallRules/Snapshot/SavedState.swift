package import Bytes
import CallModel
import Settings

// The saved state of a fold: everything that decides what it will answer to the events to come,
// and nothing else.
//
//     bytes  field
//     4      "CFST"
//     2      version, little-endian: 2
//     8      vocabulary, little-endian: a hash of every word that the state writes as a number
//     …      settings: company, groups, users, queues
//     …      sources
//     …      the largest tick: 0 where there was none, else its milliseconds and one
//     …      the calls that ended last, in the order in which they ended: id, what they pass on
//     …      calls in progress, in the order in which they started
//
// There is one way to write a state, and nothing but that is read: whole numbers are LEB128
// without needless bytes; what is kept by an id stands in the order of the ids' bytes; what is as
// if it had never been set is left out; times are steps forward from the one before. So equal
// states are equal bytes, whatever their history, on every machine, and a damaged state is refused
// or is another valid state, but never a trap.
//
// The call that the last event ended is not part of the state: its outcome has been written. A state
// of another version or vocabulary is not translated: the log that it was made from is folded
// again.
extension Fold {
  static let savedMagic: [UInt8] = Array("CFST".utf8)
  static let savedVersion: UInt16 = 2

  /// The state as bytes; `init(saved:)` is the way back.
  package func saved() -> [UInt8] {
    var writer = StateWriter()
    writer.bytes += Self.savedMagic
    writer.fixed(UInt64(Self.savedVersion), bytes: 2)
    writer.fixed(Vocabulary.hash, bytes: 8)
    settings.save(to: &writer)
    sources.save(to: &writer)
    writer.number(lastTick.map { UInt64($0.milliseconds) + 1 } ?? 0)
    endedCalls.save(to: &writer)
    let places = placesInProgress
    writer.number(UInt64(places.count))
    for place in places { self[place]?.save(to: &writer) }
    return writer.bytes
  }

  /// The fold whose state `saved()` has written.
  ///
  /// Time and memory are bounded by the number of bytes.
  ///
  /// - Throws: `SavedStateError` for anything that `saved()` does not write.
  package init(saved bytes: [UInt8]) throws(SavedStateError) {
    var reader = StateReader(bytes)
    for byte in Self.savedMagic where try reader.byte() != byte {
      throw reader.error(.notASavedState)
    }
    let version = UInt16(try reader.fixed(bytes: 2))
    guard version == Self.savedVersion else { throw reader.error(.otherVersion(version)) }
    guard try reader.fixed(bytes: 8) == Vocabulary.hash else {
      throw reader.error(.otherVocabulary)
    }
    settings = try SettingsStore(from: &reader)
    sources = try Sources(from: &reader)
    let tick = try reader.number(upTo: UInt64(Instant.last.milliseconds) + 1, of: .time)
    if tick > 0 { lastTick = Instant(milliseconds: Int64(tick) - 1) }
    endedCalls = try EndedCalls(from: &reader)
    for _ in 0..<(try reader.count(of: .calls, eachAtLeast: Call.leastSavedBytes)) {
      let call = try Call(from: &reader)
      try keep(call, reader)
    }
    guard reader.isAtEnd else { throw reader.error(.bytesLeftOver) }
  }

  /// Adds a call that has been read, the last one to have started.
  private mutating func keep(_ call: Call, _ reader: StateReader) throws(SavedStateError) {
    started &+= 1
    var call = call
    call.order = started
    if call.names.withBytes(of: Call.id, { calls.place(of: $0) }) != nil {
      throw reader.error(.standsTwice(.calls))
    }
    calls.insert(call)
  }
}

/// The words that a saved state writes as numbers.
enum Vocabulary {
  /// Changes with each word that is added, taken or moved, so that a number is never read as
  /// another word than was written.
  static let hash: UInt64 = {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for word in words {
      for byte in word.description.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    return hash
  }()

  private static var words: [StaticString] {
    var words = Direction.allCases.map(\.word) + Consent.allCases.map(\.word)
    words += Rule.allCases.map(\.code) + RecordingRule.allCases.map(\.rule.code)
    words += SilentRule.allCases.map(\.rule.code) + EventType.allCases.map(\.word)
    words += EndReason.allCases.map(\.word) + SpanKind.allCases.map(\.word)
    words += Request.allCases.map(\.type.word) + RefusalReason.allCases.map(\.word)
    words += AnomalyKind.allCases.map(\.word) + Property.allCases.map(\.word)
    return words + QueueRecording.allCases.map(\.word) + ArchiveScope.allCases.map(\.word)
  }
}
