import LogSupport
import Testing

@testable import EventLog

/// Row 12 of the table of faults: how much of each source is remembered, exactly.
@Suite struct WindowTests {
  @Test func `row 12: the last 100,000 numbers of a source are known with their events`() {
    var state = SourceState()
    // Trimmed once two and a half times as many are held.
    for number in 1...UInt64(250_001) { state.record(number, as: number + 7) }
    state.trim()
    #expect(state.entryCount == 100_000)
    #expect(state.verdict(250_001) == .seen(sequence: 250_008))
    #expect(state.verdict(150_002) == .seen(sequence: 150_009))
    #expect(state.verdict(150_001) == .seen(sequence: nil))
    #expect(state.verdict(250_002) == .new)
  }

  @Test func `row 12: what is kept of a source for reopening is no less than the promise`() throws {
    var sources = SourceTable()
    var kept = SourceState()
    for number in 1...UInt64(200_000) { kept.record(number, as: number + 7) }
    // One that came late stands where it came.
    kept.record(200_002, as: 200_009)
    kept.record(200_001, as: 200_010)
    sources.add(Array("core".utf8), kept)
    var state = AdmissionState()
    state.sources = sources
    let again = try AdmissionState(bytes: state.bytes).sources.states[0]
    #expect(again.entries == kept.entries.suffix(100_000))
    #expect(again.verdict(100_003) == .seen(sequence: 100_010))
    #expect(again.verdict(100_002) == .seen(sequence: nil))
    #expect(again.verdict(200_001) == .seen(sequence: 200_010))
    #expect(again.verdict(200_003) == .new)
  }

  @Test func `row 12: 1,024 gaps are remembered, beyond that the lowest counts as seen`() {
    var state = SourceState()
    for number in 1...UInt64(1_025) { state.record(2 * number, as: number) }
    #expect(state.gaps.count == 1_024)
    #expect(state.verdict(1) == .seen(sequence: nil))
    #expect(state.verdict(3) == .new && state.verdict(2_049) == .new)
  }

  @Test func `row 12: late numbers are given up in the order in which they came`() {
    var state = SourceState()
    for number in 1...UInt64(250_001) {
      // Every tenth comes after the next one.
      let late =
        number % 10 == 0 ? number + 1 : number % 10 == 1 && number > 1 ? number - 1 : number
      state.record(late, as: number + 7)
    }
    state.trim()
    #expect(state.entries.map(\.sequence) == Array(150_009...250_008))
    #expect(state.verdict(150_001) == .seen(sequence: nil))
    #expect(state.verdict(150_010) == .seen(sequence: 150_018))
    #expect(state.verdict(250_000) == .seen(sequence: 250_008))
    let mark = state.savepoint
    state.record(250_003, as: 250_009)
    state.record(250_002, as: 250_010)
    #expect(state.verdict(250_002) == .seen(sequence: 250_010))
    state.restore(mark)
    #expect(state.verdict(250_002) == .new && state.verdict(250_000) == .seen(sequence: 250_008))
    #expect(state.entries.map(\.sequence) == Array(150_009...250_008))
  }

  @Test func `row 12: a late number that was taken back is no event's when its gap is given up`() {
    var state = SourceState()
    state.record(1, as: 1)
    let mark = state.savepoint
    state.record(3, as: 2)
    state.record(2, as: 3)
    state.restore(mark)
    for number in 1...UInt64(1_025) { state.record(2 * number + 1, as: number + 1) }
    #expect(state.gaps.count == 1_024)
    #expect(state.verdict(2) == .seen(sequence: nil) && state.verdict(4) == .new)
    #expect(state.verdict(3) == .seen(sequence: 2))
  }

  @Test
  func `row 15e: of calls that have ended nothing is remembered, of open ones all references`() {
    var calls = OpenCalls()
    let reference = Reference(random: [UInt8](repeating: 1, count: 16), at: 0)
    let person = OpenCalls.Person(reference: reference, value: [1], file: 1)
    for number in 0..<20_000 {
      calls.end(calls.add(person, nil, call: Array("c-\(number)".utf8).span).call)
    }
    #expect(calls.calls.isEmpty)
    for number in 0...OpenCalls.limit {
      calls.add(person, nil, call: Array("d-\(number)".utf8).span)
    }
    #expect(calls.calls.count == OpenCalls.limit + 1)
    func found(_ call: String) -> Reference? {
      let place = calls.place(of: Array(call.utf8).span)
      return place.flatMap { calls.person([1].span, in: $0) }.map { calls.person(at: $0).reference }
    }
    #expect(found("d-0") == nil && found("d-1") == reference)
    let first = calls.place(of: Array("d-0".utf8).span)
    #expect(first.flatMap { calls.letGo($0)?.map(\.reference) } == [reference])
    if let first { calls.restore([reference: [1]], in: first) }
    #expect(found("d-0") == reference && found("d-1") == nil && found("d-2") == reference)
  }

  @Test func `nothing is remembered of a source whose events are all refused`() throws {
    let host = FakeHost()
    for limit in [Int64(300_000), .max] {
      var options = host.options()
      options.futureLimit = limit
      let writer = try LogWriter.create(in: FakeDisk().mount(), origin: "o", options: options)
      let event = #"{"at":"9999-12-31T23:59:59Z","type":"info.x","source":"s","n":1}"#
      let receipt = try writer.append(Array(event.utf8))[0]
      #expect(receipt.isStored == (limit == .max))
      #expect(writer.admission.state.sources.names.isEmpty == !receipt.isStored)
    }
  }
}
