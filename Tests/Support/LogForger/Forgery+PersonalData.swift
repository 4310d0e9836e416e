internal import RandomLogs

extension ForgedLog {
  /// Does one thing to personal data; says whether there was anything to do it to.
  mutating func applyToPeople(_ forgery: Forgery, _ random: inout SplitMix64) -> Bool {
    let names = personalData.filter { !$0.value.lines.isEmpty }.keys.sorted()
    guard !names.isEmpty else { return false }
    let name = random.one(of: names)
    guard let count = personalData[name]?.lines.count else { return false }
    let place = random.below(count)
    switch forgery {
    case .losePeople: personalData[name] = nil
    case .dropPerson: personalData[name]?.lines.remove(at: place)
    // The checksum is still that of the value before.
    case .editPerson: personalData[name]?.lines[place].value = #""+4700""#
    case .movePerson:
      guard let moved = personalData[name]?.lines.popLast() else { return false }
      personalData[name]?.lines.insert(moved, at: 0)
    case .doublePerson:
      guard let person = personalData[name]?.lines[place] else { return false }
      personalData[name]?.lines.append(person)
    case .cutPeople: personalData[name]?.cut = 1 + random.below(60)
    case .foreignPerson:
      personalData[name]?.lines[place].call = random.percent(50) ? "null" : #""c-99""#
      reseal(name, place)
    case .unseenPerson:
      let random = (0..<22).map { _ in random.one(of: Array("abcXYZ019-_")) }
      insert(ForgedPersonalData.Person(reference: "~" + String(random), like: self), into: name)
    case .returnPerson:
      let erased = lines.flatMap(PersonalData.erased)
      guard !erased.isEmpty else { return false }
      insert(ForgedPersonalData.Person(reference: random.one(of: erased), like: self), into: name)
    case _: return false
    }
    return true
  }

  private mutating func insert(_ person: ForgedPersonalData.Person, into name: UInt64) {
    var person = person
    // An event's own call, where some event of the file has the reference.
    let own = files.first { $0.name == name }?.frames.flatMap(\.lines).flatMap(
      PersonalData.references
    )
    .first { $0.reference == person.reference }
    if let own { person.call = own.call }
    person.seal.bytes = person.covered
    personalData[name]?.lines.append(person)
  }

  private mutating func reseal(_ name: UInt64, _ place: Int) {
    guard let person = personalData[name]?.lines[place] else { return }
    personalData[name]?.lines[place].seal.bytes = person.covered
  }
}

extension ForgedPersonalData.Person {
  fileprivate init(reference: String, like log: ForgedLog) {
    self.init(
      reference: reference, call: #""c-1""#, value: #""+4799""#,
      seal: Seal(log: log.files[0].header.log, bytes: []))
  }
}
