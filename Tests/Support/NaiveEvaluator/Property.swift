/// A property that the settings know: its scopes, the values that it takes, and who may set it.
struct Property {
  enum Values {
    case bool
    case words([Word])
    case days(ClosedRange<Int>)
    case daysOrUnlimited
    case reasons
    case address
    case text
    case textWithLink
    case languageTag
  }

  let name: Word
  let scopes: [Word]
  let values: Values
  /// The property that must be true for a user who sets this one.
  let administration: Word

  static let people: [Word] = ["company", "group", "user"]

  static func ofPeople(_ name: Word, _ values: Values) -> Property {
    Property(name: name, scopes: people, values: values, administration: "recordingAdministration")
  }

  static let all: [Property] = [
    ofPeople("recordingForced", .bool),
    ofPeople("recordAgentWhenCallerDenies", .bool),
    ofPeople("manualRecordingAllowed", .bool),
    ofPeople("censorButtonVisible", .bool),
    ofPeople("consentRequired", .bool),
    ofPeople("recordingAdministration", .bool),
    Property(
      name: "recording", scopes: ["queue"], values: .words(["off", "forced", "pending", "never"]),
      administration: "recordingAdministration"),

    ofPeople("playRecordings", .bool),
    ofPeople("downloadRecordings", .bool),
    ofPeople("deleteRecordings", .bool),
    ofPeople("archiveScope", .words(["own", "group", "all"])),
    ofPeople("archiveAccessDays", .daysOrUnlimited),
    ofPeople("restrictedAccess", .bool),
    ofPeople("playbackReason", .reasons),
    ofPeople("sendLinks", .bool),
    ofPeople("linkDays", .days(1...90)),
    ofPeople("linkEmailFrom", .address),
    ofPeople("linkEmailSubject", .text),
    ofPeople("linkEmailBody", .textWithLink),
    ofPeople("linkLanguage", .languageTag),
    Property(
      name: "retentionDays", scopes: ["company", "queue"], values: .daysOrUnlimited,
      administration: "archiveAdministration"),
    Property(
      name: "restrictedRetentionDays", scopes: ["company", "queue"], values: .daysOrUnlimited,
      administration: "archiveAdministration"),
    Property(
      name: "minimumRetentionDays", scopes: ["company", "queue"], values: .days(0...36_500),
      administration: "archiveAdministration"),
    Property(
      name: "archiveAdministration", scopes: people, values: .bool,
      administration: "archiveAdministration"),
  ]

  static func named(_ name: Word) -> Property? {
    for property in all where property.name == name {
      return property
    }
    return nil
  }
}
