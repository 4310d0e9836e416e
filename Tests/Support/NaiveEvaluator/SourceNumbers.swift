/// The running numbers of one source that have come, and the gaps among them.
struct SourceNumbers {
  let source: Word
  var highest = 0
  /// Unbroken runs of missing numbers, lowest first.
  var gaps: [ClosedRange<Int>] = []

  init(source: Word) {
    self.source = source
  }

  enum Arrival {
    case expected
    case duplicate
    /// To be reported: how many are missing before it, or -1 for a late one.
    case reported(missing: Int)
  }

  mutating func take(_ n: Int) -> Arrival {
    if n > highest {
      let missing = n - highest - 1
      if missing > 0 {
        gaps.append(highest + 1...n - 1)
        giveUpTheLowest()
      }
      highest = n
      return missing > 0 ? .reported(missing: missing) : .expected
    }
    for (index, gap) in gaps.enumerated() where gap.contains(n) {
      var parts: [ClosedRange<Int>] = []
      if gap.lowerBound < n { parts.append(gap.lowerBound...n - 1) }
      if n < gap.upperBound { parts.append(n + 1...gap.upperBound) }
      gaps.replaceSubrange(index...index, with: parts)
      giveUpTheLowest()
      return .reported(missing: -1)
    }
    return .duplicate
  }

  /// At most 1,024 gaps are remembered. The numbers of one that is forgotten stay missing in the sum
  /// of the reports, and a late one is a duplicate.
  private mutating func giveUpTheLowest() {
    while gaps.count > 1024 {
      gaps.removeFirst()
    }
  }
}
