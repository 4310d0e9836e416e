package import CallModel

/// The pure function of the contract: the events so far, folded into the calls in progress, the
/// settings and what is known of each source.
///
/// The same events in the same order give the same steps, on every machine: nothing in here knows
/// a clock, a file, chance or a locale, and no order depends on hashing.
package struct Fold: Sendable {
  package internal(set) var settings = Settings()
  package internal(set) var sources = Sources()
  var calls = Calls()
  /// How many calls have ever started.
  var started: Int64 = 0
  /// The call that the last event ended, kept until the next event so that its outcome can be read.
  var ended: Int?

  /// Nothing has happened.
  package init() {}

  /// Folds `event` in, whose texts lie in `bytes`.
  package mutating func apply(_ event: Event, _ bytes: Span<UInt8>) -> Step {
    forgetEnded()
    var missing: Int64?
    if let origin = event.source {
      switch sources.note(bytes.extracting(origin.source.range), origin.number) {
      case .next: break
      case .duplicate: return Step(outcome: .duplicate)
      case .reported(let count): missing = count
      }
    }
    return Step(missing: missing, outcome: apply(body: event.body, at: event.at, bytes))
  }

  /// The call at a place that a step has named; it stays until the next event.
  package subscript(place: Int) -> Call? { calls.isTaken(place) ? calls[place] : nil }

  /// Hands the call at a place that a step has named to `body`, without copying it.
  package func withCall(at place: Int, _ body: (Call) -> Void) {
    if calls.isTaken(place) { body(calls.places.span[place]) }
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

  private mutating func forgetEnded() {
    if let place = ended {
      calls.end(place)
      ended = nil
    }
  }

  private mutating func apply(
    body: Event.Body, at time: Instant, _ bytes: Span<UInt8>
  ) -> Step.Outcome {
    switch body {
    case .silent: return .silent
    case .setting(let change): return .setting(settings.apply(change, bytes))
    case .grouping(let user, let group, let by):
      return .setting(settings.group(user, into: group, by: by, bytes))
    case .unknown(_, nil): return .stray(.unknownType)
    case .unknown(let type, let id?):
      guard let place = calls.place(of: bytes.extracting(id.range)) else {
        return .stray(.callNotInProgress)
      }
      return .call(place, calls[place].note(unknown: bytes.extracting(type.range), at: time))
    case .call(let id, let event): return apply(event, to: bytes.extracting(id.range), time, bytes)
    }
  }

  private mutating func apply(
    _ event: CallEvent<Text>, to id: Span<UInt8>, _ time: Instant, _ bytes: Span<UInt8>
  ) -> Step.Outcome {
    if let place = calls.place(of: id) {
      let transition = calls[place].apply(event, bytes, at: time, settings: settings)
      if transition.isEnd { ended = place }
      return .call(place, transition)
    }
    guard case .started(let direction, let caller, let agent, let parent) = event else {
      return .stray(.callNotInProgress)
    }
    started &+= 1
    let place = calls.begin(id, order: started)
    let transition = calls[place].begin(
      direction, caller: caller, agent: agent, parent: parent, bytes, at: time, settings: settings)
    return .call(place, transition)
  }
}
