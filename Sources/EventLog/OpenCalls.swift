/// The references of the calls that have not ended: the same value in the same call has one.
///
/// Values are held decoded, since two spellings of a value are one value.
struct OpenCalls: Hashable {
  /// A value of a call and what stands for it.
  struct Person: Hashable {
    var reference: Reference
    /// The decoded value; `nil` where it was erased, or could not be read.
    var value: [UInt8]?
    /// The log file, by its first sequence, whose personal data have the value.
    var file: UInt64
  }

  /// Calls that are remembered; beyond that the one that came first is forgotten.
  static let limit = 200_000

  private(set) var calls: [[UInt8]: [Person]] = [:]
  /// The calls in the order in which they came, ended ones among them.
  private var order: [[UInt8]] = []

  /// The reference of a value, if it has one.
  func reference(call: [UInt8], value: [UInt8]) -> Reference? {
    calls[call]?.first { $0.value == value }?.reference
  }

  mutating func add(_ person: Person, call: [UInt8]) {
    if calls[call] == nil {
      order.append(call)
      if calls.count >= OpenCalls.limit { forgetOldest() }
    }
    calls[call, default: []].append(person)
  }

  /// Whether a log file's personal data have the value of a reference of a call.
  func isWritten(_ reference: Reference, call: [UInt8], in file: UInt64) -> Bool {
    calls[call]?.contains { $0.reference == reference && $0.file == file } ?? false
  }

  /// Remembers that a log file's personal data have the value of a reference of a call.
  mutating func setWritten(_ reference: Reference, call: [UInt8], in file: UInt64) {
    guard let index = calls[call]?.firstIndex(where: { $0.reference == reference }) else { return }
    calls[call]?[index].file = file
  }

  /// Takes in a reference that one of the log's own lines has in a call.
  mutating func observe(_ reference: Reference, call: [UInt8], in file: UInt64) {
    if calls[call]?.contains(where: { $0.reference == reference }) == true {
      setWritten(reference, call: call, in: file)
    } else {
      add(Person(reference: reference, value: nil, file: file), call: call)
    }
  }

  /// Takes back what was added last to a call.
  mutating func removeLast(call: [UInt8]) {
    guard var people = calls[call], people.popLast() != nil else { return }
    calls[call] = people.isEmpty ? nil : people
  }

  mutating func end(_ call: [UInt8]) {
    calls[call] = nil
    // The order is cleared of ended calls once they are the most of it.
    if order.count > 2 * calls.count + 1024 { order.removeAll { calls[$0] == nil } }
  }

  /// Forgets values that were erased; their references stay, and stand for nothing new.
  mutating func erase(_ references: Set<Reference>) {
    for (call, people) in calls where people.contains(where: { references.contains($0.reference) })
    {
      calls[call] = people.map {
        references.contains($0.reference)
          ? Person(reference: $0.reference, value: nil, file: $0.file) : $0
      }
    }
  }

  /// Puts in the values of references that a log's own lines named.
  mutating func fill(_ values: [Reference: [UInt8]]) {
    for (call, people) in calls {
      calls[call] = people.map {
        Person(
          reference: $0.reference, value: $0.value ?? values[$0.reference], file: $0.file)
      }
    }
  }

  /// The files that are to be asked for values of which only the references are known.
  var filesToAsk: [UInt64] {
    Set(calls.values.joined().filter { $0.value == nil }.map(\.file)).sorted()
  }

  private mutating func forgetOldest() {
    var index = 0
    while index < order.count - 1, calls[order[index]] == nil { index += 1 }
    calls[order[index]] = nil
    order.removeFirst(index + 1)
  }
}
