import Bytes
package import CallModel
package import Settings

/// The pure function of the contract: the events so far, folded into the calls in progress, the
/// settings and what is known of each source.
///
/// The same events in the same order give the same steps, on every machine: nothing in here knows
/// a clock, a file, chance or a locale, and no order depends on hashing.
package struct Fold: Sendable {
  package internal(set) var settings = SettingsStore()
  package internal(set) var sources = Sources()
  var calls = Calls()
  /// What the calls that ended last pass on to those that continue them (D3).
  var endedCalls = EndedCalls()
  /// The largest time that the log's own clock has reported, if any (T1).
  var lastTick: Instant?
  /// How many calls have ever started.
  var started: Int64 = 0
  /// The call that the last event ended, kept until the next event so that its outcome can be read.
  var ended: Int?

  /// Nothing has happened.
  package init() {}

  /// Folds `event` in, whose texts lie in `bytes`.
  package mutating func apply(_ event: Event, _ bytes: Span<UInt8>) -> Step {
    apply(event, bytes, expect(event, bytes))
  }

  /// Folds a batch of events in, one after another, whose lines lie in `chunk`.
  ///
  /// - Parameter body: is handed each event with its texts and its step, and the fold as it is then,
  ///   before the next event.
  @inline(__always)
  package mutating func apply(
    _ batch: inout EventBatch, in chunk: Span<UInt8>,
    _ body: (inout Fold, EventBatch.Entry, Span<UInt8>, Step) -> Void
  ) {
    // Calls are many, and to wait for the memory of one after another would take longer than all
    // else: the processor fetches what is needed for all before the first is folded in.
    for index in 0..<batch.count {
      batch[index].expectation = expect(batch[index].event, chunk.extracting(batch[index].line))
    }
    for index in 0..<batch.count { approach(&batch[index].expectation) }
    for index in 0..<batch.count {
      let texts = chunk.extracting(batch[index].line)
      let step = apply(batch[index].event, texts, batch[index].expectation)
      body(&self, batch[index], texts, step)
    }
  }

  /// What was found out about the call of an event that is soon to be folded in.
  struct Expectation: Sendable, BitwiseCopyable {
    /// The key of the call's id, and its hash.
    fileprivate var key: ShortKey
    fileprivate var hash: UInt64
    /// Whether the call ends, so that all of it is about to be written.
    fileprivate var isEnd = false
    /// Where the call seems to be as things are now; −1 where there is none.
    fileprivate var place = -1

    /// What is expected of an event that is about no call.
    static let none = Expectation(key: .empty, hash: 0)
  }

  /// Begins to look for the call of an event that is soon to be folded in, whose texts lie in
  /// `bytes`. No state is changed.
  @inline(__always)
  private func expect(_ event: Event, _ bytes: Span<UInt8>) -> Expectation {
    guard case .call(let call, let change) = event.body else { return .none }
    var isEnd = false
    if case .ended = change { isEnd = true }
    let id = bytes.extracting(call.range)
    let key = ShortKey(id)
    let hash = key.hash(of: id)
    calls.prefetch(hash)
    return Expectation(key: key, hash: hash, isEnd: isEnd)
  }

  /// Has the memory of an expected event's call fetched.
  @inline(__always)
  private func approach(_ expectation: inout Expectation) {
    expectation.place = calls.prefetchCall(expectation.hash, isWhole: expectation.isEnd)
  }

  /// Folds `event` in, whose texts lie in `bytes`, and of which `expect` said `expectation`.
  private mutating func apply(
    _ event: Event, _ bytes: Span<UInt8>, _ expectation: Expectation
  ) -> Step {
    forgetEnded()
    var missing: Int64?
    if let origin = event.source {
      switch sources.note(bytes.extracting(origin.source.range), origin.number) {
      case .next: break
      case .duplicate: return Step(outcome: .duplicate)
      case .reported(let count): missing = count
      }
    }
    let time = CallTime(at: event.at, limit: CallTime.limit(after: lastTick))
    switch event.body {
    case .silent: return Step(missing: missing, outcome: .silent)
    case .tick:
      lastTick = max(lastTick ?? .first, event.at)
      return Step(missing: missing, outcome: .silent)
    case .setting(let change):
      return Step(missing: missing, outcome: .setting(settings.apply(change, bytes)))
    case .grouping(let user, let group, let by):
      let change = settings.group(user, into: group, by: by, bytes)
      return Step(missing: missing, outcome: .setting(change))
    case .unknown(let type, let call):
      return Step(missing: missing, outcome: note(unknown: type, of: call, time, bytes))
    case .call(let id, let call):
      let id = bytes.extracting(id.range)
      let key = expectation.key
      // Mostly it is where it was when it was expected.
      let isExpected = expectation.place >= 0 && calls.isPlace(expectation.place, of: id, key)
      guard
        let place = isExpected ? expectation.place : calls.place(of: id, key, expectation.hash)
      else {
        return Step(missing: missing, outcome: begin(call, id, expectation, time, bytes))
      }
      let transition = calls[place].apply(call, bytes, at: time, settings: settings)
      if transition.isEnd { end(place) }
      return Step(missing: missing, outcome: .call(place, transition))
    }
  }

  /// The call at a place that a step has named; it stays until the next event.
  package subscript(place: Int) -> Call? {
    guard calls.isTaken(place) else { return nil }
    var call = calls[place]
    call.settleSpan()
    return call
  }

  /// Hands the call at a place that a step has named to `body`.
  package func withCall(at place: Int, _ body: (borrowing Call) -> Void) {
    if calls.isTaken(place) { body(calls.places.span[place]) }
  }

  /// The same for a body that is handed the call where it is, and does not change it: whatever is
  /// only read would be copied, as it might be changed meanwhile.
  @inline(__always)
  package mutating func withCall(inPlace place: Int, _ body: (inout Call) -> Void) {
    guard calls.isTaken(place) else { return }
    calls[place].settleSpan()
    body(&calls[place])
  }

  /// How many calls are in progress.
  package var callsInProgress: Int { calls.count - (ended == nil ? 0 : 1) }

  /// The places of the calls in progress, in the order in which they started.
  package var placesInProgress: [Int] {
    calls.taken.filter { $0 != ended }.sorted { calls[$0].order < calls[$1].order }
  }

  /// The place of the call in progress with this id.
  package func place(of id: Span<UInt8>) -> Int? {
    calls.place(of: id).flatMap { $0 == ended ? nil : $0 }
  }

  /// Remembers what the call that has just ended passes on; it stays until the next event.
  @inline(never)
  private mutating func end(_ place: Int) {
    ended = place
    calls[place].passOn(to: &endedCalls)
  }

  private mutating func forgetEnded() {
    if let place = ended {
      calls.end(place)
      ended = nil
    }
  }

  /// An event of a type that this version does not know.
  @inline(never)
  private mutating func note(
    unknown type: Text, of call: Text?, _ time: CallTime, _ bytes: Span<UInt8>
  ) -> Step.Outcome {
    guard let call else { return .stray(.unknownType) }
    guard let place = calls.place(of: bytes.extracting(call.range)) else {
      return .stray(.callNotInProgress)
    }
    return .call(place, calls[place].note(unknown: bytes.extracting(type.range), at: time))
  }

  /// An event of a call that is not in progress: its beginning, or a stray.
  @inline(never)
  private mutating func begin(
    _ event: CallEvent<Text>, _ id: Span<UInt8>, _ expectation: Expectation, _ time: CallTime,
    _ bytes: Span<UInt8>
  ) -> Step.Outcome {
    guard case .started(let direction, let caller, let agent, let parent) = event else {
      return .stray(.callNotInProgress)
    }
    let inherited = self.parent(parent, bytes)
    started &+= 1
    let place = calls.begin(id, expectation.hash, order: started)
    let transition = calls[place].begin(
      direction, caller: caller, agent: agent, parent: parent, inherited, bytes, at: time,
      settings: settings)
    return .call(place, transition)
  }

  /// What is known of a call's parent before the call starts: one in progress, else the last one
  /// with that id that ended (D3).
  private mutating func parent(_ id: Text?, _ bytes: Span<UInt8>) -> Parent {
    guard let id else { return .none }
    let text = bytes.extracting(id.range)
    if let place = place(of: text) { return .known(calls[place].protection) }
    return endedCalls.protection(of: text).map { .known($0) } ?? .unknown
  }
}
