/// One event as it was read.
struct Event {
  /// Its own `seq`, else the number of its line.
  let seq: Int
  let at: Moment
  let type: Word
  let fields: FlatObject

  init?(line: String, lineNumber: Int) {
    guard let fields = FlatObject(line) else { return nil }
    guard case .text(let type)? = fields.value("type") else { return nil }
    guard case .text(let time)? = fields.value("at"), let at = Moment(time) else { return nil }
    self.fields = fields
    self.type = type
    self.at = at
    if case .number(let digits)? = fields.value("seq"), let seq = digits.plainDigits {
      self.seq = seq
    } else {
      self.seq = lineNumber
    }
  }

  /// A field that is a string; nothing where it is absent or `null`, which mean the same.
  func word(_ key: Word) -> Word? {
    guard case .text(let word)? = fields.value(key) else { return nil }
    return word
  }

  var call: Word? { word("call") }
  var agent: Word? { word("agent") }

  /// The number that its source gave it.
  var n: Int? {
    guard case .number(let digits)? = fields.value("n") else { return nil }
    return digits.plainDigits
  }

  /// Of the silent types only the source and the number count, and of `log.tick` its time.
  var isSilent: Bool {
    type.begins(with: "info.") || type.begins(with: "media.") || type.begins(with: "archive.")
      || type.begins(with: "log.")
  }

  var isConfiguration: Bool {
    type == "setting.changed" || type == "user.grouped"
  }

  static let facts: [Word] = [
    "call.started", "ivr.consent", "call.variable", "queue.entered", "caller.answered",
    "caller.rejoined", "agent.joined", "agent.left", "caller.left", "party.held", "party.resumed",
    "call.held", "call.resumed", "consult.started", "consult.answered", "consult.ended",
    "consult.merged", "number.joined", "number.left",
    "call.transferred", "transfer.failed", "secure.started", "secure.ended", "recorder.failed",
    "recorder.recovered", "call.ended",
  ]

  static let requests: [Word] = [
    "manual.start", "manual.stop", "pending.save", "pending.unsave", "censor.start", "censor.stop",
  ]

  var isRequest: Bool { Event.requests.contains(type) }
  var isKnown: Bool { Event.facts.contains(type) || isRequest }
}
