/// The keys of one line that are no field of ours: each may stand once, too.
struct UnknownKeys {
  private var few: [[UInt8]] = []
  private var many: Set<[UInt8]> = []

  /// A line has few of them, if any; no line may be slow for having thousands.
  private static let mostFew = 16

  /// Forgets all keys.
  @inline(__always)
  mutating func removeAll() {
    if few.isEmpty { return }
    few.removeAll(keepingCapacity: true)
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
}
