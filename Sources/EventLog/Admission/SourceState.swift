/// What is remembered of one source: which of its numbers came, and as which events.
///
/// Invariant: a number is seen if it is at most `highest` and in none of the `gaps`.
struct SourceState {
  /// Numbers that are certain to be known with their events.
  static let kept = 100_000
  /// Gaps that are remembered; beyond that the lowest counts as seen.
  static let gapLimit = 1_024

  /// A number and the sequence of its event.
  struct Entry: Hashable {
    var number: UInt64
    var sequence: UInt64
  }

  /// What is to be restored when a batch is not stored.
  struct Savepoint {
    fileprivate var highest: UInt64
    fileprivate var gaps: [ClosedRange<UInt64>]
    fileprivate var cameRising: Int
    fileprivate var cameLate: Int
  }

  /// What is known of a number.
  enum Verdict: Hashable {
    case new
    /// It came; as which event, where that is still known.
    case seen(sequence: UInt64?)
  }

  private(set) var highest: UInt64 = 0
  /// The missing numbers below `highest`, lowest first.
  private(set) var gaps: [ClosedRange<UInt64>] = []
  /// The latest numbers that were the highest when they came: numbers and sequences rise.
  private var rising: [Entry] = []
  /// The latest numbers that came after a higher one, in the order in which they came.
  private var late: [Entry] = []
  /// The sequences of the `late` numbers; it is only asked, so its order does not matter.
  private var lateSequences: [UInt64: UInt64] = [:]
  /// How many numbers of each kind ever came, those that were given up among them.
  private var cameRising = 0
  private var cameLate = 0

  var savepoint: Savepoint {
    Savepoint(highest: highest, gaps: gaps, cameRising: cameRising, cameLate: cameLate)
  }

  /// How many numbers are known with their events.
  var entryCount: Int { rising.count + late.count }

  /// The latest numbers in the order in which they came, which is that of their sequences.
  var entries: [Entry] {
    var entries: [Entry] = []
    entries.reserveCapacity(entryCount)
    var next = 0
    for entry in late {
      while next < rising.count, rising[next].sequence < entry.sequence {
        entries.append(rising[next])
        next += 1
      }
      entries.append(entry)
    }
    return entries + rising[next...]
  }

  func verdict(_ number: UInt64) -> Verdict {
    if number > highest || gap(of: number) != nil { return .new }
    return .seen(sequence: sequence(of: number))
  }

  /// Remembers a number that is new.
  mutating func record(_ number: UInt64, as sequence: UInt64) {
    let entry = Entry(number: number, sequence: sequence)
    if number > highest {
      if number > highest + 1 {
        gaps.append(highest + 1...number - 1)
        if gaps.count > SourceState.gapLimit { gaps.removeFirst() }
      }
      highest = number
      rising.append(entry)
      cameRising += 1
      return
    }
    if let index = gap(of: number) { fill(index, with: number) }
    late.append(entry)
    lateSequences[number] = sequence
    cameLate += 1
  }

  private mutating func fill(_ index: Int, with number: UInt64) {
    let gap = gaps.remove(at: index)
    if number < gap.upperBound { gaps.insert(number + 1...gap.upperBound, at: index) }
    if number > gap.lowerBound { gaps.insert(gap.lowerBound...number - 1, at: index) }
    if gaps.count > SourceState.gapLimit { gaps.removeFirst() }
  }

  /// The place of the gap that a number is in.
  private func gap(of number: UInt64) -> Int? {
    let place = gaps.firstPlace { $0.upperBound >= number }
    return place < gaps.count && gaps[place].contains(number) ? place : nil
  }

  /// Goes back to how it was.
  mutating func restore(_ savepoint: Savepoint) {
    highest = savepoint.highest
    gaps = savepoint.gaps
    rising.removeLast(cameRising - savepoint.cameRising)
    for entry in late.suffix(cameLate - savepoint.cameLate) { lateSequences[entry.number] = nil }
    late.removeLast(cameLate - savepoint.cameLate)
    (cameRising, cameLate) = (savepoint.cameRising, savepoint.cameLate)
  }

  /// Gives up what is beyond the promise, that is counted without the numbers that came since a
  /// mark, and those of two batches before: they may be taken back.
  mutating func trim(since savepoint: Savepoint? = nil) {
    guard entryCount > SourceState.kept * 5 / 2 else { return }
    let fresh = savepoint.map { cameRising - $0.cameRising + cameLate - $0.cameLate }
    let pending = fresh.map { $0 + 2 * Format.bodyLimit / SourceState.shortest } ?? 0
    giveUp(max(0, entryCount - SourceState.kept - pending))
  }

  /// Gives up so many of the numbers that came first.
  private mutating func giveUp(_ count: Int) {
    var lateCount = 0
    while lateCount < late.count,
      lateCount + rising.firstPlace(where: { $0.sequence > late[lateCount].sequence }) < count
    {
      lateSequences[late[lateCount].number] = nil
      lateCount += 1
    }
    late.removeFirst(lateCount)
    rising.removeFirst(count - lateCount)
  }

  /// Bytes that a stored line with a source has at least.
  private static let shortest = 64

  private func sequence(of number: UInt64) -> UInt64? {
    guard let last = rising.last else { return lateSequences[number] }
    // Where nothing was missing, the place is known by counting back.
    if last.number >= number, let back = Int(exactly: last.number - number), back < rising.count {
      let entry = rising[rising.count - 1 - back]
      if entry.number == number { return entry.sequence }
    }
    let place = rising.firstPlace { $0.number >= number }
    if place < rising.count, rising[place].number == number { return rising[place].sequence }
    return lateSequences[number]
  }

  init() {}

  /// A state that was kept.
  init(highest: UInt64, gaps: [ClosedRange<UInt64>], entries: [Entry]) {
    self.highest = highest
    self.gaps = gaps
    var latest: UInt64 = 0
    for entry in entries {
      if entry.number > latest {
        rising.append(entry)
        latest = entry.number
      } else {
        late.append(entry)
        lateSequences[entry.number] = entry.sequence
      }
    }
    (cameRising, cameLate) = (rising.count, late.count)
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first place for which something holds that holds for all behind it; the end where it holds
  /// for none.
  func firstPlace(where holds: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
