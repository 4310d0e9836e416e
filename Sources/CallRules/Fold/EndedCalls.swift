import Bytes
import CallModel

/// What the calls that ended last pass on, found by their ids (D3).
///
/// Memory is bounded, and each call takes the same time. Most logs have no call with a parent:
/// only when one is sought does the index catch up with the calls that have ended since.
struct EndedCalls: Sendable {
  /// How many calls are remembered.
  static let most = 65_536

  private struct Entry: Sendable, BitwiseCopyable {
    var key: ShortKey
    var protection: Protection
  }

  /// The calls, each at the place that its number has among `most`.
  private var ring: [Entry] = []
  /// The ids at those places whose keys do not hold all of them.
  private var longIDs: [Int: [UInt8]] = [:]
  /// How many calls have ever ended.
  private var ended = 0
  /// Of each id the last call, for all but those from number `indexed` on.
  private var index = HashIndex()
  private var indexed = 0

  /// How many calls are remembered now.
  var count: Int { ring.count }

  /// Remembers a call that ends now, and forgets the oldest where there are too many; `longID` is
  /// needed where the key does not hold all of the id.
  mutating func note(_ key: ShortKey, _ longID: [UInt8]?, _ protection: Protection) {
    let entry = Entry(key: key, protection: protection)
    let place = ended % Self.most
    if place == ring.count {
      ring.append(entry)
    } else {
      forget(place)
      ring[place] = entry
    }
    if let longID { longIDs[place] = longID }
    ended += 1
  }

  private mutating func forget(_ place: Int) {
    if ended - Self.most < indexed {
      let id = withID(at: place) { [UInt8](copying: $0) }
      let hash = hash(of: place)
      // A later call with this id may have taken its place in the index.
      if self.place(of: id.span, ring[place].key, hash) == place {
        removeFromIndex(place, hash, id)
      }
    }
    if !ring[place].key.isWhole { longIDs[place] = nil }
  }

  /// What the last call with this id passes on, if it is remembered.
  mutating func protection(of id: Span<UInt8>) -> Protection? {
    catchUp()
    let key = ShortKey(id)
    return place(of: id, key, key.hash(of: id)).map { ring[$0].protection }
  }

  /// Puts the calls that have ended since the last time into the index, in the place of older ones
  /// with their ids.
  private mutating func catchUp() {
    for number in max(indexed, ended - Self.most)..<ended {
      let place = number % Self.most
      let hash = hash(of: place)
      let id = withID(at: place) { [UInt8](copying: $0) }
      if let older = self.place(of: id.span, ring[place].key, hash) {
        removeFromIndex(older, hash, id)
      }
      index.insert(hash, place, of: id.span)
    }
    indexed = ended
  }

  private mutating func removeFromIndex(_ place: Int, _ hash: UInt64, _ id: [UInt8]) {
    if !index.remove(hash, place) { index.removeCrowded(id) }
  }

  private func place(of id: Span<UInt8>, _ key: ShortKey, _ hash: UInt64) -> Int? {
    index.place(hash, of: id) { place in
      guard ring[place].key == key else { return false }
      return key.isWhole || longIDs[place].map { sameBytes($0.span, id) } ?? false
    }
  }

  private func hash(of place: Int) -> UInt64 {
    let key = ring[place].key
    return key.isWhole ? key.hash : withID(at: place) { byteHash($0) }
  }

  private func withID<Result>(at place: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    ring[place].key.withBytes(or: longIDs[place], body)
  }

  /// Hands each remembered call to `body`, the one that ended first at first.
  func forEach(_ body: (Span<UInt8>, Protection) -> Void) {
    for number in ended - ring.count..<ended {
      let place = number % Self.most
      withID(at: place) { body($0, ring[place].protection) }
    }
  }
}
