/// Values kept by byte strings for good, found by the bytes of an event without making a key of
/// them.
///
/// The standard `Dictionary` would need an owned key for each look-up (an allocation for each id
/// over 15 bytes), hashes four times as slowly, and compares `String`s by canonical equivalence,
/// which ids must not be. Values keep their place: they stand in the order of their insertion.
public struct Registry<Value> {
  @usableFromInline var index = HashIndex()
  @usableFromInline var shortKeys: [ShortKey] = []
  /// The keys, in the order of their insertion.
  package private(set) var keys: [[UInt8]] = []
  /// The values, in the order of their insertion; nothing but `update` and `insert` changes them.
  @usableFromInline package internal(set) var values: [Value] = []

  /// An empty registry.
  @inlinable
  package init() {}

  /// Where the value of `key` is kept, or `nil`.
  @inlinable @inline(__always)
  package func place(of key: Span<UInt8>) -> Int? {
    let short = ShortKey(key)
    if !short.isWhole { return place(ofLong: key, short) }
    return index.place(short.hash, of: key) { shortKeys[$0] == short }
  }

  @usableFromInline @inline(never)
  func place(ofLong key: Span<UInt8>, _ short: ShortKey) -> Int? {
    index.place(short.hash(of: key), of: key) { place in
      let known = keys[place]
      return shortKeys[place] == short && sameBytes(known.span, key)
    }
  }

  /// The value of `key`, or `nil`.
  @inlinable
  package subscript(key: Span<UInt8>) -> Value? {
    place(of: key).map { values[$0] }
  }

  /// Keeps `value` under `key`, which has none yet, and returns where.
  @discardableResult @usableFromInline
  package mutating func insert(_ key: Span<UInt8>, _ value: consuming Value) -> Int {
    let short = ShortKey(key)
    index.insert(short.hash(of: key), values.count, of: key)
    shortKeys.append(short)
    keys.append([UInt8](copying: key))
    values.append(value)
    return values.count - 1
  }

  /// Changes the value of `key` in place, which is `new` where it has none yet.
  @inlinable @inline(__always)
  package mutating func update<Result>(
    _ key: Span<UInt8>, default new: @autoclosure () -> Value, _ change: (inout Value) -> Result
  ) -> Result {
    let place = place(of: key) ?? insert(key, new())
    return change(&values[place])
  }
}

extension Registry: Sendable where Value: Sendable {}
