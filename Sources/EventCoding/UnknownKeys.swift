import CallModel

/// The keys of one line that are no field of ours: each may be given once, too.
struct UnknownKeys {
  private var few: [[UInt8]] = []
  private var many: Set<[UInt8]> = []
  /// Those of a plain line, by where they lie in it.
  private var plain: [Text] = []

  /// A line has few of them, if any; no line may be slow for having thousands.
  private static let mostFew = 16

  /// Forgets all keys.
  @inline(__always)
  mutating func removeAll() {
    if few.isEmpty, plain.isEmpty { return }
    few.removeAll(keepingCapacity: true)
    plain.removeAll(keepingCapacity: true)
    many = []
  }

  /// Notes a key; false if it is there already.
  mutating func insert(_ key: [UInt8]) -> Bool {
    if few.contains(key) { return false }
    if few.count < Self.mostFew {
      few.append(key)
      return true
    }
    return many.insert(key).inserted
  }

  /// Notes a key of a plain line; false if it is there already, or if the line has too many.
  mutating func insert(_ key: Text, _ line: borrowing ScannedLine) -> Bool {
    if plain.count == Self.mostFew { return false }
    for other in plain where other.count == key.count {
      let isSame = (0..<Int(key.count)).allSatisfy {
        line[Int(other.start) + $0] == line[Int(key.start) + $0]
      }
      if isSame { return false }
    }
    plain.append(key)
    return true
  }
}
