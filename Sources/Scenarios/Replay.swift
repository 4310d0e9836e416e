import CallModel
package import CallRules
import EventCoding
import Outcomes
package import Presentation

/// What a scenario comes to: each call with its outcome and its picture, and what belongs to no
/// call.
package struct Replay: Sendable {
  /// One call of the scenario.
  package struct Played: Sendable {
    package var call: Call
    package var timeline: Timeline
    package var journal: CallJournal
  }

  /// The calls, in the order in which they started.
  package private(set) var calls: [Played] = []
  /// A call that is being played.
  private struct Drawn {
    var order: Int64
    var timeline: Timeline
    var journal: CallJournal
    /// The call, once it is over.
    var call: Call?
  }

  /// Strays, refused settings, duplicates, and what sources are missing, in the order of happening.
  private var others: [(at: Instant, sentence: String)] = []
  /// The codes that the transitions applied.
  package private(set) var coverage = Coverage()
  /// The contract's own lines.
  package private(set) var outcomes: [UInt8] = []
  private let clock = Clock(zero: ScenarioTime.zero)

  /// Plays `scenario`.
  package init(_ scenario: Scenario) {
    var parser = EventParser()
    var fold = Fold()
    var writer = OutcomeWriter()
    var drawn: [Drawn] = []
    for line in scenario.events {
      // The scenario's parser has asked for each line already, so none is refused here.
      guard let event = try? parser.parse(line.json.span) else { continue }
      let texts = event.isDecoded ? parser.decoded : line.json
      let text = EventText(texts, variable: parser.variable)
      let step = fold.apply(event, texts.span)
      record(step, event, texts, text, fold, &drawn, &writer)
    }
    for place in fold.placesInProgress {
      guard let call = fold[place] else { continue }
      writer.outcome(of: call)
      if let index = drawn.firstIndex(where: { $0.order == call.order }) {
        drawn[index].call = call
      }
    }
    outcomes = writer.bytes.bytes
    calls = drawn.compactMap { drawn in
      drawn.call.map { Played(call: $0, timeline: drawn.timeline, journal: drawn.journal) }
    }
    for played in calls { coverage.count(played.call) }
  }

  /// The text that a scenario expects: call by call, then what belongs to no call; each in order
  /// of time.
  package var text: [String] {
    let parts = calls.map { OutcomeText($0.call, $0.journal, clock).lines } + [otherLines]
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private var otherLines: [String] {
    // Stable: what has one time stays in order of happening.
    let sorted = others.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }
    return sorted.map { _, other in
      "\(clock.text(other.at).padded(to: Clock.width)) \(other.sentence)"
    }
  }

  /// The pictures of the calls, separated by empty lines and, where there are several, below their
  /// calls' names.
  package func picture(_ glyphs: Glyphs, width: Int) -> [String] {
    let pictures = calls.map { played in
      let picture = Picture(played.timeline, played.call.names, clock, glyphs, width: width).lines
      if picture.isEmpty || calls.count == 1 { return picture }
      return [glyphs.text(played.call.names.text(of: Call.id).asName)] + picture
    }
    return Array(pictures.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  /// The recording of the first call in a few columns.
  package func strip(_ glyphs: Glyphs, width: Int) -> String {
    calls.first.map { Strip($0.timeline).text(glyphs, width: width) }
      ?? String(repeating: " ", count: width)
  }

  private mutating func record(
    _ step: Step, _ event: Event, _ texts: [UInt8], _ text: EventText, _ fold: Fold,
    _ drawn: inout [Drawn], _ writer: inout OutcomeWriter
  ) {
    let other = OtherText(event, text)
    if let missing = step.missing, let source = event.source {
      writer.source(source, missing: missing, texts.span)
      coverage.count(missing: missing)
      others.append((event.at, other.source(source, missing: missing)))
    }
    switch step.outcome {
    case .silent: break
    case .duplicate:
      coverage.countDuplicate()
      if let source = event.source { others.append((event.at, other.duplicate(source))) }
    case .stray(let anomaly):
      writer.stray(anomaly, event, texts.span)
      coverage.count(stray: anomaly)
      others.append((event.at, other.stray(anomaly)))
    case .setting(let change):
      coverage.count(change.rules)
      guard let refusal = change.refusal else { return }
      writer.setting(refusal, event, texts.span)
      coverage.count(refusal)
      others.append((event.at, other.setting(refusal)))
    case .call(let place, let transition):
      coverage.count(transition.rules)
      guard let call = fold[place] else { return }
      let index = self.place(of: call, startedAt: transition.at, &drawn)
      drawn[index].timeline.record(call, at: transition.at)
      drawn[index].journal.add(event, text, transition, call)
      // Only one that is over is copied: a copy of one that still changes would cost a whole call
      // an event.
      if transition.isEnd {
        drawn[index].call = call
        writer.outcome(of: call)
      }
    }
  }

  /// The place of a call among those that are played; a new one where it has just started.
  private func place(
    of call: Call, startedAt start: Instant, _ drawn: inout [Drawn]
  ) -> Int {
    if let known = drawn.lastIndex(where: { $0.order == call.order }) { return known }
    drawn.append(
      Drawn(
        order: call.order, timeline: Timeline(start: start), journal: CallJournal(clock)))
    return drawn.count - 1
  }
}
