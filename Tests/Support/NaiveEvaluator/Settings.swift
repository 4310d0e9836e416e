/// What configuration says at one place of the log.
struct Settings {
  /// Every value that is set; the subject is nothing for the company.
  var values: [(scope: Word, subject: Word?, property: Word, value: FieldValue)] = []
  /// The group of each user who is in one.
  var groups: [(user: Word, group: Word)] = []

  /// Takes a configuration event, or says why it is refused.
  mutating func take(_ event: Event) -> Word? {
    if event.type == "setting.changed" { return takeSetting(event) }
    return takeGroup(event)
  }

  private mutating func takeSetting(_ event: Event) -> Word? {
    guard let name = event.word("property"), let scope = event.word("scope"),
      let value = event.fields.value("value")
    else { return nil }
    let subject = event.word("subject")

    // S3
    guard let property = Property.named(name) else { return "badSetting" }
    if !property.scopes.contains(scope) { return "badSetting" }
    if !property.takes(value) { return "badSetting" }
    if scope == "company" && subject != nil { return "badSetting" }
    if scope != "company" && subject == nil { return "badSetting" }

    // S2
    if let user = event.word("by"), !isOn(property.administration, for: user) {
      return "notAllowed"
    }

    values.removeAll { $0.scope == scope && $0.subject == subject && $0.property == name }
    if value != .null {
      values.append((scope, subject, name, value))
    }
    return nil
  }

  private mutating func takeGroup(_ event: Event) -> Word? {
    guard let user = event.word("user") else { return nil }

    // S2, and section 2 of the archive's rules
    if let changer = event.word("by") {
      if !isOn("recordingAdministration", for: changer) { return "notAllowed" }
      let groups = [group(of: user), event.word("group")]
      let needsMore = groups.contains { $0.map { administersArchive($0) } ?? false }
      if needsMore && !isOn("archiveAdministration", for: changer) { return "notAllowed" }
    }

    groups.removeAll { $0.user == user }
    if let group = event.word("group") {
      groups.append((user, group))
    }
    return nil
  }

  /// A user's value, else their group's, else the company's, else the default, which is false for
  /// every property that is asked for here.
  func isOn(_ property: Word, for user: Word) -> Bool {
    if let value = value("user", user, property) { return value == .truth(true) }
    if let group = group(of: user), let value = value("group", group, property) {
      return value == .truth(true)
    }
    if let value = value("company", nil, property) { return value == .truth(true) }
    return false
  }

  private func group(of user: Word) -> Word? {
    for membership in groups where membership.user == user {
      return membership.group
    }
    return nil
  }

  /// Whether a group's own `archiveAdministration` is true.
  private func administersArchive(_ group: Word) -> Bool {
    value("group", group, "archiveAdministration") == .truth(true)
  }

  /// The `recording` of a queue.
  func recording(ofQueue queue: Word) -> Word {
    if case .text(let word)? = value("queue", queue, "recording") { return word }
    return "off"
  }

  private func value(_ scope: Word, _ subject: Word?, _ property: Word) -> FieldValue? {
    for entry in values
    where entry.scope == scope && entry.subject == subject && entry.property == property {
      return entry.value
    }
    return nil
  }
}
