/// Values kept by byte strings for good, found by the bytes of an event without making a key of
/// them.
///
/// The standard `Dictionary` would need an owned key for each look-up (an allocation for each id
/// over 15 bytes), hashes four times as slowly, and compares `String`s by canonical equivalence,
/// which ids must not be. Values keep their place: they stand in the order of their insertion.
package struct Registry<Value> {
  private var index = HashIndex()
  package private(set) var keys: [[UInt8]] = []
  package private(set) var values: [Value] = []

  /// An empty registry.
  package init() {}

  /// Where the value of `key` is kept, or `nil`.
  package func place(of key: Span<UInt8>) -> Int? {
    index.place(byteHash(key)) { isKey($0, key) }
  }

  /// The value of `key`, or `nil`.
  package subscript(key: Span<UInt8>) -> Value? {
    place(of: key).map { values[$0] }
  }

  /// Keeps `value` under `key`, which has none yet, and returns where.
  @discardableResult
  package mutating func insert(_ key: Span<UInt8>, _ value: consuming Value) -> Int {
    index.insert(byteHash(key), values.count)
    keys.append([UInt8](copying: key))
    values.append(value)
    return values.count - 1
  }

  /// Changes the value of `key` in place, which is `new` where it has none yet.
  @inline(__always)
  package mutating func update<Result>(
    _ key: Span<UInt8>, default new: @autoclosure () -> Value, _ change: (inout Value) -> Result
  ) -> Result {
    let place = place(of: key) ?? insert(key, new())
    return change(&values[place])
  }

  @inline(__always)
  private func isKey(_ place: Int, _ key: Span<UInt8>) -> Bool {
    let known = keys[place]
    return sameBytes(known.span, key)
  }
}

extension Registry: Sendable where Value: Sendable {}
