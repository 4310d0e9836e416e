extension Array {
  /// Removes all elements, and keeps the room of at most `most` of them.
  mutating func clear(keeping most: Int) {
    if isEmpty { return }
    removeAll(keepingCapacity: capacity <= most)
  }
}
