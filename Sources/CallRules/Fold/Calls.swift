import Bytes
import CIntrinsics
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
    let key = ShortKey(id)
    return place(of: id, key, key.hash(of: id))
  }

  /// The place of the call with this id, whose key and hash are known.
  @inline(__always)
  func place(of id: Span<UInt8>, _ key: ShortKey, _ hash: UInt64) -> Int? {
    index.place(hash, of: id) { isPlace($0, of: id, key) }
  }

  /// Whether the call at `place` has this id.
  @inline(__always)
  func isPlace(_ place: Int, of id: Span<UInt8>, _ key: ShortKey) -> Bool {
    places[place].key == key && (key.isWhole || isPlace(place, ofLong: id))
  }

  @inline(never)
  private func isPlace(_ place: Int, ofLong id: Span<UInt8>) -> Bool {
    isTaken(place) && places[place].names.withBytes(of: Call.id) { sameBytes($0, id) }
  }

  /// Asks the processor for the memory that tells where the call with this hash is: nothing else
  /// happens.
  @inline(__always)
  func prefetch(_ hash: UInt64) { index.prefetch(hash) }

  /// The place at which the call with this hash most likely is, for whose memory the processor is
  /// asked, all of it or what most events look at; −1 where there is none.
  @inline(__always)
  func prefetchCall(_ hash: UInt64, isWhole: Bool) -> Int {
    let place = index.likelyPlace(hash)
    unsafe places.withUnsafeBufferPointer { calls in
      guard let start = calls.baseAddress, place >= 0, place < calls.count else { return }
      let call = unsafe UnsafeRawPointer(start + place)
      for line in 0..<Self.linesTouched { unsafe cprefetch(call + line * 64) }
      if isWhole {
        for line in Self.linesTouched..<Self.lines { unsafe cprefetch(call + line * 64) }
      }
    }
    return place
  }

  /// How many cache lines a call takes.
  private static let lines = (MemoryLayout<Call>.size + 127) / 64

  /// How many cache lines of a call most events look at.
  private static let linesTouched =
    (MemoryLayout<Call>.size - MemoryLayout<Journal>.size + 127) / 64

  /// Whether a call is at `place`.
  func isTaken(_ place: Int) -> Bool { places.indices.contains(place) && places[place].isTaken }

  /// The places at which calls are, in no order that means anything.
  var taken: [Int] { places.indices.filter { places[$0].isTaken } }

  /// The call at `place`, which must be taken.
  subscript(place: Int) -> Call {
    _read { yield places[place] }
    _modify { yield &places[place] }
  }

  /// Finds a place for a call that begins, which gets this id and number.
  mutating func begin(_ id: Span<UInt8>, _ hash: UInt64, order: Int64) -> Int {
    let place: Int
    if let room = free.popLast() {
      place = room
    } else {
      place = places.count
      places.append(Call())
    }
    index.insert(hash, place, of: id)
    places[place].prepare(id: id, order: order)
    return place
  }

  /// Adds a call that is not there yet.
  mutating func insert(_ call: Call) {
    call.names.withBytes(of: Call.id) { id in
      index.insert(ShortKey(id).hash(of: id), places.count, of: id)
    }
    places.append(call)
  }

  /// Forgets the call at `place`.
  mutating func end(_ place: Int) {
    guard isTaken(place) else { return }
    if !index.remove(places[place].hash, place) {
      index.removeCrowded(places[place].names.bytes(of: Call.id))
    }
    places[place].clear()
    free.append(place)
  }
}
