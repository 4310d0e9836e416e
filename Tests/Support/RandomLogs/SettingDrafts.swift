/// Events that change settings, or try to.
enum SettingDrafts {
  static let rules: [String] = [
    "recordingForced", "recordAgentWhenCallerDenies", "manualRecordingAllowed",
    "censorButtonVisible", "consentRequired", "recordingAdministration",
  ]

  /// The settings that a log begins with: recording is on for many.
  static func beginning(_ mix: Mix, _ random: inout SplitMix64) -> [Draft] {
    var drafts: [Draft] = []
    if random.percent(70) {
      drafts.append(changed("user", mix.administrator, "recordingAdministration", "true"))
    }
    if random.percent(40) {
      drafts.append(changed("user", mix.administrator, "archiveAdministration", "true"))
    }
    for group in random.some(of: mix.groups, percent: 20) {
      drafts.append(changed("group", group, "archiveAdministration", "true"))
    }
    for queue in mix.queues where random.percent(70) {
      var value = random.one(of: ["forced", "forced", "pending", "pending", "never", "off"])
      if let usual = mix.usualQueue, random.percent(80) { value = usual }
      drafts.append(changed("queue", queue, "recording", "\"" + value + "\""))
    }
    for agent in mix.agents where random.percent(50) {
      drafts.append(grouped(agent, random.one(of: mix.groups)))
    }
    for property in rules.prefix(5) {
      let chances = [
        "recordingForced": 30, "consentRequired": 20, "manualRecordingAllowed": 80,
        "censorButtonVisible": 80,
      ]
      let chance = chances[property] ?? 50
      if random.percent(chance) {
        let value = random.one(of: ["true", "true", "true", "false"])
        drafts.append(changed("company", nil, property, value))
      }
      for group in random.some(of: mix.groups, percent: 20) {
        drafts.append(changed("group", group, property, random.one(of: ["true", "false"])))
      }
      for agent in random.some(of: mix.agents, percent: 20) {
        drafts.append(changed("user", agent, property, random.one(of: ["true", "false"])))
      }
    }
    return random.shuffled(drafts)
  }

  /// Any change, allowed or not, good or bad.
  static func any(_ mix: Mix, _ random: inout SplitMix64) -> Draft {
    var draft: Draft
    if random.percent(15) {
      draft = grouped(random.one(of: mix.agents), random.one(of: mix.groups + [""]))
    } else {
      draft = change(mix, &random)
    }
    if random.percent(45) {
      draft.set("by", random.percent(60) ? mix.administrator : random.one(of: mix.agents))
    }
    if random.percent(3) { draft.set("call", plain: random.one(of: ["17", "true", "\"c-1\""])) }
    return draft
  }

  private static func change(_ mix: Mix, _ random: inout SplitMix64) -> Draft {
    let isBad = random.percent(20)
    let values = random.percent(70) ? PropertyDraft.ofRules : PropertyDraft.ofArchive
    let property = random.one(of: values)
    var name = property.name
    var scope = random.one(of: property.scopes)
    var value = random.percent(12) ? "null" : random.one(of: property.good)
    var hasSubject = !isCompany(scope)
    if isBad {
      switch random.below(4) {
      case 0:
        name = random.one(of: ["recordingforced", "Recording", "", "forced", "recording\u{301}"])
      case 1: scope = random.one(of: ["company", "group", "user", "queue"])
      case 2: hasSubject.toggle()
      default: value = random.one(of: property.bad)
      }
    }
    var subject: String?
    if hasSubject {
      let queues = mix.queues
      let users = mix.agents + [mix.administrator]
      let ids = scope == "queue" ? queues : scope == "group" ? mix.groups : users
      subject = random.one(of: ids)
    }
    return changed(scope, subject, name, value)
  }

  private static func isCompany(_ scope: String) -> Bool { scope == "company" }

  private static func changed(
    _ scope: String, _ subject: String?, _ property: String, _ value: String
  ) -> Draft {
    var draft = Draft("setting.changed", [("scope", scope), ("property", property)])
    if let subject { draft.set("subject", subject) }
    draft.set("value", plain: value)
    return draft
  }

  /// An empty group stands for none.
  private static func grouped(_ user: String, _ group: String) -> Draft {
    var draft = Draft("user.grouped", [("user", user)])
    if !group.isEmpty { draft.set("group", group) }
    return draft
  }
}
