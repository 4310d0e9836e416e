import CallModel
import Testing
@testable import Bytes
@testable import CallRules

/// What calls that have ended pass on (D3), and for how long it is remembered.
@Suite struct RememberedCalls {
  /// How many the contract asks for (D3), whatever the program says.
  private let most = 65_536

  @Test func `ids of every length are found and written as they were`() {
    var calls = EndedCalls()
    let ids = (1...128).map { length in (0..<length).map { UInt8(0x30 + ($0 * 7 + length) % 64) } }
    for (place, id) in ids.enumerated() { calls.note(id, place % 2 == 0) }
    var written: [[UInt8]] = []
    calls.forEach { id, _ in written.append([UInt8](copying: id)) }
    #expect(written == ids)
    for (place, id) in ids.enumerated() {
      #expect(calls.protection(of: id.span)?.isDenied == (place % 2 == 0), "\(id.count) bytes")
    }
    #expect(calls.protection(of: [0x7A]) == nil)
  }

  @Test(arguments: ["short", "an id that is too long for a key to hold all of it"])
  func `of calls with one id the last counts, however many others ended since`(_ id: String) {
    let id = Array(id.utf8)
    var calls = EndedCalls()
    for round in 0..<5 {
      calls.note(id, round % 2 == 0)
      #expect(calls.protection(of: id)?.isDenied == (round % 2 == 0))
      for other in 0..<most - 1 { calls.note(Array("o\(other)".utf8), false) }
      #expect(calls.protection(of: id)?.isDenied == (round % 2 == 0))
    }
    calls.note([0x7A], false)
    #expect(calls.protection(of: id) == nil)
    #expect(calls.count == most)
  }

  @Test func `a call that ended twice is remembered for as long as its last end is`() {
    var calls = EndedCalls()
    calls.note([0x61], true)
    #expect(calls.protection(of: [0x61])?.isDenied == true)
    for other in 0..<100 { calls.note(Array("o\(other)".utf8), false) }
    calls.note([0x61], false)
    for other in 0..<most - 1 { calls.note(Array("p\(other)".utf8), false) }
    #expect(calls.protection(of: [0x61])?.isDenied == false)
    calls.note([0x62], false)
    #expect(calls.protection(of: [0x61]) == nil)
  }

  @Test func `a state that is saved when the memory is full forgets the same call next`() throws {
    var fold = Fold()
    fold.endedCalls.note([0x61], true)
    for other in 0..<most - 1 { fold.endedCalls.note(Array("o\(other)".utf8), false) }
    var again = try Fold(saved: fold.saved())
    #expect(again.endedCalls.protection(of: [0x61])?.isDenied == true)
    again.endedCalls.note([0x62], false)
    #expect(again.endedCalls.protection(of: [0x61]) == nil)
    #expect(again.endedCalls.protection(of: Array("o0".utf8)) != nil)
  }
}

extension EndedCalls {
  fileprivate mutating func note(_ id: [UInt8], _ isDenied: Bool) {
    let key = ShortKey(id.span)
    note(key, key.isWhole ? nil : id, Protection(isDenied: isDenied, isRestricted: !isDenied))
  }

  fileprivate mutating func protection(of id: [UInt8]) -> Protection? { protection(of: id.span) }
}
