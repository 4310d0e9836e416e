/// A second evaluator of event logs, as plain as the contract's own words and independent of the
/// product's: what the two write is compared byte for byte.
///
/// It holds every fact in a simple variable and, after each event, works out again from all of them
/// who is active, which rule decides and who is captured. It is not made to be fast.
public struct NaiveEvaluator {
  private var settings = Settings()
  private var sources: [SourceNumbers] = []
  /// The calls in progress, in the order in which they started.
  private var calls: [Call] = []
  private var endedCalls = EndedCalls()
  /// The largest `log.tick` so far.
  private var largestTick: Moment?
  private var lineNumber = 0
  private var outcomesSoFar: [Word] = []
  private var effectsSoFar: [Word] = []

  /// An evaluator that has seen no event.
  public init() {}

  /// The lines that `callfold fold` writes for a log of these lines (each without its LF).
  public static func outcomes(of lines: [String]) -> [String] {
    var evaluator = NaiveEvaluator()
    for line in lines { evaluator.feed(line) }
    return evaluator.outcomes
  }

  /// The lines that `callfold fold --effects` writes for a log of these lines.
  public static func effects(of lines: [String]) -> [String] {
    var evaluator = NaiveEvaluator()
    for line in lines { evaluator.feed(line) }
    return evaluator.effects
  }

  /// What would have been written if the input ended here: calls in progress come last.
  public var outcomes: [String] {
    (outcomesSoFar + calls.map { $0.outcome }).map { $0.text }
  }

  /// The effects of everything fed so far.
  public var effects: [String] {
    effectsSoFar.map { $0.text }
  }

  /// A string that a line has as one of its fields, as UTF-8; nothing where the field is absent,
  /// `null` or no string.
  public static func text(of key: String, in line: String) -> [UInt8]? {
    guard case .text(let word)? = FlatObject(line)?.value(Word(stringLiteral: key)) else {
      return nil
    }
    return word.bytes
  }

  /// Takes the next line of the log. One that is no event only counts in the line numbers.
  public mutating func feed(_ line: String) {
    lineNumber += 1
    guard let event = Event(line: line, lineNumber: lineNumber) else { return }
    if isDuplicate(event) { return }
    if event.isSilent {
      if event.type == "log.tick" { takeTick(event) }
      return
    }
    if event.isConfiguration {
      takeConfiguration(event)
    } else {
      takeCallEvent(event)
    }
  }

  private mutating func isDuplicate(_ event: Event) -> Bool {
    guard let source = event.word("source"), let n = event.n else { return false }
    if !sources.contains(where: { $0.source == source }) {
      sources.append(SourceNumbers(source: source))
    }
    for index in sources.indices where sources[index].source == source {
      switch sources[index].take(n) {
      case .duplicate:
        return true
      case .expected:
        return false
      case .reported(let missing):
        let report = Written.object([
          ("source", Written.string(source)),
          ("n", Written.number(n)),
          ("missing", Written.number(missing)),
        ])
        outcomesSoFar.append(Written.object([("source", report)]))
        return false
      }
    }
    return false
  }

  private mutating func takeTick(_ event: Event) {
    largestTick = max(largestTick ?? event.at, event.at)
  }

  /// T1: no event of a call counts later than this.
  private var latestCredibleTime: Moment? {
    largestTick.map { Moment(milliseconds: $0.milliseconds + 5_000) }
  }

  /// D3: what a call's parent passes on: that of the call in progress, else of the one that ended
  /// last; nothing where none is known.
  private func passedOn(by parent: Word) -> Inheritance? {
    for call in calls where call.id == parent {
      return call.passesOn
    }
    return endedCalls.passedOn(by: parent)
  }

  private mutating func takeConfiguration(_ event: Event) {
    guard let reason = settings.take(event) else { return }
    let property = event.type == "setting.changed" ? event.word("property") : nil
    let report = Written.object([
      ("at", Written.moment(event.at)),
      ("property", Written.string(property)),
      ("by", Written.string(event.word("by"))),
      ("reason", Written.string(reason)),
    ])
    outcomesSoFar.append(Written.object([("setting", report)]))
  }

  private mutating func takeCallEvent(_ event: Event) {
    guard let id = event.call else {
      stray(event, anomaly: "unknownType")
      return
    }
    if let index = calls.firstIndex(where: { $0.id == id }) {
      let before = calls[index]
      var after = before
      after.take(event, notAfter: latestCredibleTime, settings: settings)
      effectsSoFar += EffectLines(before: before, after: after, seq: event.seq).lines
      if after.endedAt == nil {
        calls[index] = after
      } else {
        calls.remove(at: index)
        endedCalls.add(after)
        outcomesSoFar.append(after.outcome)
      }
    } else if event.type == "call.started" {
      let parent = event.word("parent").flatMap { passedOn(by: $0) }
      let call = Call.started(
        by: event, id: id, notAfter: latestCredibleTime, parent: parent, settings: settings)
      effectsSoFar += EffectLines(before: nil, after: call, seq: event.seq).lines
      calls.append(call)
    } else {
      stray(event, anomaly: "callNotInProgress")
    }
  }

  private mutating func stray(_ event: Event, anomaly: Word) {
    let report = Written.object([
      ("at", Written.moment(event.at)),
      ("call", Written.string(event.call)),
      ("type", Written.string(event.type)),
      ("anomaly", Written.string(anomaly)),
    ])
    outcomesSoFar.append(Written.object([("stray", report)]))
  }
}
