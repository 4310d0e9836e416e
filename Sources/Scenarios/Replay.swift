import CallModel
package import CallRules
import Interchange
package import Views

/// What a scenario comes to: each call with its outcome and its picture, and what belongs to no
/// call.
package struct Replay: Sendable {
  /// One call of the scenario.
  package struct Played: Sendable {
    package var call: Call
    package var timeline: Timeline
  }

  /// The calls, in the order in which they started.
  package private(set) var calls: [Played] = []
  /// A call that is being played.
  private struct Drawn {
    var order: Int64
    var timeline: Timeline
    /// The call, once it is over.
    var call: Call?
  }

  /// Strays, refused settings, and what sources are missing, in the order of happening.
  private var others: [String] = []
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
      note(fold.apply(event, texts.span), event, texts, fold, &drawn, &writer)
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
      drawn.call.map { Played(call: $0, timeline: drawn.timeline) }
    }
    for played in calls { coverage.note(played.call) }
  }

  /// The text that a scenario expects: outcome by outcome, then what belongs to no call.
  package var text: [String] {
    let parts = calls.map { OutcomeText($0.call, clock).lines } + (others.isEmpty ? [] : [others])
    return Array(parts.joined(separator: [""]))
  }

  /// The pictures of the calls, parted by empty lines and, where there are several, below their
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

  private mutating func note(
    _ step: Step, _ event: Event, _ texts: [UInt8], _ fold: Fold, _ drawn: inout [Drawn],
    _ writer: inout OutcomeWriter
  ) {
    if let missing = step.missing, let source = event.source {
      writer.source(source, missing: missing, texts.span)
      coverage.note(missing: missing)
      others.append(
        missing > 0
          ? "source \(word(source.source, texts)): \(missing) missing before \(source.number)"
          : "source \(word(source.source, texts)): \(source.number) came late")
    }
    let time = clock.text(event.at).padded(to: Clock.width)
    switch step.outcome {
    case .silent: break
    case .duplicate:
      coverage.noteDuplicate()
      if let source = event.source {
        others.append(
          "\(time) dropped: \(word(source.source, texts)) has sent \(source.number) before")
      }
    case .stray(let anomaly):
      writer.stray(anomaly, event, texts.span)
      coverage.note(anomaly)
      others.append("\(time) \(stray(event, texts)) did not fit: \(anomaly.word)")
    case .setting(let change):
      coverage.note(change.rules)
      guard let refusal = change.refusal else { return }
      writer.setting(refusal, event, texts.span)
      coverage.note(refusal)
      others.append("\(time) \(setting(event, texts)) refused: \(refusal.word)")
    case .call(let place, let transition):
      coverage.note(transition.rules)
      guard let call = fold[place] else { return }
      Self.draw(call, transition, &drawn)
      if transition.isEnd { writer.outcome(of: call) }
    }
  }

  /// Draws the call on, and keeps it once it is over: a copy of one that still changes would cost a
  /// whole call an event.
  private static func draw(
    _ call: Call, _ transition: Transition, _ drawn: inout [Drawn]
  ) {
    let index: Int
    if let known = drawn.lastIndex(where: { $0.order == call.order }) {
      index = known
    } else {
      index = drawn.count
      drawn.append(Drawn(order: call.order, timeline: Timeline(start: transition.at)))
    }
    drawn[index].timeline.note(call, at: transition.at)
    if transition.isEnd { drawn[index].call = call }
  }

  private func stray(_ event: Event, _ texts: [UInt8]) -> String {
    switch event.body {
    case .call(let call, let known): "\(known.type.word) of call \(word(call, texts))"
    case .unknown(let type, let call):
      word(type, texts) + (call.map { " of call \(word($0, texts))" } ?? " of no call")
    case .setting, .grouping, .silent, .tick: ""
    }
  }

  private func setting(_ event: Event, _ texts: [UInt8]) -> String {
    switch event.body {
    case .setting(let change):
      word(change.property, texts) + (change.by.map { " by \(word($0, texts))" } ?? "")
    case .grouping(let user, _, let by):
      "group of \(word(user, texts))" + (by.map { " by \(word($0, texts))" } ?? "")
    case .call, .unknown, .silent, .tick: ""
    }
  }

  private func word(_ text: Text, _ texts: [UInt8]) -> String {
    String(decoding: texts[text.range], as: UTF8.self).asName
  }
}
