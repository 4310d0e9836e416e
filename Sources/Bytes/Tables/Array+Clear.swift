extension Array {
  /// Removes all elements and lets go of their room, if there are any.
  ///
  /// What is kept for later would lie somewhere else, and be looked at again and again.
  @inlinable @inline(__always)
  package mutating func clear() {
    if !isEmpty { self = [] }
  }
}
