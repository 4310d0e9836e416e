internal import RandomLogs

/// A log that somebody has been at, what he did, and the checkpoints to try it against.
package struct ForgedCase {
  /// The seed that makes it again.
  package var seed: UInt64
  /// What was done.
  package var story: String
  /// What came of it.
  package var log: ForgedLog
  /// No checkpoint and several, each with what has to be said.
  package var trials: [(given: ForgedCheckpoint?, expected: Answer)]
}

/// Forges logs out of good ones, always the same from the same seed.
package struct Forger {
  private let originals: [ForgedLog]

  /// A forger of some good logs.
  package init(_ originals: [ForgedLog]) { self.originals = originals }

  /// One forged log.
  package func forge(seed: UInt64) -> ForgedCase {
    var random = SplitMix64(seed: seed)
    let original = random.one(of: originals)
    var log = original
    var done: [Forgery] = []
    for _ in 0..<random.one(of: [1, 1, 1, 2, 2, 3]) {
      let forgery = random.one(of: Array(Forgery.allCases))
      if log.apply(forgery, &random) { done.append(forgery) }
    }
    let repairs = Forger.repairs(&random)
    log.repair(repairs)
    log.tidy()
    if random.percent(5) { done += log.flip(&random) }
    var story = done.map { "\($0)" }.joined(separator: ", ")
    story += "; repaired \(String(repairs.rawValue, radix: 2))"
    return ForgedCase(
      seed: seed, story: story, log: log,
      trials: Forger.givens(original, log, &random).map { ($0, log.expectation(against: $0)) })
  }

  private static func repairs(_ random: inout SplitMix64) -> Repairs {
    switch random.below(100) {
    case ..<45: return .all
    case ..<80:
      var repairs = Repairs.all
      for _ in 0...random.below(2) { repairs.remove(random.one(of: Repairs.each)) }
      return repairs
    case ..<90: return Repairs(rawValue: random.below(1024))
    case _: return []
    }
  }

  /// No checkpoint; the original's before, at and behind the first change, and of all of it; the
  /// forger's own; that of another log; one of a log that has gone on.
  private static func givens(
    _ original: ForgedLog, _ forged: ForgedLog, _ random: inout SplitMix64
  ) -> [ForgedCheckpoint?] {
    let (old, new) = (original.lines, forged.lines)
    let same = zip(old, new).prefix { $0 == $1 }.count
    func made(_ size: Int) -> ForgedCheckpoint {
      ForgedCheckpoint(origin: original.name, lines: Array(old.prefix(size)))
    }
    var givens: [ForgedCheckpoint?] = [nil, made(same), made(old.count)]
    if same < old.count { givens.append(made(same + 1 + random.below(old.count - same))) }
    switch random.below(8) {
    case 0, 1: givens.append(ForgedCheckpoint(origin: forged.name, lines: new))
    case 2: givens.append(ForgedCheckpoint(origin: original.name, lines: new))
    case 3: givens.append(ForgedCheckpoint(origin: original.name + "0", lines: old))
    case 4: givens.append(made(1))
    case 5:
      givens.append(
        ForgedCheckpoint(origin: original.name, lines: old + [ForgedLog.invented(1)]))
    case 6: givens.append(made(0))
    case _: givens.append(made(random.below(old.count)))
    }
    return givens
  }
}

extension ForgedLog {
  /// Takes back what several changes together would make of something that is no folder, or no more
  /// than one of them.
  fileprivate mutating func tidy() {
    for place in files.indices where files[place].cut > 0 {
      files[place].tail = []
      if files[place].cut >= files[place].frames.last?.bytes.count ?? 0 { files[place].cut = 0 }
    }
    if checkpointsCut >= checkpoints?.last?.note.count ?? 0 { checkpointsCut = 0 }
    if checkpointsCut > 0 { junk = nil }
    if Set(files.map(\.name)).count < files.count { repair(.all) }
    files.sort { $0.name < $1.name }
  }

  /// Changes one bit of the log, or of its checkpoints, but for the number of the format.
  fileprivate mutating func flip(_ random: inout SplitMix64) -> [Forgery] {
    guard reading != nil else { return [] }
    // What a bit of personal data means, they say for themselves.
    let names = contents.keys.filter { $0.hasSuffix(".ndjson") || $0 == "checkpoints" }.sorted()
    let name = random.one(of: names)
    let (size, isLast) = (contents[name]?.count ?? 0, name == files.map(\.fileName).max())
    // What is unfinished already may be so in another way.
    let isCut =
      files.contains { $0.cut > 0 || !$0.tail.isEmpty } || checkpointsCut > 0 || junk != nil
    guard size > 0, !(isLast && isCut), !(name == "checkpoints" && isCut) else { return [] }
    // Other bits of a checkpoint may leave one, of another size or root.
    let bit = random.below(8 * (name == "checkpoints" ? self.name.utf8.count : size))
    guard name == "checkpoints" || bit / 8 != 12 else { return [] }
    flip = (name, bit)
    return [.flipBit]
  }
}
