package import CallModel

// Settings that were refused, in words.

extension EventText {
  /// For example `recordingForced off for user anna, by bo: refused, no right to change it
  /// (notAllowed)`.
  package func refused(_ change: SettingChange, _ reason: SettingRefusal) -> String {
    let whose = change.subject.map { "\(change.scope.word) \(name($0))" } ?? "\(change.scope.word)"
    let what = "\(name(change.property)) \(value(change.value)) for \(whose)"
    return refusal(what, change.by, reason, problem(change))
  }

  /// For example `bo in group sales, by anna: refused, no right to change it (notAllowed)`.
  package func refused(
    user: Text, group: Text?, by: Text?, _ reason: SettingRefusal
  ) -> String {
    let what = "\(name(user)) in \(group.map { "group \(name($0))" } ?? "no group")"
    return refusal(what, by, reason, "it makes no sense")
  }

  private func refusal(
    _ what: String, _ by: Text?, _ reason: SettingRefusal, _ problem: String
  ) -> String {
    let author = by.map { ", by \(name($0))" } ?? ""
    let why =
      switch reason {
      case .badSetting: problem
      case .notAllowed: "no right to change it"
      }
    return "\(what)\(author): refused, \(why) (\(reason.word))"
  }

  private func value(_ value: FlatValue) -> String {
    switch value {
    case .null: "unset"
    case .bool(let isOn): isOn ? "on" : "off"
    case .number(let text), .string(let text): self.value(text)
    }
  }

  /// What is wrong with a setting that makes no sense, in the order in which it is judged (S3).
  private func problem(_ change: SettingChange) -> String {
    let property = Property.allCases.first { $0.word.description == name(change.property) }
    guard let property else { return "there is no such property" }
    if !property.exists(in: change.scope) { return "a \(change.scope.word) has no such property" }
    switch (change.scope, change.subject) {
    case (.company, _?): return "the company takes no name"
    case (.group, nil), (.user, nil), (.queue, nil):
      return "the \(change.scope.word) is not named"
    case (.company, nil), (.group, _?), (.user, _?), (.queue, _?):
      return "the property cannot have this value"
    }
  }
}
