extension Draft {
  /// The optional fields of this event that it does not have.
  private var absentFields: [String] {
    let optional: [String]
    switch type {
    case "call.started": optional = ["caller", "agent", "parent"]
    case "ivr.consent": optional = ["number", "by", "prompt"]
    case "agent.joined": optional = ["role"]
    case "party.held", "party.resumed": optional = ["agent", "number"]
    case "consult.started", "call.transferred": optional = ["toAgent", "toQueue", "toNumber"]
    case "consult.answered": optional = ["party", "number"]
    case "recorder.failed", "recorder.recovered", "call.ended": optional = ["reason"]
    case "setting.changed": optional = ["subject", "by"]
    case "user.grouped": optional = ["group", "by"]
    default: optional = []
    }
    return (optional + ["source", "n", "seq"]).filter { !has($0) }
  }

  /// Writes some of the absent fields as `null`, which means the same.
  mutating func addNulls(percent chance: Int, _ random: inout SplitMix64) {
    for key in absentFields where random.percent(chance) {
      set(key, plain: "null")
    }
  }
}
