internal import RandomLogs

extension ForgedLog {
  /// Does one thing to personal data; says whether there was anything to do it to.
  mutating func applyToPeople(_ forgery: Forgery, _ random: inout SplitMix64) -> Bool {
    let names = people.filter { !$0.value.lines.isEmpty }.keys.sorted()
    guard !names.isEmpty else { return false }
    let name = random.one(of: names)
    guard let count = people[name]?.lines.count else { return false }
    let place = random.below(count)
    switch forgery {
    case .losePeople: people[name] = nil
    case .dropPerson: people[name]?.lines.remove(at: place)
    // The checksum is still that of the value before.
    case .editPerson: people[name]?.lines[place].value = #""+4700""#
    case .movePerson:
      guard let moved = people[name]?.lines.popLast() else { return false }
      people[name]?.lines.insert(moved, at: 0)
    case .doublePerson:
      guard let person = people[name]?.lines[place] else { return false }
      people[name]?.lines.append(person)
    case .cutPeople: people[name]?.cut = 1 + random.below(60)
    case .foreignPerson:
      people[name]?.lines[place].call = random.percent(50) ? "null" : #""c-99""#
      reseal(name, place)
    case .unseenPerson:
      let random = (0..<22).map { _ in random.one(of: Array("abcXYZ019-_")) }
      insert(ForgedPeople.Person(reference: "~" + String(random), like: self), into: name)
    case .returnPerson:
      let erased = lines.flatMap(People.erased)
      guard !erased.isEmpty else { return false }
      insert(ForgedPeople.Person(reference: random.one(of: erased), like: self), into: name)
    case _: return false
    }
    return true
  }

  private mutating func insert(_ person: ForgedPeople.Person, into name: UInt64) {
    var person = person
    // An event's own call, where some event of the file has the reference.
    let own = files.first { $0.name == name }?.frames.flatMap(\.lines).flatMap(People.references)
      .first { $0.reference == person.reference }
    if let own { person.call = own.call }
    person.seal.bytes = person.covered
    people[name]?.lines.append(person)
  }

  private mutating func reseal(_ name: UInt64, _ place: Int) {
    guard let person = people[name]?.lines[place] else { return }
    people[name]?.lines[place].seal.bytes = person.covered
  }
}

extension ForgedPeople.Person {
  fileprivate init(reference: String, like log: ForgedLog) {
    self.init(
      reference: reference, call: #""c-1""#, value: #""+4799""#,
      seal: Seal(log: log.files[0].header.log, bytes: []))
  }
}
