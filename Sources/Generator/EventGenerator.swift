package import Bytes

/// Writes the events of a made-up contact centre as NDJSON, from a seed: the same bytes for the same
/// seed, style and size on every machine, and in every later version of the program.
package struct EventGenerator: ~Copyable {
  /// How lines are written.
  package enum Style: Sendable {
    /// All alike: short ids of ASCII, nothing strange (`Mix.plain`).
    case plain
    /// As different cores write them, and with what goes wrong there (`Mix.varied`).
    case varied
  }

  /// What has been written and not yet been taken.
  package var bytes = ByteWriter()
  /// How many events have been written.
  package private(set) var events = 0
  private var centre: ContactCentre
  private let isVaried: Bool

  /// A generator of so many calls, so many of them in progress at once.
  package init(seed: UInt64, _ style: Style, callsAtOnce: Int, calls: UInt64 = .max) {
    isVaried = style == .varied
    centre = ContactCentre(
      seed: seed, isVaried: isVaried, callsAtOnce: callsAtOnce, mostCalls: calls)
  }

  /// Writes the next event; false where all calls are over.
  package mutating func writeEvent() -> Bool {
    guard let event = centre.next() else { return false }
    write(event)
    events += 1
    return true
  }

  private mutating func write(_ event: GeneratedEvent) {
    let form = Form(of: event, isVaried: isVaried)
    bytes.append("{")
    bytes.append(form.hasSpaces ? "\"at\": " : "\"at\":")
    bytes.append(time: event.at)
    if let call = event.call { write("call", .text(call), form) }
    write("type", .text(event.type), form)
    for field in event.fields { write(field.name, field.value, form) }
    if let source = event.source {
      write("source", .text("core-\(source + 1)"), form)
      key("n", form)
      bytes.append(event.number)
    }
    bytes.append("}\n")
  }

  /// How the core that emits an event writes JSON.
  private struct Form {
    /// With a space after each comma and colon.
    var hasSpaces = false
    /// In ASCII, all else as escapes.
    var isASCII = false

    init(of event: GeneratedEvent, isVaried: Bool) {
      guard isVaried, let source = event.source else { return }
      hasSpaces = source == 1
      isASCII = source <= 2 && source > 0
    }
  }

  private mutating func key(_ name: String, _ form: Form) {
    bytes.append(form.hasSpaces ? ", \"" : ",\"")
    append(name)
    bytes.append(form.hasSpaces ? "\": " : "\":")
  }

  private mutating func write(_ name: String, _ value: GeneratedEvent.Value, _ form: Form) {
    key(name, form)
    switch value {
    case .text(let text):
      bytes.append("\"")
      if form.isASCII { escape(text) } else { append(text) }
      bytes.append("\"")
    case .bool(let isTrue): bytes.append(isTrue ? "true" : "false")
    case .null: bytes.append("null")
    }
  }

  /// Texts of ours, which need no escapes.
  private mutating func append(_ text: String) {
    for byte in text.utf8 { bytes.append(byte: byte) }
  }

  /// The same in ASCII: other characters, all below U+10000, as `\u` and four hex digits.
  private mutating func escape(_ text: String) {
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        bytes.append(byte: UInt8(truncatingIfNeeded: scalar.value))
      } else {
        bytes.append("\\u")
        append(Identities.hex(UInt64(scalar.value), 4))
      }
    }
  }
}
