internal import Platform

/// What the events of one log file refer to of its personal data.
struct PeopleNeeds {
  /// The references in the order in which they came, each once.
  private(set) var references: [Reference] = []
  /// The call of the first event that has the reference, decoded; `nil` for an event without one.
  private var calls: [Reference: [UInt8]?] = [:]

  /// Takes note of an event that stands in the log file.
  mutating func note(_ event: DoorEvent, _ bytes: [UInt8]) {
    for person in event.personal {
      guard let reference = person.reference(bytes), !contains(reference) else { continue }
      references.append(reference)
      calls.updateValue(event.call?.decoded(bytes), forKey: reference)
    }
  }

  func contains(_ reference: Reference) -> Bool { calls[reference] != nil }

  /// Whether a line of personal data names the call of the events that have its reference.
  func fits(_ line: PeopleLine, _ bytes: [UInt8]) -> Bool {
    guard let call = calls[line.reference] else { return true }
    return call == (line.hasCall(bytes) ? PeopleLine.decoded(bytes, line.call) : nil)
  }
}

/// What the personal data of a log file are, beside what its events refer to.
struct PeopleFinding {
  /// References that have no line, in the order of the events: erased, or missing.
  let absent: [Reference]
  /// Damage whatever was erased.
  private let damage: LogError?
  /// Damage if one of the absent references was not erased; else what a crash left of a batch that
  /// was never finished.
  private let doubt: LogError?

  /// The absent references that no `log.erased` names; throws where the file is damaged.
  func missing(_ isErased: (Reference) -> Bool) throws(LogError) -> [Reference] {
    if let damage { throw damage }
    let missing = absent.filter { !isErased($0) }
    if let doubt, !missing.isEmpty { throw doubt }
    return missing
  }

  /// Compares a file of personal data with what is needed of it.
  ///
  /// A batch's values are synced before its frame, and so before the values of the next. So bad
  /// bytes before the line of a reference that some event has are none that a crash leaves, and
  /// neither are any where such a line is not there.
  init(_ contents: PeopleContents, _ needs: PeopleNeeds) {
    let name = FileName.people(contents.first)
    var found: Set<Reference> = []
    var needed: Int?
    var damage: LogError?
    for line in contents.lines where needs.contains(line.reference) {
      found.insert(line.reference)
      needed = line.line.lowerBound
      if damage == nil, !needs.fits(line, contents.bytes) {
        damage = LogError(name, offset: line.line.lowerBound, .damage(.personalCall))
      }
    }
    absent = needs.references.filter { !found.contains($0) }
    let bad = contents.bad.map { LogError(name, offset: $0, .damage(.personalData)) }
    guard let bad, let place = bad.offset else {
      (self.damage, doubt) = (damage, nil)
      return
    }
    if place < needed ?? 0 {
      self.damage = damage.map { $0.offset ?? 0 < place ? $0 : bad } ?? bad
      doubt = nil
    } else {
      (self.damage, doubt) = (damage, bad)
    }
  }
}
