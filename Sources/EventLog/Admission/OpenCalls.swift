internal import Bytes

/// The references of the calls that have not ended: the same value in the same call has one.
///
/// Values are held decoded, since two spellings of a value are one value. Beyond a number of calls,
/// the values of the one that was used longest ago are let go of; its references stay, so that the
/// values can be read again from the log's personal data.
struct OpenCalls {
  /// A value of a call and what stands for it.
  struct Person {
    var reference: Reference
    /// The decoded value; `nil` where it was erased, could not be read, or was let go of.
    var value: [UInt8]?
    /// The log file, by its first sequence, whose personal data have the value.
    var file: UInt64
  }

  /// A call and its values.
  struct Call {
    var id: [UInt8]
    fileprivate(set) var personalData: PersonalData
    /// The calls are counted as they come; 0 where none is.
    fileprivate(set) var number: UInt64
    /// Where it is in the order of use; 0 where its values were let go of.
    fileprivate var stamp: UInt64
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

  /// A call in the order of use, as long as it has that stamp.
  private struct Use {
    var slot: Int
    var stamp: UInt64
  }

  /// Calls whose values are held unless it is set otherwise.
  static let limit = 200_000

  /// Calls whose values are held; beyond that those of the one that was used longest ago are let go.
  var limit = OpenCalls.limit {
    didSet { while held > limit { letGoOldest() } }
  }

  /// The calls, and free slots among them.
  private var slots: [Call] = []
  private var free: [Int] = []
  private var index = HashIndex()
  /// The calls whose values are held in the order of use, others among them, from `oldest` on.
  /// Stamps rise.
  private var order: [Use] = []
  private var oldest = 0
  /// Calls whose values are held.
  private var held = 0
  /// How many calls ever came.
  private var came: UInt64 = 0
  /// The latest stamp.
  private var stamp: UInt64 = 0

  /// How many calls there are.
  var count: Int { slots.count - free.count }

  /// Whether values of any call were let go of.
  var hasLetGo: Bool { held < count }

  /// The calls: first those whose values were let go of, in the order in which they came, then those
  /// whose values are held, the one that was used longest ago first.
  var calls: [Call] {
    let letGo = slots.filter { $0.number > 0 && $0.stamp == 0 }.sorted { $0.number < $1.number }
    return letGo + order[oldest...].filter { isThere($0) }.map { slots[$0.slot] }
  }

  /// Where a call is, if it has values.
  func place(of call: Span<UInt8>) -> Place? {
    index.place(byteHash(call), of: call) { isCall($0, call) }
      .map { Place(slot: $0, number: slots[$0].number) }
  }

  private func isCall(_ slot: Int, _ call: Span<UInt8>) -> Bool {
    let id = slots[slot].id
    return sameBytes(id.span, call)
  }

  private func isThere(_ place: Place) -> Bool { slots[place.slot].number == place.number }

  private func isThere(_ use: Use) -> Bool { slots[use.slot].stamp == use.stamp }

  /// Where a call's value is, if the call has it and it is held.
  func person(_ value: Span<UInt8>, in place: Place) -> PersonPlace? {
    guard isThere(place) else { return nil }
    return slots[place.slot].personalData.place(of: value).map {
      PersonPlace(call: place, index: $0)
    }
  }

  /// What stands for a value, and the log file whose personal data have it.
  func person(at place: PersonPlace) -> (reference: Reference, file: UInt64) {
    let person = slots[place.call.slot].personalData[place.index]
    return (person.reference, person.file)
  }

  /// Adds a value, to a call or to a new one with this id, and returns where.
  @discardableResult
  mutating func add(_ person: Person, _ place: Place?, call: Span<UInt8>) -> PersonPlace {
    let place = place ?? begin(call)
    slots[place.slot].personalData.append(person)
    return PersonPlace(call: place, index: slots[place.slot].personalData.count - 1)
  }

  /// Remembers that a log file's personal data have a value.
  ///
  /// - Returns: how to take that back; `nil` where nothing changed.
  mutating func setWritten(_ place: PersonPlace, in file: UInt64) -> Change? {
    guard isThere(place.call) else { return nil }
    let before = slots[place.call.slot].personalData.setFile(file, at: place.index)
    return before == file ? nil : .wrote(place, before: before)
  }

