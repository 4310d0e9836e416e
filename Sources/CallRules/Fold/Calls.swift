import CallModel

/// The calls in progress, found by their ids, each at a place that is its own until it is over.
///
/// A free place keeps its room, so that the next call there allocates nothing until it outgrows
/// that: memory is bounded by the most calls that were ever in progress at once.
struct Calls: Sendable {
  private var index = HashIndex()
  private var free: [Int] = []
  /// The calls, and free places, by place.
  private(set) var places: [Call] = []

  /// How many calls there are.
  var count: Int { places.count - free.count }

  /// The place of the call with this id.
  @inline(__always)
  func place(of id: Span<UInt8>) -> Int? {
    index.place(byteHash(id)) { places[$0].hasID(id) }
  }

  /// Whether a call is at `place`.
  func isTaken(_ place: Int) -> Bool { places.indices.contains(place) && places[place].order > 0 }

  /// The places at which calls are, in no order that means anything.
  var taken: [Int] { places.indices.filter { places[$0].order > 0 } }

  /// Changes the call at `place`, which must be taken.
  subscript(place: Int) -> Call {
    _read { yield places[place] }
    _modify { yield &places[place] }
  }

  /// Finds a place for a call that begins, which gets this id and number.
  mutating func begin(_ id: Span<UInt8>, order: Int64) -> Int {
    let place: Int
    if let room = free.popLast() {
      place = room
    } else {
      place = places.count
      places.append(Call())
    }
    index.insert(byteHash(id), place)
    places[place].prepare(id: id, order: order)
    return place
  }

  /// Adds a call that is not there yet.
  mutating func insert(_ call: Call) {
    index.insert(call.names.withBytes(of: Call.id) { byteHash($0) }, places.count)
    places.append(call)
  }

  /// Forgets the call at `place`.
  mutating func end(_ place: Int) {
    guard isTaken(place) else { return }
    let hash = places[place].names.withBytes(of: Call.id) { byteHash($0) }
    index.remove(hash, place)
    places[place].clear()
    free.append(place)
  }
}
