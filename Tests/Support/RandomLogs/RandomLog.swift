/// Random event logs, whose every line is a valid event: mostly plausible calls of few agents, in
/// among them events that make no sense. How much of what is in the mix depends on the seed.
public struct RandomLog {
  private var random: SplitMix64
  private let mix: Mix
  private let writer: LineWriter
  private var clock: Clock
  private var sources: [SourceCounter]
  private var calls: [RoughCall] = []
  /// Of calls that have ended, the latest last.
  private var endedIds: [String] = []
  /// The second before whose first event the last tick came.
  private var secondOfTick: Int?
  private var beginning: [Draft]
  private var lineNumber = 0
  private var seq = 0

  /// A log that its seed determines. Every hundredth seed gives one whose source leaves so many gaps
  /// that in 3,000 lines the lowest are forgotten.
  public init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    mix = Mix(hasManyGaps: seed % 100 == 0, &random)
    writer = LineWriter(percentOdd: mix.percentOddWriting)
    clock = Clock(start: mix.start)
    sources = mix.sources.map { SourceCounter(name: $0) }
    beginning = SettingDrafts.beginning(mix, &random)
  }

  /// The next lines of the log, each without its LF.
  public mutating func lines(_ count: Int) -> [String] {
    var lines: [String] = []
    for _ in 0..<max(0, count) {
      lines.append(line())
    }
    return lines
  }

  private mutating func line() -> String {
    lineNumber += 1
    if let tick = tickOfThisSecond() { return tick }

    var source: (name: String, n: Int)?
    var isDuplicate = false
    if random.percent(mix.percentNumbered) {
      let index = random.below(sources.count)
      if let next = sources[index].next(percentGaps: mix.percentGaps, &random) {
        source = (sources[index].name, next.n)
        isDuplicate = next.isDuplicate
      }
    }

    let (callsBefore, endedBefore) = (calls, endedIds)
    var draft = nextDraft()
    if isDuplicate { (calls, endedIds) = (callsBefore, endedBefore) }

    if let source {
      draft.set("source", source.name)
      draft.set("n", plain: String(source.n))
    }
    addSeq(to: &draft)
    if random.percent(mix.percentOddWriting) { draft.addNulls(percent: 30, &random) }
    let time = clock.timeOfEvent(mix, &random)
    clock.goOn(mix, &random)
    return writer.line(of: draft, at: time, &random)
  }

  /// The log's own tick, where one is due before the next event.
  private mutating func tickOfThisSecond() -> String? {
    let second = clock.now / 1000
    guard mix.ticks == .everySecond, secondOfTick != second, random.percent(95) else { return nil }
    secondOfTick = second
    var draft = Draft("log.tick")
    addSeq(to: &draft)
    return writer.line(of: draft, at: clock.now, &random)
  }

  private mutating func addSeq(to draft: inout Draft) {
    switch mix.seqs {
    case .never:
      return
    case .running:
      draft.set("seq", plain: String(lineNumber))
    case .sometimes:
      guard random.percent(50) else { return }
      seq += random.within(1...9)
      draft.set("seq", plain: random.percent(2) ? String(Int.max) : String(seq))
    }
  }

  private mutating func nextDraft() -> Draft {
    if !beginning.isEmpty && random.percent(90) { return beginning.removeFirst() }
    if mix.ticks == .sometimes && random.percent(20) {
      let tick = Draft("log.tick")
      return random.percent(90) ? tick : aboutAnyCall(tick, isCallOptional: false)
    }
    if random.percent(mix.percentSettings) { return SettingDrafts.any(mix, &random) }
    if random.percent(mix.percentSilent) {
      return aboutAnyCall(AnyDraft.silent(mix, &random), isCallOptional: true)
    }
    if random.percent(mix.percentUnknown) {
      return aboutAnyCall(AnyDraft.unknown(mix, &random), isCallOptional: true)
    }
    if random.percent(mix.percentAbsurd) { return absurdDraft() }
    if calls.isEmpty || (calls.count < mix.callsAtOnce && random.percent(15)) {
      return startDraft()
    }
    return moveDraft()
  }

  private mutating func aboutAnyCall(_ original: Draft, isCallOptional: Bool) -> Draft {
    var draft = original
    if isCallOptional && random.percent(30) { return draft }
    if let call = calls.last, random.percent(70) {
      draft.set("call", call.id)
    } else {
      draft.set("call", random.one(of: mix.calls))
    }
    return draft
  }

  /// An event at a time when it need not make sense, mostly about a call in progress.
  private mutating func absurdDraft() -> Draft {
    let draft = AnyDraft.any(mix, &random)
    guard !calls.isEmpty, random.percent(90) else {
      return aboutAnyCall(draft, isCallOptional: false)
    }
    let index = random.below(calls.count)
    var about = draft
    about.set("call", calls[index].id)
    if draft.type == "call.ended" { endCall(index) }
    return about
  }

  private mutating func startDraft() -> Draft {
    let inProgress = calls.map { Array($0.id.utf8) }
    let free = mix.calls.filter { !inProgress.contains(Array($0.utf8)) }
    let id = random.one(of: free.isEmpty ? mix.calls : free)
    var draft = AnyDraft.started(mix, &random)
    var direction = "inbound"
    var initiator: String?
    for field in draft.fields {
      guard case .text(let text) = field.value else { continue }
      if field.key == "direction" { direction = text }
      if field.key == "agent" { initiator = text }
    }
    if random.percent(mix.percentParents) {
      draft.set("parent", parent(of: id))
    }
    draft.set("call", id)
    calls.append(RoughCall(id: id, direction: direction, initiator: initiator))
    return draft
  }

  private mutating func moveDraft() -> Draft {
    let index = random.below(calls.count)
    let move = Move.next(in: calls[index], &random)
    var draft = calls[index].draft(of: move, mix, &random)
    draft.set("call", calls[index].id)
    if move == .ended { endCall(index) }
    return draft
  }

  private mutating func endCall(_ index: Int) {
    endedIds.append(calls.remove(at: index).id)
  }

  /// A call in progress, or one that has ended, most often; else any, known or not, or the call
  /// itself.
  private mutating func parent(of id: String) -> String {
    let kind = random.below(10)
    if kind < 4, !calls.isEmpty { return random.one(of: calls).id }
    if kind < 8, !endedIds.isEmpty { return random.one(of: Array(endedIds.suffix(3))) }
    return kind == 9 ? id : random.one(of: mix.calls + ["nobody's"])
  }
}
