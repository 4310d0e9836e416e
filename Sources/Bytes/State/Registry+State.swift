extension Registry {
  /// Writes the values in the order of their keys' bytes, those aside that are as if they had
  /// never been.
  package func save(
    to writer: inout StateWriter, leavingOut nothing: Value,
    _ save: (Value, inout StateWriter) -> Void
  ) where Value: Equatable {
    var places: [(key: [UInt8], place: Int)] = []
    for place in values.indices where values[place] != nothing {
      places.append((keys[place], place))
    }
    places.sort { $0.key.lexicographicallyPrecedes($1.key) }
    writer.count(places.count)
    for (key, place) in places {
      writer.text(key.span)
      save(values[place], &writer)
    }
  }

  /// Reads values, each under an id; `nil` stands for one that would have been left out.
  package init(
    from reader: inout StateReader, of part: SavedStateError.Part,
    _ read: (inout StateReader) throws(SavedStateError) -> Value?
  ) throws(SavedStateError) {
    self.init()
    var last: [UInt8] = []
    for _ in 0..<(try reader.count(of: part, eachAtLeast: 3)) {
      let key = try reader.id(of: part)
      guard last.lexicographicallyPrecedes(key) else { throw reader.error(.notInOrder(part)) }
      guard let value = try read(&reader) else { throw reader.error(.doesNotFit(part)) }
      _ = insert(key.span, value)
      last = key
    }
  }
}
