internal import Bytes

/// What the events of one log file refer to of its personal data.
struct PersonalDataNeeds {
  private var index = ReferenceIndex()
  /// By the reference's place, where in `names` the call of the first event is that has it; `nil` for
  /// an event without one.
  private var calls: [Range<Int>?] = []
  /// Ids of calls, decoded, one behind the other.
  private var names: [UInt8] = []

  /// The references in the order in which they came, each once.
  var references: [Reference] { index.references }

  /// Takes note of an event that stands in the log file.
  mutating func note(_ event: ReceivedEvent, _ bytes: [UInt8]) {
    for person in event.personal {
      guard let reference = person.reference(bytes) else { continue }
      note(reference, call: event.call, bytes)
    }
  }

  /// Takes note of a reference that an event of the log file has.
  mutating func note(_ reference: Reference, call: ReceivedEvent.Value?, _ bytes: [UInt8]) {
    guard index.insert(reference).isNew else { return }
    guard let call else {
      calls.append(nil)
      return
    }
    let start = names.count
    call.withDecoded(bytes) { names.append(copying: $0) }
    calls.append(start..<names.count)
  }

  func contains(_ reference: Reference) -> Bool { place(of: reference) != nil }

  /// The place in `references` of one; `nil` where no event has it.
  func place(of reference: Reference) -> Int? { index.place(of: reference) }

  /// Whether a line of personal data names the call of the events that have the reference at a place,
  /// which is the line's.
  func fits(_ line: PersonalDataLine, _ bytes: [UInt8], at place: Int) -> Bool {
    guard let call = calls[place], line.hasCall(bytes) else {
      return calls[place] == nil && !line.hasCall(bytes)
    }
    return PersonalDataLine.withDecoded(bytes, line.call) {
      sameBytes($0, names.span.extracting(call))
    }
  }
}

/// What the personal data of a log file are, beside what its events refer to.
struct PersonalDataFinding {
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
  init(_ contents: PersonalDataContents, _ needs: PersonalDataNeeds) {
    let name = FileName.personalData(contents.first)
    var found = [Bool](repeating: false, count: needs.references.count)
    var needed: Int?
    var damage: LogError?
    for line in contents.lines {
      guard let place = needs.place(of: line.reference) else { continue }
      found[place] = true
      needed = line.line.lowerBound
      if damage == nil, !needs.fits(line, contents.bytes, at: place) {
        damage = LogError(name, offset: line.line.lowerBound, .damage(.personalCall))
      }
    }
    absent = zip(needs.references, found).filter { !$0.1 }.map(\.0)
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
