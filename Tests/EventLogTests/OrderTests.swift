import EventLog
import LogSupport
import Outcomes
import Testing

/// Row 13 of the table of faults: events in any order.
@Suite struct OrderTests {
  private static let events = [
    #"{"at":"2026-11-22T10:15:00Z","call":"c","type":"call.started","direction":"inbound","caller":"+47"}"#,
    #"{"at":"2026-11-22T10:15:01Z","type":"setting.changed","scope":"company","property":"recordingForced","value":true}"#,
    #"{"at":"2026-11-22T10:15:02Z","call":"c","type":"agent.joined","agent":"anna"}"#,
    #"{"at":"2026-11-22T10:15:03Z","call":"c","type":"consult.started","agent":"anna","toAgent":"bo"}"#,
    #"{"at":"2026-11-22T10:15:04Z","call":"c","type":"consult.answered","agent":"anna"}"#,
    #"{"at":"2026-11-22T10:15:05Z","call":"c","type":"call.transferred","agent":"anna","toAgent":"bo"}"#,
    #"{"at":"2026-11-22T10:15:06Z","call":"c","type":"call.ended"}"#,
  ]

  /// Every order of the first numbers, so many, in turn (Heap's algorithm).
  private func forEachOrder(_ count: Int, _ body: ([Int]) throws -> Void) rethrows {
    var order = Array(0..<count)
    var counters = [Int](repeating: 0, count: count)
    try body(order)
    var place = 0
    while place < count {
      if counters[place] < place {
        order.swapAt(place % 2 == 0 ? 0 : counters[place], place)
        try body(order)
        counters[place] += 1
        place = 0
      } else {
        counters[place] = 0
        place += 1
      }
    }
  }

  @Test func `row 13: a call's events in every order are all stored, and fold to an outcome`()
    throws
  {
    let step = Effort.of(13, thorough: 1)
    Effort.announce("one of \(step) orders of seven events")
    var orders = 0
    try forEachOrder(OrderTests.events.count) { order in
      orders += 1
      guard orders % step == 0 else { return }
      let disk = FakeDisk()
      let host = FakeHost()
      let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
      let text = order.map { OrderTests.events[$0] }.joined(separator: "\n")
      let receipts = try writer.append(Array(text.utf8))
      let stored = receipts.count { $0.isStored }
      try #require(stored == order.count, "\(order)")
      var fold = FoldStream(.outcomes)
      var ended = 0
      for line in try LogReader(disk.mount()).lines() {
        try fold.read(Array((line + "\n").utf8).span)
      }
      try fold.finish()
      let outcomes = String(decoding: fold.writer.bytes.bytes, as: UTF8.self).split(separator: "\n")
      for outcome in outcomes where outcome.hasPrefix(#"{"call":"c""#) { ended += 1 }
      // The one that starts it may come last: then the call is in progress.
      #expect(ended == 1, "\(order): \(outcomes)")
    }
    #expect(orders == 5_040)
  }

  @Test func `row 13: what comes out of order into one log or in several batches is the same log`()
    throws
  {
    try forEachOrder(5) { order in
      var roots: Set<String> = []
      for size in 1...5 {
        let disk = FakeDisk()
        let writer = try LogWriter.create(
          in: disk.mount(), origin: "o", options: FakeHost().options())
        for start in stride(from: 0, to: order.count, by: size) {
          let lines = order[start..<min(order.count, start + size)].map { Events.numbered($0 + 1) }
          _ = try writer.append(Array(lines.joined(separator: "\n").utf8))
        }
        roots.insert(writer.root.hex)
        #expect(try LogReader(disk.mount()).numbers() == order.map { $0 + 1 })
      }
      #expect(roots.count == 1, "\(order)")
    }
  }
}
