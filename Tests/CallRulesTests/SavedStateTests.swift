import Bytes
import CallRules
import Outcomes
import RandomLogs
import Testing

/// A saved state is read back exactly, and nothing else is read.
@Suite struct SavedStates {
  @Test func `a state that is saved, restored and saved again is the same`() throws {
    for seed in Seeds.some {
      let bytes = try randomFold(seed).fold.saved()
      #expect(try Fold(saved: bytes).saved() == bytes, "\(Seeds.again(seed))")
    }
  }

  @Test func `a state cut short anywhere is refused`() throws {
    for seed in Seeds.some(3) {
      let bytes = try randomFold(seed).fold.saved()
      for length in bytes.indices {
        #expect(throws: SavedStateError.self, "\(length) bytes; \(Seeds.again(seed))") {
          try Fold(saved: Array(bytes[..<length]))
        }
      }
    }
  }

  @Test func `bytes after a state are refused`() throws {
    let bytes = try randomFold(1).fold.saved() + [0]
    #expect(problem(bytes) == .bytesLeftOver)
  }

  @Test func `a state with any one bit turned is refused, or is another whole state`() throws {
    for seed in Seeds.some(3) {
      let (fold, more) = try randomFold(seed, 40)
      let bytes = fold.saved()
      for place in bytes.indices {
        for bit in 0..<8 {
          var damaged = bytes
          damaged[place] ^= 1 << UInt8(bit)
          goOn(damaged, more, "byte \(place), bit \(bit); \(Seeds.again(seed))")
        }
      }
    }
  }

  @Test func `a state with a few bytes changed is refused, or is another whole state`() throws {
    for seed in Seeds.some(20) {
      var random = SplitMix64(seed: seed)
      let (fold, more) = try randomFold(seed, 80)
      let bytes = fold.saved()
      for _ in 0..<50 {
        var damaged = bytes
        for _ in 0..<random.within(1...4) {
          damaged[random.within(14...bytes.count - 1)] = UInt8(random.below(256))
        }
        goOn(damaged, more, "\(Seeds.again(seed))")
      }
    }
  }

  @Test func `another version, other words and other files are told apart`() throws {
    let bytes = Fold().saved()
    var (magic, version, words) = (bytes, bytes, bytes)
    magic[0] ^= 1
    version[4] = 1
    words[6] ^= 1
    #expect(problem(magic) == .notASavedState)
    #expect(problem(version) == .otherVersion(1))
    #expect(problem(words) == .otherVocabulary)
    #expect(problem([]) == .endsTooEarly)
    #expect(problem(bytes) == nil)
  }

  /// The first edition's state had version 1, other words, and neither a tick nor ended calls.
  @Test func `a state of the first edition is refused by its version, and says what to do`() throws
  {
    let head = Array("CFST".utf8) + [1, 0]
    let words: [UInt8] = [0x25, 0x6C, 0x1B, 0x9E, 0x04, 0xD7, 0x3F, 0x88]
    let rests = [[], words + [0, 0, 0, 0, 0, 0], Array(Fold().saved().dropFirst(6))]
    for rest in rests {
      let error = #expect(throws: SavedStateError.self) { try Fold(saved: head + rest) }
      #expect(error?.problem == .otherVersion(1))
      #expect(
        error?.description == "saved state, byte 6: version 1 is not one that this program reads; "
          + "fold the events again from their start")
    }
  }

  @Test func `a huge count in a few bytes is refused before any room is made`() {
    let head = Fold().saved().prefix(14)
    let huge: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]
    for before in 0...7 where before != 5 {
      #expect(problem(head + [UInt8](repeating: 0, count: before) + huge) == .endsTooEarly)
    }
  }

  @Test func `settings that were taken back leave no trace`() throws {
    let at = #""at":"2026-11-22T10:15:04Z""#
    let lines = ["\"user\"", "\"group\"", "\"company\""].flatMap { scope in
      ["true", "null"].map { value in
        let subject = scope == "\"company\"" ? "" : #","subject":"x""#
        return #"{\#(at),"type":"setting.changed","scope":\#(scope)\#(subject),"#
          + #""property":"recordingForced","value":\#(value)}"#
      }
    }
    #expect(try folded(lines).saved() == Fold().saved())
  }

  @Test func `the order in which users were configured makes no difference`() throws {
    let lines = ["zoe", "anna", "bo"].map {
      #"{"at":"2026-11-22T10:15:04Z","type":"user.grouped","user":"\#($0)","group":"sales"}"#
    }
    #expect(try folded(lines).saved() == folded(lines.reversed()).saved())
  }

  private func problem(_ bytes: some Sequence<UInt8>) -> SavedStateError.Problem? {
    do throws(SavedStateError) {
      _ = try Fold(saved: Array(bytes))
      return nil
    } catch {
      #expect(!error.description.isEmpty)
      return error.problem
    }
  }

  /// What can be read at all is what would be written, and any event can follow.
  private func goOn(_ damaged: [UInt8], _ more: [String], _ comment: Comment) {
    guard let fold = try? Fold(saved: damaged) else { return }
    #expect(fold.saved() == damaged, comment)
    var stream = FoldStream(.outcomes, from: fold)
    #expect(throws: Never.self, comment) {
      try stream.read(bytes(more).span)
      try stream.finish()
      _ = try Fold(saved: stream.fold.saved())
    }
  }
}
