/// Two texts side by side, line by line.
struct LineDifference {
  /// A line of one text or of both.
  enum Line: Hashable {
    case same(String)
    case removed(String)
    case added(String)
  }

  private(set) var lines: [Line] = []

  /// The most lines that are matched with each other; of longer texts whatever lies between the
  /// same lines at both ends is shown whole.
  private static let mostMatched = 4_000

  /// How `actual` differs from `expected`, byte by byte.
  init(expected: [String], actual: [String]) {
    var (old, new) = (expected[...], actual[...])
    var end: [Line] = []
    while let line = old.first, Self.isSame(line, new.first) {
      lines.append(.same(line))
      old.removeFirst()
      new.removeFirst()
    }
    while let line = old.last, Self.isSame(line, new.last) {
      end.append(.same(line))
      old.removeLast()
      new.removeLast()
    }
    if old.count + new.count <= Self.mostMatched {
      match(Array(old), Array(new))
    } else {
      lines += old.map(Line.removed) + new.map(Line.added)
    }
    lines += end.reversed()
  }

  private mutating func match(_ old: [String], _ new: [String]) {
    let changes = new.difference(from: old) { Self.isSame($0, $1) }
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if removed.contains(left) {
        lines.append(.removed(old[left]))
        left += 1
      } else if added.contains(right) {
        lines.append(.added(new[right]))
        right += 1
      } else {
        lines.append(.same(new[right]))
        left += 1
        right += 1
      }
    }
  }

  /// Two spellings of an accent are two lines.
  private static func isSame(_ left: String, _ right: String?) -> Bool {
    right.map { left.utf8.elementsEqual($0.utf8) } ?? false
  }
}
