import CallModel

/// What protects a call's caller and passes on to a call that continues it (D3).
struct Protection: Hashable, Sendable, BitwiseCopyable {
  /// Whether the caller's latest answer, their own or inherited, is a denial.
  var isDenied = false
  var isRestricted = false
}

/// What is known of the call that another one continues.
enum Parent: Hashable, Sendable, BitwiseCopyable {
  /// It continues none.
  case none
  /// It names one that is neither in progress nor among those that ended last.
  case unknown
  case known(Protection)
}

extension Call {
  /// What the call passes on now; read where the call is, which else would be copied as a whole.
  var protection: Protection {
    mutating get {
      Protection(isDenied: state.consent == .denied, isRestricted: state.isRestricted)
    }
  }

  /// Has what the call passes on at its end remembered.
  mutating func passOn(to endedCalls: inout EndedCalls) {
    endedCalls.note(key, key.isWhole ? nil : names.bytes(of: Call.id), protection)
  }

  /// Takes over what protects the caller; a parent that is not known is an anomaly (D3).
  mutating func inherit(from parent: Parent, _ turn: inout Turn) {
    switch parent {
    case .none: break
    case .unknown:
      turn.rules.insert(.d3)
      note(.parentUnknown, turn)
    case .known(let protection):
      turn.rules.insert(.d3)
      if protection.isDenied { state.consent = .denied }
      state.isRestricted = protection.isRestricted
    }
  }
}
