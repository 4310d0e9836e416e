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

  /// `recordingForced`.
  package static let recordingForced = Switches(.recordingForced)
  /// `recordAgentWhenCallerDenies`.
  package static let recordAgentWhenCallerDenies = Switches(.recordAgentWhenCallerDenies)
  /// `manualRecordingAllowed`.
  package static let manualRecordingAllowed = Switches(.manualRecordingAllowed)
  /// `censorButtonVisible`.
  package static let censorButtonVisible = Switches(.censorButtonVisible)
  /// `consentRequired`.
  package static let consentRequired = Switches(.consentRequired)

  /// What holds where nothing is set.
  static let defaults: Switches = {
    var all: Switches = []
    for property in Property.allCases {
      if case .bool(default: true) = property.domain { all.insert(Switches(property)) }
    }
    return all
  }()
}
