/// One emitter of events that numbers them: mostly one after another.
struct SourceCounter {
  let name: String
  private var latest = 0
  private var missed: [Int] = []

  init(name: String) {
    self.name = name
  }

  /// The next number, and whether it is one that came before; mostly nothing from a source that
  /// cannot go on counting.
  mutating func next(
    percentGaps: Int, _ random: inout SplitMix64
  ) -> (n: Int, isDuplicate: Bool)? {
    let isOdd = random.percent(percentGaps)
    if latest == Int.max && random.percent(90) { return nil }
    if latest == Int.max || (isOdd && latest > 0 && random.percent(15)) {
      // A duplicate, or one that was given up, or late: any number up to the latest.
      let n = max(1, latest - random.below(min(latest, 40)))
      return (n, !takeMissed(n))
    }
    if isOdd && !missed.isEmpty && random.percent(25) {
      let n = random.percent(30) ? missed[0] : random.one(of: missed)
      return (n, !takeMissed(n))
    }
    if isOdd {
      if random.percent(1) && random.percent(5) {
        latest = Int.max - random.below(3)
        return (latest, false)
      }
      let jump = min(random.within(1...4), Int.max - 1 - latest)
      for offset in 0..<max(0, jump) { missed.append(latest + 1 + offset) }
      latest += max(0, jump)
    }
    latest += 1
    return (latest, false)
  }

  private mutating func takeMissed(_ n: Int) -> Bool {
    guard let place = missed.firstIndex(of: n) else { return false }
    missed.remove(at: place)
    return true
  }
}
