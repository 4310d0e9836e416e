internal import Bytes

extension OpenCalls {
  /// The values of one call and what stands for them, in the order in which they came.
  ///
  /// A call has few, and going through them is fastest; where they are many they are found by
  /// tables, which are only asked, so that their order does not matter.
  struct PersonalData {
    private(set) var all: [Person] = []
    private var byValue: [[UInt8]: Int] = [:]
    private var byReference: [Reference: Int] = [:]

    /// Up to so many are looked for one by one.
    private static let few = 32

    var count: Int { all.count }

    subscript(place: Int) -> Person { all[place] }

    /// Where a value is, if it is held.
    func place(of value: Span<UInt8>) -> Int? {
      if count > PersonalData.few { return byValue[[UInt8](copying: value)] }
      for index in all.indices {
        if let known = all[index].value, sameBytes(known.span, value) { return index }
      }
      return nil
    }

    /// Where a reference is.
    func place(of reference: Reference) -> Int? {
      if count > PersonalData.few { return byReference[reference] }
      return all.firstIndex { $0.reference == reference }
    }

    mutating func append(_ person: Person) {
      all.append(person)
      if count == PersonalData.few + 1 { return makeTables() }
      if count > PersonalData.few { enter(count - 1) }
    }

    mutating func removeLast() {
      if count == PersonalData.few + 1 {
        (byValue, byReference) = ([:], [:])
      } else if let last = all.last, count > PersonalData.few {
        if let value = last.value, byValue[value] == count - 1 { byValue[value] = nil }
        if byReference[last.reference] == count - 1 { byReference[last.reference] = nil }
      }
      all.removeLast()
    }

    /// Notes which log file's personal data have a value; says which had it before.
    mutating func setFile(_ file: UInt64, at place: Int) -> UInt64 {
      let before = all[place].file
      all[place].file = file
      return before
    }

    mutating func erase(_ references: Set<Reference>) {
      change { if references.contains($0.reference) { $0.value = nil } }
    }

    mutating func fill(_ values: [Reference: [UInt8]]) {
      change { if $0.value == nil { $0.value = values[$0.reference] } }
    }

    /// Forgets the values.
    mutating func letGo() {
      change { $0.value = nil }
    }

    private mutating func change(_ body: (inout Person) -> Void) {
      for index in all.indices { body(&all[index]) }
      if count > PersonalData.few { makeTables() }
    }

    private mutating func makeTables() {
      (byValue, byReference) = ([:], [:])
      for index in all.indices { enter(index) }
    }

    /// Where a value or a reference is there several times, the first counts.
    private mutating func enter(_ index: Int) {
      let person = all[index]
      if let value = person.value, byValue[value] == nil { byValue[value] = index }
      if byReference[person.reference] == nil { byReference[person.reference] = index }
    }
  }
}
