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
  struct Mark {
    fileprivate var highest: UInt64
    fileprivate var gaps: [ClosedRange<UInt64>]
    fileprivate var isSorted: Bool
    fileprivate var came: Int
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
  /// The latest numbers in the order in which they came.
  private(set) var entries: [Entry] = []
  /// How many numbers ever came, those that were given up among them.
  private var came = 0
  private var isSorted = true

  var mark: Mark { Mark(highest: highest, gaps: gaps, isSorted: isSorted, came: came) }

  func verdict(_ number: UInt64) -> Verdict {
    if number > highest { return .new }
    if gaps.contains(where: { $0.contains(number) }) { return .new }
    return .seen(sequence: sequence(of: number))
  }

  /// Remembers a number that is new.
  mutating func record(_ number: UInt64, as sequence: UInt64) {
    if number > highest {
      if number > highest + 1 {
        gaps.append(highest + 1...number - 1)
        if gaps.count > SourceState.gapLimit { gaps.removeFirst() }
      }
      highest = number
    } else if let index = gaps.firstIndex(where: { $0.contains(number) }) {
      let gap = gaps.remove(at: index)
      if number < gap.upperBound { gaps.insert(number + 1...gap.upperBound, at: index) }
      if number > gap.lowerBound { gaps.insert(gap.lowerBound...number - 1, at: index) }
      if gaps.count > SourceState.gapLimit { gaps.removeFirst() }
      isSorted = false
    }
    entries.append(Entry(number: number, sequence: sequence))
    came += 1
  }

  /// Goes back to how it was.
  mutating func restore(_ mark: Mark) {
    highest = mark.highest
    gaps = mark.gaps
    isSorted = mark.isSorted
    entries.removeLast(came - mark.came)
    came = mark.came
  }

  /// Gives up what is beyond the promise, that is counted without the numbers that came since a
  /// mark, and those of two batches before: they may be taken back.
  mutating func trim(since mark: Mark? = nil) {
    guard entries.count > SourceState.kept * 5 / 2 else { return }
    let pending = mark.map { came - $0.came + 2 * Format.bodyLimit / SourceState.shortest } ?? 0
    entries.removeFirst(max(0, entries.count - SourceState.kept - pending))
  }

  /// Bytes that a stored line with a source has at least.
  private static let shortest = 64

  private func sequence(of number: UInt64) -> UInt64? {
    guard let last = entries.last else { return nil }
    // Where nothing was missing, the place is known by counting back.
    if last.number >= number, let back = Int(exactly: last.number - number), back < entries.count {
      let entry = entries[entries.count - 1 - back]
      if entry.number == number { return entry.sequence }
    }
    guard isSorted else { return entries.last { $0.number == number }?.sequence }
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].number == number ? entries[low].sequence : nil
  }

  init() {}

  /// A state that was kept.
  init(highest: UInt64, gaps: [ClosedRange<UInt64>], entries: [Entry]) {
    self.highest = highest
    self.gaps = gaps
    self.entries = entries
    came = entries.count
    isSorted = zip(entries, entries.dropFirst()).allSatisfy { $0.number < $1.number }
  }
}
