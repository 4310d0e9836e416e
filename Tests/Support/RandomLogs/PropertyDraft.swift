/// A property, and values for it that are certainly good or certainly bad, as a line writes them.
struct PropertyDraft {
  let name: String
  let scopes: [String]
  let good: [String]
  let bad: [String]

  private static let people = ["company", "group", "user", "user"]
  private static let notBool = ["\"true\"", "1", "0", "\"\"", "\"on\""]
  private static let notDays = [
    "0", "-1", "36501", "30.0", "3e1", "\"30\"", "\"Unlimited\"", "true", "99999999999999999999",
  ]

  private static func bool(_ name: String) -> PropertyDraft {
    PropertyDraft(name: name, scopes: people, good: ["true", "true", "false"], bad: notBool)
  }

  static let ofRules: [PropertyDraft] =
    SettingDrafts.rules.map { bool($0) } + [
      PropertyDraft(
        name: "recording", scopes: ["queue"],
        good: ["\"forced\"", "\"forced\"", "\"pending\"", "\"never\"", "\"off\""],
        bad: ["true", "\"Forced\"", "\"on\"", "\"\"", "\"pending \"", "0"])
    ]

  static let ofArchive: [PropertyDraft] =
    [
      "playRecordings", "downloadRecordings", "deleteRecordings", "restrictedAccess", "sendLinks",
      "archiveAdministration", "archiveAdministration",
    ].map { bool($0) } + [
      PropertyDraft(
        name: "archiveScope", scopes: people, good: ["\"own\"", "\"group\"", "\"all\""],
        bad: ["\"Own\"", "\"none\"", "\"\"", "true", "1"]),
      PropertyDraft(
        name: "archiveAccessDays", scopes: people, good: ["1", "36500", "\"unlimited\""],
        bad: notDays),
      PropertyDraft(
        name: "retentionDays", scopes: ["company", "queue"],
        good: ["1", "36500", "\"unlimited\""], bad: notDays),
      PropertyDraft(
        name: "restrictedRetentionDays", scopes: ["company", "queue"],
        good: ["90", "\"unlimited\""], bad: notDays),
      PropertyDraft(
        name: "minimumRetentionDays", scopes: ["company", "queue"], good: ["0", "1", "36500"],
        bad: ["36501", "-1", "\"unlimited\"", "\"0\"", "0.0", "false"]),
      PropertyDraft(
        name: "linkDays", scopes: people, good: ["1", "14", "90"],
        bad: ["0", "91", "\"unlimited\"", "14.0", "1E1", "\"14\"", "-0"]),
      PropertyDraft(
        name: "playbackReason", scopes: people,
        good: [
          "\"\"", "\"#txt\"", "\"a;b\"", "\" quality ; #txt \"", "\"\u{E9};e\u{301}\"", "\"a;\"",
          "\";;a\"", "\"a; ;b\"", "\"\\ta;\\r\\n b \"",
        ],
        bad: ["\";\"", "\" ; ;\"", "\" \"", "\"a\\u0007b\"", "\"a;\\u0085\"", "5", "true"]),
      PropertyDraft(
        name: "linkEmailFrom", scopes: people,
        good: ["\"links@example.com\"", "\"first.last+x@mail.example.com\""],
        bad: ["\"nobody\"", "\"a@example.com, b@example.com\"", "\"@example.com\"", "7"]),
      PropertyDraft(
        name: "linkEmailSubject", scopes: people, good: ["\"Your recording\"", "\"\u{C6}\""],
        bad: ["\"two\\nlines\"", "\"\\u0085\"", "true", "1"]),
      PropertyDraft(
        name: "linkEmailBody", scopes: people,
        good: ["\"Here: {link}\"", "\"{link}{link}\"", "\"Dear\\n{link}\""],
        bad: [
          "\"Here: {Link}\"", "\"{link}\\r\\n\"", "\"{ link }\"", "\"\"", "\"{link}\\u0000\"",
          "false",
        ]),
      PropertyDraft(
        name: "linkLanguage", scopes: people, good: ["\"en\"", "\"nb\"", "\"pt-BR\""],
        bad: ["\"\"", "\"en us\"", "\"e_n\"", "\"-\"", "5"]),
    ]
}
