import CallModel

/// Where the first names of one call were written, so that each is looked up and escaped once: a
/// call's outcome has its agent's name five times and more.
struct WrittenNames {
  /// Empty where a name has not been written yet.
  private var places = InlineArray<12, Range<Int>>(repeating: 0..<0)

  /// Where the inside of a name's string is among the bytes that wait; `nil` where that is not known.
  subscript(name: Name) -> Range<Int>? {
    @inline(__always) get {
      guard name.index < 12 else { return nil }
      let place = places[Int(name.index)]
      return place.isEmpty ? nil : place
    }
    @inline(__always) set {
      if name.index < 12, let newValue { places[Int(name.index)] = newValue }
    }
  }

  /// Forgets all of them: another call's names come, or the bytes are gone.
  @inline(__always)
  mutating func removeAll() { places = InlineArray(repeating: 0..<0) }
}
