import Testing
@testable import Bytes
@testable import CallRules

/// Calls are found by their ids, byte by byte.
@Suite struct CallIDs {
  private func start(_ id: String) -> String {
    "{\"at\":\"2026-11-22T10:00:00Z\",\"type\":\"call.started\",\"call\":\"\(id)\",\"direction\":\"inbound\"}"
  }

  private func place(of id: String, _ fold: Fold) -> Int? { fold.place(of: Array(id.utf8).span) }

  @Test func `ids that differ in one byte or in their length are other calls`() throws {
    for length in [1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 33, 128] {
      let id = Array(repeating: UInt8(ascii: "a"), count: length)
      var ids = [id, length < 128 ? id + id.prefix(1) : id.dropLast()]
      for place in 0..<length {
        var other = id
        other[place] = UInt8(ascii: "b")
        ids.append(other)
      }
      let fold = try folded(ids.map { start(String(decoding: $0, as: UTF8.self)) })
      let places = ids.map { fold.place(of: $0.span) }
      #expect(Set(places).count == ids.count && !places.contains(nil), "\(length) bytes")
      for (id, place) in zip(ids, places) {
        #expect(place.flatMap { fold[$0] }?.names.bytes(of: Call.id) == id)
      }
    }
  }

  @Test func `an expectation that time has overtaken misleads nobody`() throws {
    var fold = try folded([start("a"), start("b")])
    let place = self.place(of: "a", fold)
    // The call ends, and another begins where it was, between the look and the event.
    let lines = [
      #"{"at":"2026-11-22T10:00:01Z","type":"call.ended","call":"a"}"#, start("c"),
      #"{"at":"2026-11-22T10:00:02Z","type":"call.ended","call":"a"}"#, start("a"),
    ]
    fold = try folded(lines, from: fold)
    let places = ["a", "b", "c"].map { self.place(of: $0, fold) }
    #expect(Set(places).count == 3 && !places.contains(nil))
    #expect(places[2] == place)
    #expect(fold.callsInProgress == 3)
  }
}
