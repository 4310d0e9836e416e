internal import Bytes

/// All sources that ever sent to a log, and what is remembered of each.
struct SourceTable {
  private(set) var names: [[UInt8]] = []
  private(set) var states: [SourceState] = []
  private var index = HashIndex()

  /// The place of a source, made where there is none.
  mutating func place(_ name: ReceivedEvent.Value, in bytes: [UInt8]) -> Int {
    if name.isEscaped { return place(name.decoded(bytes).span) }
    return place(bytes.span.extracting(name.inside))
  }

  /// The place of a source; `nil` for one of which nothing was ever taken.
  func known(_ name: ReceivedEvent.Value, in bytes: [UInt8]) -> Int? {
    name.withDecoded(bytes) { known($0, byteHash($0)) }
  }

  /// The place of a source, made where there is none.
  private mutating func place(_ name: Span<UInt8>) -> Int {
    let hash = byteHash(name)
    if let place = known(name, hash) { return place }
    names.append([UInt8](copying: name))
    states.append(SourceState())
    index.insert(hash, names.count - 1, of: name)
    return names.count - 1
  }

  private func known(_ name: Span<UInt8>, _ hash: UInt64) -> Int? {
    index.place(hash, of: name) { place in
      let known = names[place]
      return sameBytes(known.span, name)
    }
  }

  func verdict(_ number: UInt64, from place: Int) -> SourceState.Verdict {
    states[place].verdict(number)
  }

  func savepoint(_ place: Int) -> SourceState.Savepoint { states[place].savepoint }

  mutating func record(_ number: UInt64, as sequence: UInt64, from place: Int) {
    states[place].record(number, as: sequence)
  }

  mutating func restore(_ savepoint: SourceState.Savepoint, at place: Int) {
    states[place].restore(savepoint)
  }

  mutating func trim(_ place: Int, since savepoint: SourceState.Savepoint? = nil) {
    states[place].trim(since: savepoint)
  }

  var count: Int { names.count }

  /// Forgets the sources that were added last, until so many are left.
  mutating func cut(to count: Int) {
    while names.count > count {
      let name = names.removeLast()
      if !index.remove(byteHash(name.span), names.count) { index.removeCrowded(name) }
      states.removeLast()
    }
  }

  /// Puts back a source that was kept.
  mutating func add(_ name: [UInt8], _ state: SourceState) {
    states[place(name.span)] = state
  }
}
