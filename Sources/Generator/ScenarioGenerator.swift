/// Makes the stories of a few calls in the language of scenarios, from a seed: the same text for the
/// same seed on every machine, and in every later version of the program.
package struct ScenarioGenerator {
  /// The text of a scenario of so many calls, without what is expected: settings of whoever takes
  /// part, then what happens.
  package static func scenario(seed: UInt64, calls: UInt64) -> String {
    var centre = ContactCentre(
      seed: seed, isVaried: true, callsAtOnce: Int(min(calls, 4)), mostCalls: calls)
    var settings: [GeneratedEvent] = []
    var events: [GeneratedEvent] = []
    while let event = centre.next() {
      if event.call != nil {
        events.append(event)
      } else if event.type != "log.tick", events.isEmpty {
        settings.append(event)
      }
    }
    var names = Set(
      events.flatMap { event in
        ["agent", "toAgent", "queue", "toQueue"].compactMap { event.text($0) }
      })
    for grouping in settings {
      if let user = grouping.text("user"), names.contains(user), let group = grouping.text("group")
      {
        names.insert(group)
      }
    }
    var lines = ["# \(calls == 1 ? "A call" : "\(calls) calls") made from seed \(seed)."]
    lines += settings.compactMap { line(ofSetting: $0, for: names) }
    lines.append("")
    let start = events.map(\.at).min() ?? 0
    for event in events { lines.append(line(of: event, from: start)) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The line of a setting that matters to somebody in `names`.
  private static func line(ofSetting event: GeneratedEvent, for names: Set<String>) -> String? {
    if event.type == "user.grouped" {
      guard let user = event.text("user"), names.contains(user), let group = event.text("group")
      else { return nil }
      return "\(word(user)) is in \(word(group))"
    }
    guard let scope = event.text("scope"), let property = event.text("property") else { return nil }
    let value = event.text("value") ?? (event.bool("value") ? "on" : "off")
    guard let subject = event.text("subject") else { return "\(scope): \(property) \(value)" }
    guard names.contains(subject) else { return nil }
    return "\(scope) \(word(subject)): \(property) \(value)"
  }

  private static func line(of event: GeneratedEvent, from start: Int64) -> String {
    // A type that the rules do not know is written in quotes.
    var words = [event.type == "call.parked" ? "\"\(event.type)\"" : event.type]
    words.append("call=\(word(event.call ?? "none"))")
    for field in event.fields where !field.isExtra || event.type.hasPrefix("info.") {
      guard case .text(let text) = field.value, field.name != "trace" else { continue }
      // What variables are set to is text, also where it looks like a switch.
      words.append("\(field.name)=\(field.name == "value" ? "\"\(text)\"" : word(text))")
    }
    return time(event.at - start) + "  " + words.joined(separator: " ")
  }

  /// A name as a scenario has it: in quotes where it is not plain.
  private static func word(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || "+-._".utf8.contains(byte)
    }
    return isPlain ? name : "\"\(name)\""
  }

  /// `mm:ss.mmm`.
  private static func time(_ milliseconds: Int64) -> String {
    func digits(_ number: Int64, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
    let minutes = digits(milliseconds / 60_000, 2)
    return "\(minutes):\(digits(milliseconds / 1000 % 60, 2)).\(digits(milliseconds % 1000, 3))"
  }
}
