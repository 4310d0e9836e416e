/// D3: what protects the caller, and goes from a call to those that continue it.
struct Inheritance {
  var denial = false
  var restriction = false
}

extension Call {
  /// What this call passes on. An internal call is not denied by what it inherited, but passes it on.
  var passesOn: Inheritance {
    let denial = isInternal ? inherited.denial : isDenied
    return Inheritance(denial: denial, restriction: isRestricted)
  }

  mutating func inherit() {
    if inherited.denial && !isInternal { consent = .denied }
    if inherited.restriction { isRestricted = true }
  }
}

/// The calls that have ended, in the order in which they ended.
struct EndedCalls {
  static let remembered = 65_536

  private var calls: [(id: Word, passedOn: Inheritance)] = []

  mutating func add(_ call: Call) {
    calls.append((call.id, call.passesOn))
  }

  /// What the call of an id that ended last passes on, if it is among those remembered.
  func passedOn(by id: Word) -> Inheritance? {
    calls.suffix(EndedCalls.remembered).last { $0.id == id }?.passedOn
  }
}
