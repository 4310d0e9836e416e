/// All sources that ever sent to a log, and what is remembered of each.
struct Sources: Hashable {
  private(set) var names: [[UInt8]] = []
  private(set) var states: [SourceState] = []
  private var places: [[UInt8]: Int] = [:]
  /// The place of the source that was asked for last: it is often the next one too.
  private var latest = 0

  /// The place of a source, made where there is none.
  mutating func place(_ name: DoorEvent.Value, in bytes: [UInt8]) -> Int {
    if !name.isEscaped, latest < names.count, names[latest].elementsEqual(bytes[name.inside]) {
      return latest
    }
    latest = place(name.decoded(bytes))
    return latest
  }

  /// The place of a source, made where there is none.
  mutating func place(_ name: [UInt8]) -> Int {
    if let place = places[name] { return place }
    names.append(name)
    states.append(SourceState())
    places[name] = names.count - 1
    return names.count - 1
  }

  func verdict(_ number: UInt64, from place: Int) -> SourceState.Verdict {
    states[place].verdict(number)
  }

  func mark(_ place: Int) -> SourceState.Mark { states[place].mark }

  mutating func record(_ number: UInt64, as sequence: UInt64, from place: Int) {
    states[place].record(number, as: sequence)
  }

  mutating func restore(_ mark: SourceState.Mark, at place: Int) {
    states[place].restore(mark)
  }

  mutating func trim(_ place: Int) {
    states[place].trim()
  }

  /// Puts back a source that was kept.
  mutating func add(_ name: [UInt8], _ state: SourceState) {
    states[place(name)] = state
  }
}