  /// Takes in a reference that one of the log's own lines has in a call.
  mutating func observe(_ reference: Reference, call: Span<UInt8>, in file: UInt64) {
    let place = place(of: call)
    if let place, let index = slots[place.slot].personalData.place(of: reference) {
      _ = slots[place.slot].personalData.setFile(file, at: index)
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
    if !index.remove(byteHash(call.id.span), place.slot) { index.removeCrowded(call.id) }
    slots[place.slot] = Call(id: [], personalData: PersonalData(), number: 0, stamp: 0)
    free.append(place.slot)
    if call.stamp > 0 { held -= 1 }
    clearOrder()
    return .ended(place, call)
  }

  /// Takes back what was changed last.
  mutating func rollBack(_ change: Change) {
    switch change {
    case .added(let place):
      guard isThere(place.call) else { return }
      slots[place.call.slot].personalData.removeLast()
      if slots[place.call.slot].personalData.count == 0 { end(place.call) }
    case .wrote(let place, let file):
      guard isThere(place.call) else { return }
      _ = slots[place.call.slot].personalData.setFile(file, at: place.index)
    case .ended(let place, let call):
      // What was freed since is taken again by now, so it was freed last.
      if let index = free.lastIndex(of: place.slot) { free.remove(at: index) }
      slots[place.slot] = call
      index.insert(byteHash(call.id.span), place.slot, of: call.id.span)
      guard call.stamp > 0 else { return }
      held += 1
      // It counts as the one used last from now on, if the order has been cleared of it.
      let use = order[oldest...].firstPlace { $0.stamp >= call.stamp }
      if use == order.count || order[use].stamp != call.stamp { makeNewest(place.slot) }
    }
  }

  /// Forgets values that were erased; their references stay, and stand for nothing new.
  mutating func erase(_ references: Set<Reference>) {
    for slot in slots.indices { slots[slot].personalData.erase(references) }
  }

  /// Puts in the values of references that a log's own lines named.
  mutating func fill(_ values: [Reference: [UInt8]]) {
    for slot in slots.indices where slots[slot].stamp > 0 { slots[slot].personalData.fill(values) }
  }

  /// The references of which the values are not known, though they are not let go of, by the files
  /// that are to be asked.
  var unknown: [UInt64: Set<Reference>] {
    var unknown: [UInt64: Set<Reference>] = [:]
    for call in slots where call.stamp > 0 {
      for person in call.personalData.all where person.value == nil {
        unknown[person.file, default: []].insert(person.reference)
      }
    }
    return unknown
  }

  private mutating func begin(_ call: Span<UInt8>) -> Place {
    came += 1
    let new = Call(id: [UInt8](copying: call), personalData: PersonalData(), number: came, stamp: 0)
    let slot: Int
    if let room = free.popLast() {
      slot = room
      slots[slot] = new
    } else {
      slot = slots.count
      slots.append(new)
    }
    index.insert(byteHash(call), slot, of: call)
    hold(slot)
    return Place(slot: slot, number: came)
  }
}

// Letting go of values, and reading them again.
extension OpenCalls {
  /// The references of a call whose values were let go of, in the order in which they came, and the
  /// log files whose personal data have the values; `nil` where its values are held.
  func letGo(_ place: Place) -> [(reference: Reference, file: UInt64)]? {
    guard isThere(place), slots[place.slot].stamp == 0 else { return nil }
    return slots[place.slot].personalData.all.map { ($0.reference, $0.file) }
  }

  /// Holds the values of a call again that were let go of.
  mutating func restore(_ values: [Reference: [UInt8]], in place: Place) {
    guard isThere(place), slots[place.slot].stamp == 0 else { return }
    slots[place.slot].personalData.fill(values)
    hold(place.slot)
  }

  private mutating func hold(_ slot: Int) {
    makeNewest(slot)
    held += 1
    if held > limit { letGoOldest() }
  }

  /// Makes a call the one that was used last.
  private mutating func makeNewest(_ slot: Int) {
    stamp += 1
    slots[slot].stamp = stamp
    order.append(Use(slot: slot, stamp: stamp))
  }

  private mutating func letGoOldest() {
    while oldest < order.count - 1, !isThere(order[oldest]) { oldest += 1 }
    guard oldest < order.count, isThere(order[oldest]) else { return }
    slots[order[oldest].slot].personalData.letGo()
    slots[order[oldest].slot].stamp = 0
    oldest += 1
    held -= 1
    clearOrder()
  }

  /// The order is cleared of others once they are the most of it.
  private mutating func clearOrder() {
    guard order.count > 2 * held + 1024 else { return }
    order = order[oldest...].filter { isThere($0) }
    oldest = 0
  }
}
