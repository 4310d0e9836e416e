/// What one random log is made of: whom it is about, and how strange it is.
struct Mix {
  let agents: [String]
  let numbers: [String]
  let queues: [String]
  let groups: [String]
  let calls: [String]
  let sources: [String]
  /// A user who may administer recording, if the log's beginning says so.
  let administrator = "chief"

  let callsAtOnce: Int
  let percentInternal: Int
  let percentOutbound: Int
  /// How often any event comes, whether or not it makes sense.
  let percentAbsurd: Int
  let percentSettings: Int
  let percentSilent: Int
  let percentUnknown: Int
  let percentBackwards: Int
  let percentAhead: Int
  let ticks: Ticks
  /// How often a call has a parent.
  let percentParents: Int
  /// How often the caller's answer is a denial.
  let percentDenied: Int
  /// What the queues mostly are, where they are mostly anything.
  let usualQueue: String?
  let percentAtTheSameTime: Int
  let percentNumbered: Int
  let percentGaps: Int
  let percentOddWriting: Int
  let seqs: Seqs
  let start: Int

  enum Seqs: CaseIterable {
    case never
    case running
    case sometimes
  }

  /// When `log.tick` comes.
  enum Ticks {
    case never
    /// As the log puts it: before the first event of each second.
    case everySecond
    /// Now and then, by a clock that is as bad as any other.
    case sometimes
  }

  /// A mix; one with many gaps has a single source that misses more numbers than it gives.
  init(hasManyGaps: Bool, _ random: inout SplitMix64) {
    agents = Pools.ids(from: Pools.agents, count: random.within(2...5), &random)
    numbers = Pools.ids(from: Pools.numbers, count: 2, &random)
    queues = Pools.ids(from: Pools.queues, count: random.within(2...3), &random)
    groups = Pools.ids(from: Pools.groups, count: 2, &random)
    calls = Pools.ids(from: Pools.calls, count: 8, &random)
    let sourceCount = random.within(1...3)
    sources = Pools.ids(from: Pools.sources, count: hasManyGaps ? 1 : sourceCount, &random)
    callsAtOnce = random.one(of: [1, 1, 2, 2, 3, 5])
    percentInternal = random.one(of: [5, 10, 15, 20, 30, 100])
    percentOutbound = random.one(of: [0, 20, 40])
    percentAbsurd = random.one(of: [0, 0, 2, 3, 8, 15, 30, 80])
    percentSettings = random.one(of: [1, 2, 5, 20])
    percentSilent = random.one(of: [0, 2, 5])
    percentUnknown = random.one(of: [0, 1, 3])
    percentBackwards = random.one(of: [0, 1, 5, 20])
    percentAhead = random.one(of: [0, 0, 1, 5, 20])
    ticks = random.one(of: [
      .never, .never, .never, .everySecond, .everySecond, .everySecond, .sometimes,
    ])
    percentParents = random.one(of: [0, 15, 40, 80])
    percentDenied = random.one(of: [30, 30, 60])
    usualQueue = random.one(of: [nil, nil, nil, "pending", "pending", "never"])
    percentAtTheSameTime = random.one(of: [5, 30, 70])
    percentNumbered = hasManyGaps ? 100 : random.one(of: [0, 30, 70, 100])
    percentGaps = hasManyGaps ? 95 : random.one(of: [0, 2, 5, 20, 95])
    percentOddWriting = random.one(of: [0, 10, 40])
    seqs = random.one(of: Seqs.allCases)
    start = random.one(of: Clock.beginnings)
  }
}
