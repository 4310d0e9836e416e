package import CallModel

/// Boolean properties, one bit each, in the order of `Property`.
package struct Switches: OptionSet, Hashable, Sendable, BitwiseCopyable {
  package var rawValue: UInt32

  /// Makes a set from one bit a property.
  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The set of one property.
  package init(_ property: Property) {
    rawValue = 1 << UInt32(property.rawValue)
  }

  static let recordingForced = Switches(.recordingForced)
  static let recordAgentWhenCallerDenies = Switches(.recordAgentWhenCallerDenies)
  static let manualRecordingAllowed = Switches(.manualRecordingAllowed)
  static let censorButtonVisible = Switches(.censorButtonVisible)
  static let consentRequired = Switches(.consentRequired)

  /// What holds where nothing is set.
  static let defaults: Switches = {
    var all: Switches = []
    for property in Property.allCases {
      if case .bool(default: true) = property.domain { all.insert(Switches(property)) }
    }
    return all
  }()
}
