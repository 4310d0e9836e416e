import Bytes
package import CallModel

/// The configuration as the log has reported it so far (S1–S3).
///
/// A user's value counts, else their group's, else the company's, else the default. A queue has
/// its own.
package struct SettingsStore: Sendable {
  struct User: Hashable, Sendable {
    var group: [UInt8]?
    var sheet = PropertySheet()
  }

  var company = PropertySheet()
  var groups = Registry<PropertySheet>()
  var users = Registry<User>()
  var queues = Registry<PropertySheet>()

  /// What became of an event that concerns settings.
  package struct Change: Sendable, BitwiseCopyable {
    package var rules: RuleSet
    /// Why it was not taken; `nil` where it was.
    package var refusal: SettingRefusal?
  }

  /// Nothing is set.
  package init() {}

  /// Takes a change, or refuses it (S3, then S2); what is refused changes nothing.
  package mutating func apply(_ change: SettingChange, _ bytes: Span<UInt8>) -> Change {
    guard let property = property(bytes.extracting(change.property.range)),
      property.exists(in: change.scope), (change.subject == nil) == (change.scope == .company)
    else { return refused(.badSetting) }
    let value: SettingValue?
    switch property.domain.judge(change.value, bytes) {
    case .bad: return refused(.badSetting)
    case .unsets: value = nil
    case .sets(let new): value = new
    }
    if !may(change.by, property.neededRight, bytes) { return refused(.notAllowed) }
    switch (change.scope, change.subject) {
    case (.group, let subject?):
      groups.update(bytes.extracting(subject.range), default: PropertySheet()) {
        $0.change(property, to: value)
      }
    case (.user, let subject?):
      users.update(bytes.extracting(subject.range), default: User()) {
        $0.sheet.change(property, to: value)
      }
    case (.queue, let subject?):
      queues.update(bytes.extracting(subject.range), default: PropertySheet()) {
        $0.change(property, to: value)
      }
    case (.company, _), (.group, nil), (.user, nil), (.queue, nil):
      company.change(property, to: value)
    }
    return Change(rules: ruleSet(.s1, .s2))
  }

  /// Puts a user into a group, or takes them out of theirs (S2); where either group's own
  /// `archiveAdministration` is on, that needs this right too.
  package mutating func group(
    _ user: Text, into group: Text?, by: Text?, _ bytes: Span<UInt8>
  ) -> Change {
    if !may(by, .recordingAdministration, bytes) { return refused(.notAllowed) }
    let group = group.map { [UInt8](copying: bytes.extracting($0.range)) }
    let old = users[bytes.extracting(user.range)]?.group
    if [old, group].contains(where: { administersArchive($0) }),
      !may(by, .archiveAdministration, bytes)
    {
      return refused(.notAllowed)
    }
    users.update(bytes.extracting(user.range), default: User()) { $0.group = group }
    return Change(rules: ruleSet(.s1, .s2))
  }

  /// Whether a group's own `archiveAdministration` is on.
  private func administersArchive(_ group: [UInt8]?) -> Bool {
    guard let group, let sheet = groups[group.span] else { return false }
    return sheet.on.contains(Switches(.archiveAdministration))
  }

  /// The boolean properties that hold for a user now.
  package func switches(ofUser user: Span<UInt8>) -> Switches {
    let wide = company.over(.defaults)
    guard let place = users.place(of: user) else { return wide }
    return users.values[place].sheet.over(switches(ofGroup: users.values[place].group, wide))
  }

  private func switches(ofGroup group: [UInt8]?, _ wide: Switches) -> Switches {
    guard let group, let place = groups.place(of: group.span) else { return wide }
    return groups.values[place].over(wide)
  }

  /// What a queue is set to.
  package func recording(ofQueue queue: Span<UInt8>) -> QueueRecording {
    queues.place(of: queue).map { queues.values[$0].recording } ?? .off
  }

  /// Whether provisioning, or a user with that right, made the change (S2).
  private func may(_ by: Text?, _ right: Property, _ bytes: Span<UInt8>) -> Bool {
    guard let by else { return true }
    return switches(ofUser: bytes.extracting(by.range)).contains(Switches(right))
  }

  private func property(_ word: Span<UInt8>) -> Property? {
    Property.allCases.first { property in
      let known = property.word
      guard known.utf8CodeUnitCount == word.count else { return false }
      return word.indices.allSatisfy { unsafe known.utf8Start[$0] == word[$0] }
    }
  }

  private func refused(_ reason: SettingRefusal) -> Change {
    switch reason {
    case .badSetting: Change(rules: ruleSet(.s3), refusal: reason)
    case .notAllowed: Change(rules: ruleSet(.s2), refusal: reason)
    }
  }

  private func ruleSet(_ rules: Rule...) -> RuleSet {
    var set: RuleSet = []
    for rule in rules { set.insert(rule) }
    return set
  }
}
