internal import CallRules

/// The references of the calls that have not ended: the same value in the same call has one.
///
/// Values are held decoded, since two spellings of a value are one value.
struct OpenCalls {
  /// A value of a call and what stands for it.
  struct Person {
    var reference: Reference
    /// The decoded value; `nil` where it was erased, or could not be read.
    var value: [UInt8]?
    /// The log file, by its first sequence, whose personal data have the value.
    var file: UInt64
  }

  /// A call and its values.
  struct Call {
    var id: [UInt8]
    var people: [Person]
    /// The calls are counted as they come; 0 where none is.
    fileprivate(set) var number: UInt64
  }

  /// Where a call is, as long as it is remembered.
  struct Place {
    fileprivate var slot: Int
    fileprivate var number: UInt64
  }

  /// Where a value of a call is.
  struct PersonPlace {
    fileprivate(set) var call: Place
    fileprivate var index: Int
  }

  /// What a batch has changed, so that it can be taken back, the last change first.
  enum Change {
    /// A value was added to a call.
    case added(PersonPlace)
    /// Another log file's personal data came to have a value.
    case wrote(PersonPlace, before: UInt64)
    /// A call was forgotten.
    case ended(Place, Call)
  }

  /// Calls that are remembered; beyond that the one that came first is forgotten.
  static let limit = 200_000

  /// The calls, and free slots among them.
  private var slots: [Call] = []
  private var free: [Int] = []
  private var index = HashIndex()
  /// The calls in the order in which they came, ended ones among them, from `oldest` on.
  private var order: [Place] = []
  private var oldest = 0
  /// How many calls ever came.
  private var came: UInt64 = 0

  /// How many calls there are.
  var count: Int { slots.count - free.count }

  /// The calls, the one that came first at the beginning.
  var calls: [Call] { order[oldest...].filter { isThere($0) }.map { slots[$0.slot] } }

  /// Where a call is, if it has values.
  func place(of call: Span<UInt8>) -> Place? {
    index.place(byteHash(call)) { isCall($0, call) }
      .map { Place(slot: $0, number: slots[$0].number) }
  }

  private func isCall(_ slot: Int, _ call: Span<UInt8>) -> Bool {
    let id = slots[slot].id
    return sameBytes(id.span, call)
  }

  private func isThere(_ place: Place) -> Bool { slots[place.slot].number == place.number }

  /// Where a call's value is, if the call has it.
  func person(_ value: Span<UInt8>, in place: Place) -> PersonPlace? {
    guard isThere(place) else { return nil }
    let count = slots[place.slot].people.count
    for index in 0..<count {
      if let known = slots[place.slot].people[index].value, sameBytes(known.span, value) {
        return PersonPlace(call: place, index: index)
      }
    }
    return nil
  }

  /// What stands for a value, and the log file whose personal data have it.
  func person(at place: PersonPlace) -> (reference: Reference, file: UInt64) {
    let person = slots[place.call.slot].people[place.index]
    return (person.reference, person.file)
  }

  /// Adds a value, to a call or to a new one with this id, and returns where.
  @discardableResult
  mutating func add(_ person: Person, _ place: Place?, call: Span<UInt8>) -> PersonPlace {
    let place = place ?? begin(call)
    slots[place.slot].people.append(person)
    return PersonPlace(call: place, index: slots[place.slot].people.count - 1)
  }

  /// Remembers that a log file's personal data have a value.
  ///
  /// - Returns: how to take that back; `nil` where nothing changed.
  mutating func setWritten(_ place: PersonPlace, in file: UInt64) -> Change? {
    guard isThere(place.call) else { return nil }
    let before = slots[place.call.slot].people[place.index].file
    slots[place.call.slot].people[place.index].file = file
    return before == file ? nil : .wrote(place, before: before)
  }

  /// Takes in a reference that one of the log's own lines has in a call.
  mutating func observe(_ reference: Reference, call: Span<UInt8>, in file: UInt64) {
    let place = place(of: call)
    if let place,
      let index = slots[place.slot].people.firstIndex(where: { $0.reference == reference })
    {
      slots[place.slot].people[index].file = file
    } else {
      add(Person(reference: reference, value: nil, file: file), place, call: call)
    }
  }

  /// Forgets a call.
  ///
  /// - Returns: how to take that back; `nil` where it was forgotten before.
  @discardableResult
  mutating func end(_ place: Place) -> Change? {
    guard isThere(place) else { return nil }
    let call = slots[place.slot]
    index.remove(byteHash(call.id.span), place.slot)
    slots[place.slot] = Call(id: [], people: [], number: 0)
    free.append(place.slot)
    // The order is cleared of ended calls once they are the most of it.
    if order.count > 2 * count + 1024 {
      order = order[oldest...].filter { isThere($0) }
      oldest = 0
    }
    return .ended(place, call)
  }

  /// Takes back what was changed last.
  mutating func takeBack(_ change: Change) {
    switch change {
    case .added(let place):
      guard isThere(place.call) else { return }
      slots[place.call.slot].people.removeLast()
      if slots[place.call.slot].people.isEmpty { end(place.call) }
    case .wrote(let place, let file):
      guard isThere(place.call) else { return }
      slots[place.call.slot].people[place.index].file = file
    case .ended(let place, let call):
      free.removeAll { $0 == place.slot }
      slots[place.slot] = call
      index.insert(byteHash(call.id.span), place.slot)
      // It counts as the newest from now on, if the order has been cleared of it.
      let isInOrder = order[oldest...].contains {
        $0.slot == place.slot && $0.number == place.number
      }
      if !isInOrder { order.append(place) }
    }
  }

  /// Forgets values that were erased; their references stay, and stand for nothing new.
  mutating func erase(_ references: Set<Reference>) {
    change { if references.contains($0.reference) { $0.value = nil } }
  }

  /// Puts in the values of references that a log's own lines named.
  mutating func fill(_ values: [Reference: [UInt8]]) {
    change { if $0.value == nil { $0.value = values[$0.reference] } }
  }

  private mutating func change(_ body: (inout Person) -> Void) {
    for slot in slots.indices {
      for index in slots[slot].people.indices { body(&slots[slot].people[index]) }
    }
  }

  /// The references of which the values are not known, by the files that are to be asked.
  var unknown: [UInt64: Set<Reference>] {
    var unknown: [UInt64: Set<Reference>] = [:]
    for person in slots.lazy.flatMap(\.people) where person.value == nil {
      unknown[person.file, default: []].insert(person.reference)
    }
    return unknown
  }

  private mutating func begin(_ call: Span<UInt8>) -> Place {
    if count >= OpenCalls.limit { forgetOldest() }
    came += 1
    let new = Call(id: [UInt8](copying: call), people: [], number: came)
    let slot: Int
    if let room = free.popLast() {
      slot = room
      slots[slot] = new
    } else {
      slot = slots.count
      slots.append(new)
    }
    index.insert(byteHash(call), slot)
    let place = Place(slot: slot, number: came)
    order.append(place)
    return place
  }

  private mutating func forgetOldest() {
    while oldest < order.count - 1, !isThere(order[oldest]) { oldest += 1 }
    oldest += 1
    end(order[oldest - 1])
  }
}
