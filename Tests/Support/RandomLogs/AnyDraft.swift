/// Events that need not make sense.
enum AnyDraft {
  static let types: [String] = [
    "call.started", "ivr.consent", "call.variable", "queue.entered", "caller.answered",
    "caller.rejoined", "agent.joined", "agent.left", "caller.left", "party.held", "party.resumed",
    "call.held", "call.resumed", "consult.started", "consult.answered", "consult.ended",
    "consult.merged", "number.joined", "number.left", "call.transferred", "transfer.failed",
    "manual.start", "manual.stop", "pending.save", "pending.unsave", "censor.start", "censor.stop",
    "secure.started", "secure.ended", "recorder.failed", "recorder.recovered", "call.ended",
  ]

  static let unknownTypes: [String] = [
    "call.parked", "Call.Started", "call.started ", "info", "infos.x", "media", "Log.x", "archive",
    "call.startede\u{301}", "odd\ttype", "\u{1F600}", "setting.Changed",
  ]

  static let silentTypes: [String] = [
    "info.ringing", "info.", "media.chunk", "media.", "archive.played", "archive.hold",
    "log.checkpoint", "log.", "info.call.ended",
  ]

  /// An event of any type, about anyone.
  static func any(_ mix: Mix, _ random: inout SplitMix64) -> Draft {
    let type = random.one(of: types)
    switch type {
    case "call.started":
      var draft = started(mix, &random)
      if random.percent(15) { draft.set("parent", random.one(of: mix.calls)) }
      return draft
    case "ivr.consent":
      var draft = Draft(type, [("answer", random.one(of: ["granted", "denied"]))])
      if random.percent(40) { draft.set("number", random.one(of: mix.numbers)) }
      if random.percent(30) { draft.set("by", random.one(of: mix.agents)) }
      if random.percent(30) { draft.set("prompt", random.one(of: Pools.words)) }
      return draft
    case "call.variable":
      return variable(&random)
    case "queue.entered":
      return Draft(type, [("queue", random.one(of: mix.queues))])
    case "number.joined", "number.left":
      return Draft(type, [("number", random.one(of: mix.numbers))])
    case "party.held", "party.resumed":
      let party = random.below(3)
      if party == 0 { return Draft(type) }
      return party == 1
        ? Draft(type, [("agent", random.one(of: mix.agents))])
        : Draft(type, [("number", random.one(of: mix.numbers))])
    case "caller.answered", "caller.rejoined", "caller.left", "secure.started", "secure.ended":
      return Draft(type)
    case "recorder.failed", "recorder.recovered", "call.ended":
      return random.percent(50)
        ? Draft(type) : Draft(type, [("reason", random.one(of: Pools.words))])
    default:
      break
    }
    var draft = Draft(type, [("agent", random.one(of: mix.agents))])
    if type == "agent.joined" && random.percent(60) {
      draft.set("role", random.one(of: ["agent", "helper"]))
    }
    if type == "consult.started" || type == "call.transferred" {
      draft.fields.append(field(target(mix, &random)))
    }
    if type == "consult.answered" && random.percent(50) {
      if random.percent(60) {
        draft.set("party", random.one(of: mix.agents))
      } else {
        draft.set("number", random.one(of: mix.numbers))
      }
    }
    return draft
  }

  static func started(_ mix: Mix, _ random: inout SplitMix64) -> Draft {
    var direction = "inbound"
    if random.percent(mix.percentInternal) {
      direction = "internal"
    } else if random.percent(mix.percentOutbound) {
      direction = "outbound"
    }
    var draft = Draft("call.started", [("direction", direction)])
    if random.percent(direction == "internal" ? 10 : 80) {
      draft.set("caller", random.percent(80) ? "+4712345678" : random.one(of: Pools.words))
    }
    if direction == "internal" || random.percent(direction == "outbound" ? 70 : 10) {
      draft.set("agent", random.one(of: mix.agents))
    }
    return draft
  }

  static func variable(_ random: inout SplitMix64) -> Draft {
    let names = [
      "SET_RESTRICTED", "set_restricted", "Set_Restricted", "deny_recording", "DENY_RECORDING",
      "Deny_Recording", "menu", "", "\u{17F}et_restricted", "deny_record\u{131}ng",
      "SET_RESTRICTED ",
    ]
    let values = [
      "true", "TRUE", "tRue", "false", "FALSE", "False", "", "1", "yes", "true ", "tru\u{E9}",
      "\u{FF26}ALSE", "fal\u{17F}e",
    ]
    let name = random.percent(70) ? names[random.below(6)] : random.one(of: names)
    let value = random.percent(70) ? values[random.below(6)] : random.one(of: values)
    return Draft("call.variable", [("name", name), ("value", value)])
  }

  static func unknown(_ mix: Mix, _ random: inout SplitMix64) -> Draft {
    strange(random.one(of: unknownTypes), &random)
  }

  static func silent(_ mix: Mix, _ random: inout SplitMix64) -> Draft {
    strange(random.one(of: silentTypes), &random)
  }

  /// Of such a type, fields that other types know may hold anything flat.
  private static func strange(_ type: String, _ random: inout SplitMix64) -> Draft {
    var draft = Draft(type)
    if random.percent(20) { draft.set("agent", plain: "5") }
    if random.percent(20) { draft.set("toQueue", plain: "true") }
    if random.percent(20) { draft.set("reason", random.one(of: Pools.words)) }
    return draft
  }

  static func target(_ mix: Mix, _ random: inout SplitMix64) -> (String, String) {
    let kind = random.below(10)
    if kind < 5 { return ("toAgent", random.one(of: mix.agents)) }
    if kind < 8 { return ("toQueue", random.one(of: mix.queues)) }
    return ("toNumber", random.one(of: mix.numbers))
  }

  private static func field(_ pair: (String, String)) -> (key: String, value: DraftValue) {
    (pair.0, .text(pair.1))
  }
}
