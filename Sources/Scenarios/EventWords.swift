import CallModel

/// How a scenario writes an event of one type: the fields that are given by their place, and
/// those that are given as `field=value`.
struct EventWords {
  let type: String
  /// Fields in their order; a `?` at the end marks one that may be left out.
  var places: [String]
  let named: [String]
  /// Whether it is an event of a call, and not of the configuration.
  var isOfCall = true

  /// Fields that any event may have.
  static let common = ["call", "source", "n", "seq"]

  /// Every type that a scenario can write without quotes, silent ones aside.
  static let all: [EventWords] =
    EventType.allCases.map(words) + [
      EventWords(
        type: "setting.changed", places: ["scope", "subject?", "property", "value"], named: ["by"],
        isOfCall: false),
      EventWords(type: "user.grouped", places: ["user", "group?"], named: ["by"], isOfCall: false),
    ]

  /// The same by type.
  static let byType = Dictionary(uniqueKeysWithValues: all.map { ($0.type, $0) })

  /// The log's own clock: the one silent type that the rules listen to (T1).
  static let tick = "log.tick"

  /// Whether events of this type mean nothing to the fold.
  static func isSilent(_ type: String) -> Bool {
    ["info.", "media.", "archive.", "log."].contains { type.hasPrefix($0) }
  }

  /// Every field that an event of this type may have.
  var fields: [String] {
    Self.common + named + places.map { $0.hasSuffix("?") ? String($0.dropLast()) : $0 }
  }

  private static func words(_ type: EventType) -> EventWords {
    let word = type.word.description
    switch type {
    case .callStarted:
      return EventWords(type: word, places: ["direction"], named: ["caller", "agent", "parent"])
    case .ivrConsent:
      return EventWords(type: word, places: ["answer"], named: ["number", "by", "prompt"])
    case .callVariable: return EventWords(type: word, places: ["name", "value"], named: [])
    case .queueEntered: return EventWords(type: word, places: ["queue"], named: [])
    case .callerAnswered, .callerRejoined, .callerLeft, .secureStarted, .secureEnded:
      return EventWords(type: word, places: [], named: [])
    case .agentJoined: return EventWords(type: word, places: ["agent", "role?"], named: [])
    case .agentLeft, .callHeld, .callResumed, .consultEnded, .consultMerged, .transferFailed,
      .manualStart, .manualStop, .pendingSave, .pendingUnsave, .censorStart, .censorStop:
      return EventWords(type: word, places: ["agent"], named: [])
    case .consultStarted, .callTransferred:
      return EventWords(
        type: word, places: ["agent"], named: ["toAgent", "toQueue", "toNumber"])
    case .consultAnswered:
      return EventWords(type: word, places: ["agent"], named: ["party", "number"])
    case .partyHeld, .partyResumed:
      return EventWords(type: word, places: [], named: ["agent", "number"])
    case .numberJoined, .numberLeft: return EventWords(type: word, places: ["number"], named: [])
    case .recorderFailed, .recorderRecovered, .callEnded:
      return EventWords(type: word, places: ["reason?"], named: [])
    }
  }

  /// What an event of this type looks like.
  var usage: String {
    let places = places.map { $0.hasSuffix("?") ? "[\($0.dropLast())]" : $0.uppercased() }
    return ([type] + places + named.map { "[\($0)=…]" }).joined(separator: " ")
  }
}
