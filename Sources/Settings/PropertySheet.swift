import CallModel

/// The values that are set for one company, group, user or queue.
struct PropertySheet: Hashable, Sendable {
  /// Which boolean properties are set, and which of those are on.
  private(set) var set: Switches = []
  private(set) var on: Switches = []
  /// A queue's own setting, where it is set.
  private(set) var ownRecording: QueueRecording?
  /// The values of all other properties that are set.
  private var values: [Property: SettingValue] = [:]

  /// Gives `property` a value, or (`nil`) takes it.
  mutating func change(_ property: Property, to value: SettingValue?) {
    let bit = Switches(property)
    switch value {
    case .bool(let flag):
      set.insert(bit)
      if flag { on.insert(bit) } else { on.remove(bit) }
    case .queueRecording(let recording): ownRecording = recording
    case .archiveScope, .days, .unlimited, .text: values[property] = value
    case nil where property == .recording: ownRecording = nil
    case nil:
      set.remove(bit)
      on.remove(bit)
      values[property] = nil
    }
  }

  /// `wider`, where nothing is set here.
  func over(_ wider: Switches) -> Switches {
    Switches(rawValue: wider.rawValue & ~set.rawValue | on.rawValue)
  }

  /// The queue's own setting.
  var recording: QueueRecording { ownRecording ?? .off }

  /// The value of `property`, where it is set.
  func value(of property: Property) -> SettingValue? {
    if property == .recording { return ownRecording.map { .queueRecording($0) } }
    let bit = Switches(property)
    return set.contains(bit) ? .bool(on.contains(bit)) : values[property]
  }
}
