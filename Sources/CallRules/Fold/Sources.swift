package import Bytes

/// Which running numbers of each source have been seen.
package struct Sources: Sendable {
  /// What one source has sent.
  package struct Progress: Hashable, Sendable {
    /// The highest number seen; 0 before the first.
    package internal(set) var highest: Int64 = 0
    /// The unbroken runs of missing numbers below it, in ascending order; at most 1,024.
    package internal(set) var gaps: [ClosedRange<Int64>] = []
    /// How many numbers the gaps had that were forgotten: they stay missing.
    package internal(set) var forgotten: Int64 = 0

    /// How many of its numbers have not come.
    package var missing: Int64 {
      gaps.reduce(forgotten) { $0 + $1.upperBound - $1.lowerBound + 1 }
    }
  }

  /// What a number says.
  enum Verdict {
    case next
    case duplicate
    /// So many before it are missing; −1 where it was missing itself.
    case reported(missing: Int64)
  }

  static let mostGaps = 1_024

  /// What each source has sent.
  package internal(set) var progress = Registry<Progress>()

  /// Notes that `number` of `source` has come.
  @inline(__always)
  mutating func note(_ source: Span<UInt8>, _ number: Int64) -> Verdict {
    progress.update(source, default: Progress()) { progress in
      let (next, overflow) = progress.highest.addingReportingOverflow(1)
      if number != next || overflow { return progress.note(number) }
      progress.highest = number
      return .next
    }
  }
}

extension Sources.Progress {
  @inline(never)
  fileprivate mutating func note(_ number: Int64) -> Sources.Verdict {
    if number > highest {
      let missing = number - highest - 1
      if missing > 0 { add(highest + 1...number - 1) }
      highest = number
      return missing > 0 ? .reported(missing: missing) : .next
    }
    let index = firstGap(endingAtOrBehind: number)
    guard index < gaps.count, gaps[index].contains(number) else { return .duplicate }
    let gap = gaps.remove(at: index)
    if number < gap.upperBound { gaps.insert(number + 1...gap.upperBound, at: index) }
    if number > gap.lowerBound { gaps.insert(gap.lowerBound...number - 1, at: index) }
    forgetLowest()
    return .reported(missing: -1)
  }

  /// The place of the first gap that does not end before `number`.
  private func firstGap(endingAtOrBehind number: Int64) -> Int {
    var low = 0
    var high = gaps.count
    while low < high {
      let middle = (low + high) / 2
      if gaps[middle].upperBound < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func add(_ gap: ClosedRange<Int64>) {
    gaps.append(gap)
    forgetLowest()
  }

  /// Beyond the limit the gap with the lowest numbers is forgotten: its numbers stay missing, and one
  /// that comes after all is a duplicate.
  private mutating func forgetLowest() {
    if gaps.count > Sources.mostGaps {
      let lowest = gaps.removeFirst()
      forgotten += lowest.upperBound - lowest.lowerBound + 1
    }
  }
}
